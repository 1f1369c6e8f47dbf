import { readdirSync, readFileSync } from 'node:fs'
import { Fault, type Result } from '@enlace/core'
import {
  type AssuranceLibrary,
  type BothLanguages,
  type OffenceTable,
  parseAssurances,
  parseOffenceTable,
  parseRequestCourse,
  parseRequestForm,
  type RequestForm,
  type WorkDays,
} from '@enlace/policy'
import type { LawPacks } from './instrument-packs.ts'

const shippedFolder = new URL('../../../../packs/requests/', import.meta.url)

/** The forms of request that this node knows, by code, the calendars that their clocks are counted by, and what their instruments are called. */
export type RequestPacks = {
  readonly forms: ReadonlyMap<string, RequestForm>
  readonly calendarOf: (id: string) => WorkDays
  /** Where the days of those calendars begin and end (IANA). */
  readonly zones: readonly string[]
  readonly lawOf: (id: string) => BothLanguages | undefined
  readonly offencesOf: (form: RequestForm | undefined) => OffenceTable | undefined
  readonly assurancesOf: (form: RequestForm | undefined) => AssuranceLibrary['assurances']
}

/** Every form on the shelf with its course and the rules that it names. Throws Fault `config_invalid` that names a pack which does not read. */
export function readRequestPacks(law: LawPacks, folder: URL = shippedFolder): RequestPacks {
  const courses = readAll(new URL('courses/', folder), parseRequestCourse)
  const forms = readAll(folder, (json) => parseRequestForm(json, courses, law.instruments))
  const tables = readAll(new URL('../offences/', folder), parseOffenceTable)
  const libraries = readAll(new URL('../assurances/', folder), parseAssurances)
  return {
    forms: new Map(forms.toSorted((a, b) => a.order - b.order).map((form) => [form.id, form])),
    offencesOf: (form) => tables.find(({ id }) => id === form?.offences),
    assurancesOf: (form) => libraries.find(({ id }) => id === form?.assurances)?.assurances ?? [],
    lawOf: (id) => law.instruments.get(id)?.short,
    calendarOf: law.calendarOf,
    zones: law.zones,
  }
}

function readAll<T>(folder: URL, parse: (json: Uint8Array) => Result<T>): readonly T[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  return files.map((file) => {
    const pack = parse(readFileSync(new URL(file, folder)))
    if (!pack.ok) throw new Fault('config_invalid', { name: file, field: String(pack.detail?.field ?? '') })
    return pack.value
  })
}
