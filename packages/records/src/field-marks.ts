import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { tlp1Markings, tlp2Markings } from './kinds/native/marking-definition.ts'
import { markingSchemes, narrower, type TlpLabel, tlpLabels } from './marking.ts'

/** A part of an object that is marked by itself: its selector (STIX 2.1 section 7.2.3.1) and the label that holds for it. */
export type FieldMark = { readonly selector: string; readonly label: TlpLabel }

const labels: ReadonlyMap<string, TlpLabel> = new Map([
  ...[...tlp1Markings].map(([name, id]) => [id, name === 'white' ? 'clear' : (name as TlpLabel)] as const),
  ...[...tlp2Markings].map(([name, id]) => [id, name as TlpLabel] as const),
  ...Object.values(markingSchemes).flatMap(({ definition, tlp }) =>
    definition === undefined ? [] : [[definition, asLabel(tlp)] as const],
  ),
])

/**
 * The label of a marking by its id: TLP 1, TLP 2.0, or a national scheme of `packs/codes/markings.json`. What a marking means that nobody here
 * knows, nobody here can weigh: it counts as red.
 */
export function labelOfMarking(id: string): TlpLabel {
  return labels.get(id) ?? 'red'
}

/** The id of the TLP 2.0 marking with a label, as an author marks a part with it. */
export function markingOfLabel(label: TlpLabel): string {
  return tlp2Markings.get(label) as string
}

/** Every part of an object that is marked by itself; where two marks meet on one selector, the narrower holds. Marks of language say nothing here. */
export function fieldMarksOf(object: JsonObject): readonly FieldMark[] {
  const { granular_markings: markings } = object
  if (!Array.isArray(markings)) return []
  const found = new Map<string, TlpLabel>()
  for (const marking of markings as readonly Json[]) {
    if (!isJsonObject(marking) || typeof marking.marking_ref !== 'string' || !Array.isArray(marking.selectors)) continue
    const label = labelOfMarking(marking.marking_ref)
    for (const selector of marking.selectors as readonly Json[]) {
      if (typeof selector === 'string') found.set(selector, narrower(label, found.get(selector)))
    }
  }
  return [...found].map(([selector, label]) => ({ selector, label }))
}

/** The narrowest TLP marking that an object carries as a whole; undefined when it carries none. Other markings state no label. */
export function objectLabelOf(object: JsonObject): TlpLabel | undefined {
  const { object_marking_refs: refs } = object
  if (!Array.isArray(refs)) return undefined
  return (refs as readonly Json[]).reduce<TlpLabel | undefined>((label, id) => {
    const known = typeof id === 'string' ? labels.get(id) : undefined
    return known === undefined ? label : narrower(known, label)
  }, undefined)
}

/**
 * The marks that hold for translations of an object (`language-content`, STIX 2.1 section 7.1): what is marked there is marked in every language
 * of its contents.
 */
export function translatedMarks(marks: readonly FieldMark[], translation: JsonObject): readonly FieldMark[] {
  const { contents } = translation
  if (!isJsonObject(contents)) return []
  return Object.keys(contents).flatMap((language) =>
    marks.map(({ selector, label }) => ({ selector: `contents.${language}.${selector}`, label })),
  )
}

function asLabel(text: string): TlpLabel {
  return tlpLabels.find((label) => label === text) ?? 'red'
}
