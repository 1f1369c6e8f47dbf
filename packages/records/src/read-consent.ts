import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { onwardConsentExtension } from './kinds/onward-consent.ts'

/** What an originator says about passing one of its records on. */
export type Consent = {
  readonly answer: string
  readonly toParty: string
  readonly toAgency: string | undefined
  /** Last day, ISO date; empty where it was refused. */
  readonly until: string
  /** Limits of use that bind the third party. */
  readonly conditions: readonly string[]
  /** Ids of the records that may be passed on. */
  readonly about: readonly string[]
  readonly request: string | undefined
  readonly revoked: boolean
}

/** The consent that an object states, or undefined when it states none. */
export function readConsent(object: JsonObject): Consent | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[onwardConsentExtension] : undefined
  if (!isJsonObject(inside) || typeof inside.answer !== 'string' || typeof inside.to_party !== 'string') return undefined
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined)
  const texts = (value: Json | undefined) =>
    Array.isArray(value) ? (value as readonly Json[]).filter((one): one is string => typeof one === 'string') : []
  return {
    answer: inside.answer,
    toParty: inside.to_party,
    toAgency: text(inside.to_agency),
    until: text(inside.until) ?? '',
    conditions: texts(inside.conditions),
    about: texts(object.object_refs),
    request: text(inside.request_ref),
    revoked: object.revoked === true,
  }
}
