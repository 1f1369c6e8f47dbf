import { readFileSync } from 'node:fs'
import type { JsonObject } from '@enlace/core'

const shipped = new URL('../../../../packs/indicators/starter.json', import.meta.url)

/** A card that every node can load: its code, and the fields of `indicator-card` without `says` and `code`. */
export type StarterCard = { readonly code: string; readonly fields: JsonObject }

/** The starter cards (`packs/indicators/starter.json`): an array of objects, each with a `code`. Throws on a file that is none: a mistake in this project. */
export function readStarterCards(file: URL = shipped): readonly StarterCard[] {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(parsed)) throw new Error('starter cards are not an array')
  return parsed.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) throw new Error('a starter card is no object')
    const { code, ...fields } = one as JsonObject
    if (typeof code !== 'string') throw new Error('a starter card has no code')
    return { code, fields }
  })
}
