import { formatInstant } from '../language/format.ts'
import type { Text } from '../language/text.ts'

type Values = Readonly<Record<string, string | number>>

/**
 * Values of a step or a verdict as its sentence says them: instants by the reader's clock, the type of an entry in words, and, where `nameOf` is
 * given, who confirmed by the name of their party (`node.us.sig.example/in/mx`) instead of the name of their key.
 */
export function sayProofValues(values: Values, text: Text, nameOf?: (party: string) => string): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? say(name, value) : value]))

  function say(name: string, value: string): string {
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return formatInstant(value, text.tag, { seconds: true })
    if (name === 'type') return text.find(`verify.leaf.${value}`) ?? value
    const party = name === 'by' ? /^node\.([a-z0-9-]+)\./.exec(value)?.[1] : undefined
    return party === undefined || nameOf === undefined ? value : nameOf(party)
  }
}
