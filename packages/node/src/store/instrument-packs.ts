import { readdirSync, readFileSync } from 'node:fs'
import { Fault, type Result } from '@enlace/core'
import { type CalendarPack, type Instrument, openCalendar, parseCalendarPack, parseInstrument, type WorkDays } from '@enlace/policy'

const instrumentsFolder = new URL('../../../../packs/instruments/', import.meta.url)
const calendarsFolder = new URL('../../../../packs/calendars/', import.meta.url)
/** Duties to register an agreement stand on the same shelf and are no instrument with clocks. */
const others: readonly string[] = ['registration.json']

/** The law as data: instruments and the calendars that their clocks are counted by, each by its id, and those calendars as they are known today. */
export type LawPacks = {
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly calendars: ReadonlyMap<string, CalendarPack>
  readonly calendarOf: (id: string) => WorkDays
  /** Where days begin and end, for limits that are kept as instants. UTC: of a day that nobody's calendar counts. */
  readonly zones: readonly string[]
}

/** Every instrument and calendar on the shelf. Throws Fault `config_invalid` that names a pack which does not read, or a calendar that is not there. */
export function readLawPacks(instruments: URL = instrumentsFolder, calendars: URL = calendarsFolder): LawPacks {
  const packs = {
    instruments: readAll(instruments, parseInstrument),
    calendars: readAll(calendars, parseCalendarPack),
  }
  for (const { id, clocks, calendars: named } of packs.instruments.values()) {
    const wanted = [...Object.values(named), ...clocks.map((clock) => clock.calendar)].filter(
      (name) => name !== 'requesting' && name !== 'requested',
    )
    const missing = wanted.find((name) => !packs.calendars.has(name))
    if (missing !== undefined) throw new Fault('config_invalid', { name: `${id}.json`, field: `calendar ${missing}` })
  }
  const opened = new Map([...packs.calendars].map(([id, pack]) => [id, openCalendar(pack)]))
  const calendarOf = (id: string): WorkDays => {
    const calendar = opened.get(id)
    if (calendar === undefined) throw new Error(`no calendar ${id}`)
    return calendar
  }
  const zones = [...new Set([...opened.values()].map(({ zone }) => zone)), 'UTC']
  return { ...packs, calendarOf, zones }
}

function readAll<T extends { readonly id: string }>(folder: URL, parse: (json: Uint8Array) => Result<T>): ReadonlyMap<string, T> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !others.includes(name))
    .sort()
  return new Map(
    files.map((file) => {
      const pack = parse(readFileSync(new URL(file, folder)))
      if (!pack.ok) throw new Fault('config_invalid', { name: file, field: String(pack.detail?.field ?? '') })
      return [pack.value.id, pack.value]
    }),
  )
}
