import { type InstrumentDetail, type LegalClockRuleView, routes, type SimulationAnswer, type SimulationRequest } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Instrument, LegalClockRule, Sourced } from '@enlace/policy'
import { playClocks } from '../store/play-clocks.ts'
import { labelOf } from '../store/say-label.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts the law as data: instruments to read, and the simulator. No record is read and nothing is written. */
export function mountClockRoutes(site: Site, desk: Desk): void {
  const packs = desk.law
  // What binds somebody before what is only proposed.
  const instruments = [...packs.instruments.values()].sort(
    (a, b) => Number(a.character === 'service_level') - Number(b.character === 'service_level'),
  )
  mount(site, routes.listInstruments, async () => ({
    items: instruments.map((one) => ({
      id: one.id,
      title: labelOf(one.title),
      short: labelOf(one.short),
      character: one.character,
      parties: [...one.parties],
      reference: one.reference,
      from: one.validity.from,
      until: one.validity.until,
      clocks: one.clocks.length,
      runsFor: [...new Set(one.clocks.flatMap(({ runsFor }) => runsFor ?? []))],
      unverified: rulesOf(one).filter(({ verified }) => !verified).length,
    })),
    calendars: [...packs.calendars.values()].map(({ id, party, title, note, zone, editions }) => ({
      id,
      party,
      zone,
      title: labelOf(title),
      note: labelOf(note),
      editions: editions.map((edition) => ({ ...edition, title: labelOf(edition.title) })),
    })),
  }))

  mount(site, routes.readInstrument, async ({ params }) => {
    const instrument = packs.instruments.get(params.id)
    if (instrument === undefined) throw new Fault('instrument_unknown')
    return showInstrument(instrument)
  })

  mount(site, routes.simulateClocks, async ({ body }) => simulate(desk, body))
}

/** What falls due when for supposed events. Throws Fault `instrument_unknown` or `body_invalid`. */
export function simulate(desk: Desk, asked: SimulationRequest): SimulationAnswer {
  const played = playClocks(desk.law, asked, desk.now().toISOString().slice(0, 10))
  if (played.ok) return played.value
  if (played.reason === 'instrument_unknown') throw new Fault('instrument_unknown')
  throw new Fault('body_invalid', {}, { problems: [{ field: played.detail?.field ?? '', code: played.reason }] })
}

/** Everything in an instrument that has a source. */
function rulesOf({ validity, articles, documents, refusals, clocks }: Instrument): readonly Sourced[] {
  return [validity, ...articles, ...documents, ...refusals, ...clocks, ...clocks.flatMap(({ pauses }) => pauses)]
}

function showInstrument(instrument: Instrument): InstrumentDetail {
  const { calendars: _calendars, ...rest } = instrument
  return {
    ...rest,
    title: labelOf(instrument.title),
    short: labelOf(instrument.short),
    note: labelOf(instrument.note),
    parties: [...instrument.parties],
    validity: { ...instrument.validity, note: labelOf(instrument.validity.note) },
    beside: Object.fromEntries(Object.entries(instrument.beside).map(([party, ids]) => [party, [...ids]])),
    events: Object.fromEntries(Object.entries(instrument.events).map(([code, words]) => [code, labelOf(words)])),
    authorities: instrument.authorities.map(({ addressed: _addressed, ...one }) => ({
      ...one,
      name: labelOf(one.name),
      does: labelOf(one.does),
    })),
    articles: instrument.articles.map((one) => ({ ...one, says: labelOf(one.says) })),
    documents: instrument.documents.map((one) => ({ ...one, title: labelOf(one.title), when: labelOf(one.when) })),
    refusals: instrument.refusals.map((one) => ({ ...one, title: labelOf(one.title), says: labelOf(one.says) })),
    clocks: instrument.clocks.map(showRule),
  }
}

function showRule({ pauses, extension, cure, ...rule }: LegalClockRule): LegalClockRuleView {
  return {
    ...rule,
    title: labelOf(rule.title),
    starts: [...rule.starts],
    stops: [...rule.stops],
    ends: [...rule.ends],
    term: { ...rule.term },
    pauses: pauses.map(({ needs: _needs, ...one }) => ({ ...one, title: labelOf(one.title), by: [...one.by], until: [...one.until] })),
    extension: extension === null ? null : { ...extension, by: [...extension.by] },
    cure:
      cure === null
        ? null
        : { ...cure, title: labelOf(cure.title), by: [...cure.by], within: cure.within === null ? null : { ...cure.within } },
    atEnd: labelOf(rule.atEnd.title),
  }
}
