import type { StatedQuery } from './stated-query.ts'

/**
 * The figure of a count as people write it, with a point: a share in percent with one digit, a mean rounded to the query's scale; null where nothing was counted that a share, a mean or a median needs.
 * A median needs all values; where only sum and count are known, as in a seal, `median` is null and the mean stands in its place.
 */
export function figureOf(
  { form, scale }: Pick<StatedQuery, 'form' | 'scale'>,
  { sum, count, median }: { readonly sum: bigint; readonly count: number; readonly median: number | null },
): string | null {
  if (form === 'count') return String(count)
  if (form === 'sum') return pointed(sum, scale)
  if (count === 0) return null
  if (form === 'share') return pointed(rounded(sum * 1000n, BigInt(count)), 1)
  if (form === 'median' && median !== null) return pointed(BigInt(median), scale)
  return pointed(rounded(sum, BigInt(count)), scale)
}

function rounded(part: bigint, whole: bigint): bigint {
  return (2n * part + whole) / (2n * whole)
}

function pointed(value: bigint, scale: number): string {
  const digits = String(value).padStart(scale + 1, '0')
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - scale)
  return fraction === '' ? whole : `${whole}.${fraction}`
}
