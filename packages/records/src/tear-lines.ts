import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type TlpLabel, tlpLabels } from './marking.ts'
import { parseSelector } from './selector.ts'

/** Extension in which an author keeps tear-lines. Property extension on any type (docs/formats/tear-lines.md). */
export const tearLinesExtension = 'extension-definition--5b1f0c7e-93f4-4a0b-8f0e-6c0d3a7e5b21'

/** The text that may travel wider in the place of a field's full text, with a label of its own. */
export type TearLine = { readonly selector: string; readonly text: string; readonly tlp: TlpLabel }

export const maxTearLines = 32

/** The tear-lines that an object carries; what is not one is passed over. */
export function tearLinesOf(object: JsonObject): readonly TearLine[] {
  const lines = inside(object).tear_lines
  if (!Array.isArray(lines)) return []
  return (lines as readonly Json[]).slice(0, maxTearLines).flatMap((line) => {
    const tearLine = asTearLine(line)
    return tearLine === undefined ? [] : [tearLine]
  })
}

/** The selectors of fields that hold a tear-line in the place of their full text. */
export function tornFieldsOf(object: JsonObject): readonly string[] {
  const names = inside(object).in_place
  if (!Array.isArray(names)) return []
  return (names as readonly Json[]).filter((name): name is string => typeof name === 'string' && parseSelector(name) !== undefined)
}

/** The object with these tear-lines, and these fields named as holding one; without the extension when there is neither. */
export function withTearLines(object: JsonObject, lines: readonly TearLine[], torn: readonly string[]): JsonObject {
  const { [tearLinesExtension]: _before, ...others } = isJsonObject(object.extensions) ? object.extensions : ({} as JsonObject)
  const empty = lines.length === 0 && torn.length === 0
  const extensions = empty
    ? others
    : {
        ...others,
        [tearLinesExtension]: {
          extension_type: 'property-extension',
          ...(lines.length === 0 ? {} : { tear_lines: lines.map(({ selector, text, tlp }) => ({ selector, text, tlp })) }),
          ...(torn.length === 0 ? {} : { in_place: [...torn].sort() }),
        },
      }
  const { extensions: _extensions, ...rest } = object
  return Object.keys(extensions).length === 0 ? rest : { ...rest, extensions }
}

function inside({ extensions }: JsonObject): JsonObject {
  const extension = isJsonObject(extensions) ? extensions[tearLinesExtension] : undefined
  return isJsonObject(extension) ? extension : {}
}

function asTearLine(line: Json): TearLine | undefined {
  if (!isJsonObject(line) || typeof line.selector !== 'string' || parseSelector(line.selector) === undefined) return undefined
  if (typeof line.text !== 'string' || line.text.trim() === '') return undefined
  const tlp = tlpLabels.find((label) => label === line.tlp)
  return tlp === undefined ? undefined : { selector: line.selector, text: line.text, tlp }
}
