import type { JsonObject } from '@enlace/core'
import { fieldValue, type Kind, kinds, titleLabel } from '@enlace/records'
import type { Block, Fact, Said } from './model.ts'
import type { PrintedRecord } from './record-document.ts'
import { sayField } from './say-value.ts'
import { sayInstant, type Words } from './words.ts'

/** Kinds whose records belong to what another record tells, by the kind that they refer to: they are printed with it, in the order of time. */
export const toldKinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['case', ['wanted-status', 'custody-event', 'legal-pathway', 'procedural-step', 'act-role', 'victim-notice', 'rights-flag']],
  ['diplomatic-note', ['note-stamp']],
  ['matter', ['claim']],
  ['onward-request', ['onward-consent']],
  ['request', ['request-step']],
])

/** A kind and what records say of one of it. */
export type ToldOf = {
  readonly kind: string
  readonly told?: readonly Pick<NonNullable<PrintedRecord['told']>[number], 'kind' | 'from' | 'object'>[]
}

/** What other records say of a record: for each kind a heading, then each record with its time, its author and what it says. */
export function sayTold({ told = [], kind: about }: ToldOf, words: Words): Block[] {
  return (toldKinds.get(about) ?? []).flatMap((name): Block[] => {
    const kind = kinds.get(name)
    const those = told.filter((one) => one.kind === name)
    if (kind === undefined || those.length === 0) return []
    const rows = those
      .map((one) => ({ ...one, at: timeOf(kind, one.object) }))
      .sort((a, b) => (a.at.value < b.at.value ? -1 : Number(a.at.value > b.at.value)))
      .map(({ at, from, object }): Fact => {
        const when = at.field === undefined ? sayInstant(at.value, words) : textOf(sayField(kind, at.field, object, words)?.value)
        return { label: `${when}\n${words.partyName(from)}`, value: { type: 'parts', parts: partsOf(kind, object, at.field, words) } }
      })
    return [
      { type: 'heading', level: 1, text: words.label(titleLabel(kind)) },
      { type: 'facts', rows },
    ]
  })
}

/** The first time that a record of the kind states about itself, else when it was written. */
function timeOf(kind: Kind, object: JsonObject): { readonly field: string | undefined; readonly value: string } {
  for (const name of kind.shows) {
    const placed = kind.fields.find((one) => one.name === name)
    const value = placed === undefined ? undefined : fieldValue(placed, object)
    if ((placed?.field.type === 'instant' || placed?.field.type === 'date') && typeof value === 'string') return { field: name, value }
  }
  return { field: undefined, value: typeof object.modified === 'string' ? object.modified : '' }
}

// What it refers to is the record that it is printed with.
function partsOf(kind: Kind, object: JsonObject, time: string | undefined, words: Words): Fact[] {
  return kind.shows.filter((name) => name !== time && name !== 'object_refs').flatMap((name) => sayField(kind, name, object, words) ?? [])
}

function textOf(said: Said | undefined): string {
  return said?.type === 'text' ? said.text : ''
}
