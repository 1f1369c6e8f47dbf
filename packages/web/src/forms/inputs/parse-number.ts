/**
 * A number as an officer writes it in Spanish or English, which group and point alike: `1,200.5`, `1 200`, `-3`. Undefined for what is none:
 * `1.200,5` could be either, so it is asked again and never guessed.
 */
export function parseNumber(written: string): number | undefined {
  const plain = written.trim().replaceAll(/[\u00a0\u202f]/g, ' ')
  if (!/^[-+]?(?:[0-9]+|[0-9]{1,3}(?:[, ][0-9]{3})+)(?:\.[0-9]+)?$|^[-+]?\.[0-9]+$/.test(plain) || plain.length > 30) return undefined
  const value = Number(plain.replaceAll(/[, ]/g, ''))
  return Number.isFinite(value) ? value : undefined
}
