import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { kinds, readField } from '@enlace/records'

/**
 * What a contact report begins with, from the record of a contact: a call, a note, or anything exchanged with the other side. Who, when and by what
 * way, and which sealed record holds the rest: never what was said, nor anything by which a source could be known. `own`: our party.
 */
export function reportFrom(object: JsonObject, kindName: string, own: string): Readonly<Record<string, Json>> {
  const kind = kinds.get(kindName)
  const say = (name: string): Json | undefined => readField(kind, object, name)
  const id = String(object.id)
  const usual = { stage: 'held', topic_class: 'other', object_refs: [id], content_ref: id }
  if (kindName === 'call-record')
    return defined({
      ...usual,
      agent: say('with_person'),
      // Of an office that nobody named at least its party is known; `knownHere` says its name.
      agent_office: say('with_office') ?? say('with_party'),
      held_at: say('held_at'),
      channel: say('channel'),
    })
  const written = object.created
  if (kindName !== 'diplomatic-note') return defined({ ...usual, held_at: written, channel: 'message' })
  const office = say('to_party') === own ? 'from_office' : 'to_office'
  return defined({ ...usual, agent_office: say(office), held_at: say('written_at') ?? written, channel: 'message' })
}

/** The values that a report opens with: an office known by its party's code alone by the name of that party, and who writes as the own official. */
export function knownHere(
  values: Readonly<Record<string, Json>>,
  official: string,
  named: (code: string) => string | undefined,
): Readonly<Record<string, Json>> {
  const office = values.agent_office
  const name = typeof office === 'string' ? named(office) : undefined
  return { own_official: official, ...values, ...(name === undefined ? {} : { agent_office: name }) }
}

/** Fields of a report that only stand beside the stage that calls for them. */
const calledFor: Readonly<Record<string, readonly string[]>> = {
  filed_foreign_ministry_at: ['filed', 'receipted'],
  filed_security_ministry_at: ['filed', 'receipted'],
  receipt_number: ['receipted'],
}

/** Whether a field of a report is asked at the stage that its values name. */
export function isAsked(name: string, values: Readonly<Record<string, Json>>): boolean {
  return calledFor[name]?.includes(String(values.stage)) ?? true
}

/** When both ministries got a report that is said to be filed: now, unless somebody wrote another time. */
export function filedAt(values: Readonly<Record<string, Json>>, now: string): Readonly<Record<string, Json>> {
  const due = ['filed_foreign_ministry_at', 'filed_security_ministry_at'].filter(
    (name) => isAsked(name, values) && values[name] === undefined,
  )
  return Object.fromEntries(due.map((name) => [name, now]))
}

function defined(values: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined && !isJsonObject(entry[1])),
  )
}
