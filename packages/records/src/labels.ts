import type { Field } from './field.ts'
import type { Kind } from './kind.ts'
import { partsOf } from './parts.ts'

/** Texts of one language by flat key, as `packs/locales/<language>/kinds.json` holds them. */
export type Catalogue = Readonly<Record<string, string>>

/** A text to be shown: its English words, and the keys under which another language may hold it, most exact first. */
export type Label = { readonly english: string; readonly keys: readonly string[] }

/**
 * Title of a kind. Keys: `kind.<kind>`. For the others below: a label shared by equal English words needs one translation
 * (`field.<slug>`, `choice.<slug>`); the longer key overrides it where the same English word means another thing.
 */
export function titleLabel(kind: Kind): Label {
  return { english: kind.title, keys: [`kind.${kind.name}`] }
}

/** Purpose of a kind. Key: `kind.<kind>.purpose`. */
export function purposeLabel(kind: Kind): Label {
  return { english: kind.purpose, keys: [`kind.${kind.name}.purpose`] }
}

/** Label of a field, `path` from the field's name to the part of a group. Keys: `kind.<kind>.field.<a.b>`, `field.<slug of the English>`. */
export function fieldLabel(kind: Kind, path: readonly string[], field: Field): Label {
  return { english: field.label, keys: [`kind.${kind.name}.field.${path.join('.')}`, `field.${slug(field.label)}`] }
}

/** Help of a field, or undefined. Keys: `kind.<kind>.help.<a.b>`, `help.<slug of the first 60 English letters>`. */
export function helpLabel(kind: Kind, path: readonly string[], field: Field): Label | undefined {
  if (field.help === undefined) return undefined
  return { english: field.help, keys: [`kind.${kind.name}.help.${path.join('.')}`, `help.${slug(field.help.slice(0, 60))}`] }
}

/** Label of one code of a choice. Keys: `kind.<kind>.choice.<a.b>.<code>`, `choice.<slug of the English>`. */
export function choiceLabel(kind: Kind, path: readonly string[], code: string, english: string): Label {
  return { english, keys: [`kind.${kind.name}.choice.${path.join('.')}.${code}`, `choice.${slug(english)}`] }
}

/** Label of a state. Keys: `kind.<kind>.state.<code>`, `state.<slug of the English>`. */
export function stateLabel(kind: Kind, code: string, english: string): Label {
  return { english, keys: [`kind.${kind.name}.state.${code}`, `state.${slug(english)}`] }
}

/** The label's words in a language: the first of its keys the catalogue holds, else English. */
export function wordsOf(label: Label, catalogue: Catalogue): string {
  for (const key of label.keys) {
    const words = catalogue[key]
    if (words !== undefined) return words
  }
  return label.english
}

/** Every label of a kind, for the catalogue check and the generated pages. */
export function labelsOf(kind: Kind): readonly Label[] {
  const labels: Label[] = [titleLabel(kind), purposeLabel(kind)]
  for (const state of kind.states) labels.push(stateLabel(kind, state.code, state.label))
  for (const { name, field } of kind.fields) collect(kind, [name], field, labels)
  for (const [key, field] of Object.entries(kind.extensions)) if (key !== kind.extension) collect(kind, [key], field, labels)
  return labels
}

function collect(kind: Kind, path: readonly string[], field: Field, labels: Label[]): void {
  labels.push(fieldLabel(kind, path, field))
  const help = helpLabel(kind, path, field)
  if (help !== undefined) labels.push(help)
  if (field.properNames !== true)
    for (const [code, english] of Object.entries(field.choices ?? {})) labels.push(choiceLabel(kind, path, code, english))
  if (field.of !== undefined) {
    // A list and its items share one label; only the items' codes and parts are new.
    collect(kind, path, { ...field.of, label: field.label }, labels)
  }
  for (const [part, inner] of Object.entries(partsOf(field) ?? {})) collect(kind, [...path, part], inner, labels)
  if (field.values?.fields !== undefined) collect(kind, [...path, '*'], field.values, labels)
}

/** `Kill chain phases` -> `kill_chain_phases`. */
export function slug(english: string): string {
  return english
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^_/, '')
    .replace(/_$/, '')
}
