import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import {
  fieldMarksOf,
  findField,
  type Kind,
  markingOfLabel,
  parseSelector,
  type TlpLabel,
  tearLinesOf,
  tlpLabels,
  tornFieldsOf,
  valueAt,
  withTearLines,
} from '@enlace/records'

/** A part of a record that travels less far than the whole, and the text that may travel wider in its place. */
export type PartMark = {
  readonly selector: string
  readonly label: TlpLabel
  readonly tearLine: { readonly text: string; readonly tlp: TlpLabel } | null
}

/** The marks that an object carries, each with its tear-line. */
export function partMarksOf(object: JsonObject): readonly PartMark[] {
  const lines = tearLinesOf(object)
  return fieldMarksOf(object).map(({ selector, label }) => {
    const line = lines.find((each) => each.selector === selector)
    return { selector, label, tearLine: line === undefined ? null : { text: line.text, tlp: line.tlp } }
  })
}

/** The object with these marks in the place of those it carried; marks of parts that are not there are left out, and marks of language stay. */
export function withPartMarks(object: JsonObject, marks: readonly PartMark[]): JsonObject {
  const there = marks.filter(({ selector }) => valueAt(object, parseSelector(selector) ?? ['']) !== undefined)
  const before = Array.isArray(object.granular_markings) ? (object.granular_markings as readonly Json[]) : []
  const languages = before.filter((marking) => isJsonObject(marking) && marking.marking_ref === undefined)
  const markings = [...languages, ...there.map(({ selector, label }) => ({ marking_ref: markingOfLabel(label), selectors: [selector] }))]
  const { granular_markings: _, ...rest } = object
  const lines = there.flatMap(({ selector, tearLine }) =>
    tearLine === null || tearLine.text.trim() === '' || typeof valueAt(object, parseSelector(selector) ?? ['']) !== 'string'
      ? []
      : [{ selector, text: tearLine.text.trim(), tlp: tearLine.tlp }],
  )
  return withTearLines(markings.length === 0 ? rest : { ...rest, granular_markings: markings }, lines, tornFieldsOf(object))
}

/** The selector of a whole field. */
export function selectorOf(kind: Kind, name: string): string {
  return (findField(kind, name)?.path ?? [name]).join('.')
}

/** Labels that a tear-line may have: wider than the text that it stands for. */
export function widerThan(label: TlpLabel): readonly TlpLabel[] {
  return tlpLabels.slice(0, tlpLabels.indexOf(label))
}
