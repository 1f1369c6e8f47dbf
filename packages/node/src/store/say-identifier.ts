import type { CheckedIdentifier } from '@enlace/api'
import { type Identified, recordLabel } from '@enlace/records'
import { typeNamed } from '@enlace/records/check-identifier'
import type { Messages } from './messages.ts'
import { sayLabel } from './say-label.ts'

/** A checked identifier with what its type is called and why it got its verdict, in every language of the node. */
export function sayIdentifier(messages: Messages, { type, raw, canonical, valid, reason, matchable }: Identified): CheckedIdentifier {
  const title = sayLabel(messages, recordLabel(`identifier.${typeNamed(type) ?? type}`))
  return {
    type,
    title,
    raw,
    canonical,
    valid,
    reason,
    explanation: sayLabel(messages, recordLabel(`identifier.reason.${reason}`)),
    matchable,
  }
}
