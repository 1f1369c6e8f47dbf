import { identifierReasons, identifierTypes } from '@enlace/records'
import type { SayLabel } from './kind-words.ts'

/** What a type of identifier is called; its code when it is newer than these pages. */
export function sayIdentifierType(type: string, say: SayLabel): string {
  return say({ english: identifierTypes.get(type)?.title ?? type, keys: [`identifier.${type}`] })
}

/** Why an identifier got its verdict, as a sentence. */
export function sayIdentifierReason(reason: string, say: SayLabel): string {
  const english = Object.hasOwn(identifierReasons, reason) ? identifierReasons[reason as keyof typeof identifierReasons] : reason
  return say({ english, keys: [`identifier.reason.${reason}`] })
}
