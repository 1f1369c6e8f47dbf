import { randomUUID } from 'node:crypto'
import { type ResultDetail, type ResultRow, routes, type StatedQueryShape } from '@enlace/api'
import { Fault, fromBase64, type JsonObject, toBase64, utf8 } from '@enlace/core'
import type { Action, Actor } from '@enlace/policy'
import { beaconChains, decimalOf, timeOfRound } from '@enlace/proof/node'
import { figureOf, type StatedQuery } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import type { Counted, PeriodAsk, ReadSeal, Recounted, ResultAsk } from '../store/counted-results.ts'
import { findVersions } from '../store/read-changes.ts'
import { readHeld } from '../store/read-held.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount, sendAsIs } from './mount.ts'
import { createResultJobs } from './result-jobs.ts'
import { figureOfSeal, noteOf, showEvidence } from './show-evidence.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

const maxResults = 500
const sealExtension = 'extension-definition--a41f8e07-2b6c-4953-8dd1-5e0c7b93f62a'
const judgementExtension = 'extension-definition--3e8c1b6f-5a29-4d70-b4e3-91c7f0d2a65b'

/** Mounts results: stated queries counted over what both parties hold, sealed, counted again by the other, opened by an inspector. */
export function mountResultRoutes(site: Site, desk: Desk): void {
  const jobs = createResultJobs()
  const { results } = desk.services

  mount(site, routes.listQueries, async () => ({ items: [...results.queries.values()].map((query) => showQuery(query, results.cardOf)) }))

  mount(site, routes.startCount, async ({ body }, actor) => {
    const { query: wanted } = body
    if (wanted === undefined) {
      const ask = periodOf(body)
      return {
        job: jobs.start(actor, async (onProgress) => ({
          all: (await results.countAll(ask, onProgress)).map(({ query, counted }) => ({
            ...{ query: query.id, title: { ...query.title }, unit: query.unit },
            counted: showCount(query, counted),
          })),
        })),
      }
    }
    const ask = askOf({ ...body, query: wanted })
    return {
      job: jobs.start(actor, async (onProgress) => ({ counted: showCount(ask.query, await results.count(ask, onProgress)) })),
    }
  })

  mount(site, routes.readCount, async ({ params, language }, actor) => {
    const job = jobs.read(actor, params.job)
    return { ...job, faultWords: job.fault === null ? null : desk.messages.say(language, 'faults', job.fault) }
  })

  mount(site, routes.sealResult, async ({ body }, actor) => {
    const ask = askOf(body)
    return {
      job: jobs.start(actor, async (onProgress) => {
        const { note, events, counted } = await results.seal(ask, actor.agency, onProgress)
        const refs = [body.card, body.value].filter((ref) => ref !== undefined)
        const inside = {
          seal: note,
          ...(events === undefined ? {} : { events: toBase64(events) }),
          ...(body.card === undefined ? {} : { card_ref: body.card }),
          ...(body.value === undefined ? {} : { value_ref: body.value }),
        }
        const abstract = `${ask.query.id} ${ask.from} – ${ask.to}`
        const written = await write(actor, { abstract, refs, extension: sealExtension, inside }, body.envelope)
        return { counted: showCount(ask.query, counted), written }
      }),
    }
  })

  mount(site, routes.recountSeal, async ({ params }, actor) => {
    const { record, read } = await findSeal(actor, 'result.recount', params.id)
    return {
      job: jobs.start(actor, async (onProgress) => ({
        recounted: await showRecount(actor, read, await results.recount(read, eventsOf(record), actor.agency, onProgress)),
      })),
    }
  })

  mount(site, routes.signSeal, async ({ params, body }, actor) => {
    const { record, read } = await findSeal(actor, 'result.sign', params.id)
    return {
      job: jobs.start(actor, async (onProgress) => {
        const recounted = await results.recount(read, eventsOf(record), actor.agency, onProgress)
        if (!recounted.agrees) throw new Fault('result_differs', {})
        const { text } = fieldsOf(record)
        const [card, value] = [text('card_ref'), text('value_ref')]
        const inside = {
          seal: results.sign(read),
          confirms_ref: params.id,
          ...(card === undefined ? {} : { card_ref: card }),
          ...(value === undefined ? {} : { value_ref: value }),
        }
        const abstract = `${read.seal.indicator} ${read.seal.period.from} – ${read.seal.period.to}`
        const refs = [params.id, card, value].filter((ref) => ref !== undefined)
        const written = await write(actor, { abstract, refs, extension: sealExtension, inside }, body.envelope)
        return { recounted: await showRecount(actor, read, recounted), written }
      }),
    }
  })

  mount(site, routes.listResults, async (_call, actor) => {
    const { items, more } = await readHeld(desk, actor.agency, { kind: 'result-seal', saidKinds: [], most: maxResults, mostSaid: 0 })
    // A signature over another's seal is part of that seal's line.
    const own = items.filter(({ record }) => fieldsOf(record).text('confirms_ref') === undefined)
    const rows = await Promise.all(
      own.toReversed().map(async ({ version, record }) => {
        const read = results.read(noteOf(record))
        const [summary] = await summarise(desk, actor, [version])
        return read === undefined || summary === undefined ? [] : [await showRow(actor, record, read, summary)]
      }),
    )
    return { items: rows.flat(), more }
  })

  mount(site, routes.readResult, async ({ params }, actor): Promise<ResultDetail> => {
    const { record, read, summary } = await findSeal(actor, 'result.read', params.id)
    const { seal } = read
    const query = results.queries.get(seal.indicator)
    const evidence = await showEvidence(desk, actor, params.id)
    if (evidence === undefined) throw new Fault('record_unknown')
    const chain = beaconChains.find((one) => one.chain === seal.beacon?.chain)
    const shown = query === undefined ? null : showQuery(query, results.cardOf)
    return {
      party: actor.party,
      result: await showRow(actor, record, read, summary),
      query: shown,
      sameRule: shown?.card === seal.card,
      sealedAt: new Date(seal.at).toISOString(),
      card: seal.card,
      root: seal.root === null ? null : toBase64(seal.root),
      sum: String(seal.sum),
      scale: seal.scale,
      logs: seal.logs.map(({ origin, size }) => ({ origin, size })),
      beacon:
        seal.beacon === null || chain === undefined ? null : beaconOf(seal.beacon, timeOfRound(chain, seal.beacon.round), record.addedAt),
      signedBy: [...evidence.sealedBy],
      countedHere: await results.events(read, 0, 1).then(
        () => true,
        () => false,
      ),
      evidence,
    }
  })

  mount(site, routes.listResultEvents, async ({ params, query }, actor) => {
    const { read } = await findSeal(actor, 'result.open', params.id)
    const events = await results.events(read, query.from ?? 0, query.limit ?? 50)
    const seqs = events.flatMap(({ versionSeq }) => versionSeq ?? [])
    const versions = await findVersions(desk.sql, actor.agency, seqs)
    const summaries = new Map((await summarise(desk, actor, versions)).map((one, i) => [versions[i]?.seq, one]))
    return {
      items: events.map(({ index, origin, seq, value, erased, versionSeq }) => ({
        ...{ index, origin, seq, value: decimalOf(BigInt(value), read.seal.scale), erased },
        record: (versionSeq === null ? undefined : summaries.get(versionSeq)) ?? null,
      })),
      of: read.seal.count,
    }
  })

  mount(site, routes.readResultFile, async ({ params, query, reply }, actor) => {
    const { read, notes } = await findSeal(actor, 'result.read_file', params.id)
    const { events = 'none', sample = 10, signature = '' } = query
    const shown =
      events === 'none' || events === 'all'
        ? ({ what: events } as const)
        : ({ what: 'sample', by: events, events: sample, signature: signature.trim().toLowerCase() } as const)
    reply.header('content-disposition', 'attachment; filename="result.json"')
    return sendAsIs(await results.file(read, notes, shown))
  })

  mount(site, routes.fileFinding, async ({ params, body }, actor) => {
    const { record } = await findSeal(actor, 'result.find', params.id)
    const [row] = await desk.sql<
      { n: number }[]
    >`select count(*)::int as n from version where kind = 'value-judgement' and from_party = ${actor.party}`
    const number = `${actor.agency.toUpperCase()}-${desk.now().getUTCFullYear()}-${String((row?.n ?? 0) + 1).padStart(4, '0')}`
    const inside = {
      of_ref: params.id,
      says: body.says,
      report_number: number,
      found_on: desk.now().toISOString().slice(0, 10),
      how: `#${body.looked.join(' #')}`.slice(0, 500),
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      ...(body.figure === undefined ? {} : { other_figure: body.figure }),
      ...(body.body === undefined ? {} : { body: body.body }),
    }
    const draft = { abstract: number, content: body.words, refs: [params.id], extension: judgementExtension, inside }
    return { id: await write(actor, draft, record.envelope), number }
  })

  mount(site, routes.readEvidence, async ({ params }, actor) => {
    await findRecord(desk, actor, 'result.read_evidence', params.id)
    const evidence = await showEvidence(desk, actor, params.id)
    if (evidence === undefined) throw new Fault('record_unknown')
    return evidence
  })

  function askOf(body: { readonly query: string; readonly from: string; readonly to: string; readonly partner?: string }): ResultAsk {
    const query = results.queries.get(body.query)
    if (query === undefined) throw new Fault('query_unknown')
    return { query, ...periodOf(body) }
  }

  function periodOf(body: { readonly from: string; readonly to: string; readonly partner?: string }): PeriodAsk {
    const partner = body.partner ?? desk.partners[0]?.party
    if (partner === undefined || !desk.partners.some(({ party }) => party === partner))
      throw new Fault('partner_unknown', { party: partner ?? '' })
    if (body.from > body.to)
      throw new Fault('parameter_invalid', {}, { problems: [{ field: '/to', code: 'earlier_than', values: { name: 'from' } }] })
    return { from: body.from, to: body.to, partner }
  }

  /** A seal's record, what its note says, and every note over the same text. Throws Fault `seal_invalid` for what no key of the parties signed. */
  async function findSeal(actor: Actor, action: Action, id: string) {
    const { version } = await findRecord(desk, actor, action, id)
    if (version.kind !== 'result-seal') throw new Fault('record_unknown')
    const [record] = await readStoredRecords(desk.sql, desk.keystore, [version.seq])
    const [summary] = await summarise(desk, actor, [version])
    if (record === undefined || summary === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const read = results.read(noteOf(record))
    if (read === undefined) throw new Fault('seal_invalid')
    const { items } = await readHeld(
      desk,
      actor.agency,
      { kind: 'result-seal', saidKinds: ['result-seal'], most: 1, mostSaid: 50 },
      version.rid,
    )
    return { record, read, summary, notes: [noteOf(record), ...items.flatMap(({ said }) => said.map(noteOf))] }
  }

  async function showRow(actor: Actor, record: StoredRecord, read: ReadSeal, summary: ResultRow['record']): Promise<ResultRow> {
    const query = results.queries.get(read.seal.indicator)
    const evidence = await showEvidence(desk, actor, String(record.object.id))
    return {
      record: summary,
      query: read.seal.indicator,
      title: query === undefined ? null : { ...query.title },
      period: { ...read.seal.period },
      unit: read.seal.unit,
      figure: figureOfSeal(query, read),
      form: query?.form ?? null,
      count: read.seal.count,
      with: read.partner,
      level: evidence?.level ?? 'asserted',
      code: evidence?.code ?? 'L0',
    }
  }

  async function showRecount(actor: Actor, { seal }: ReadSeal, { agrees, sum, count, unreadable, difference }: Recounted) {
    const query = results.queries.get(seal.indicator)
    const figure = query === undefined ? null : figureOf(query, { sum, count, median: null })
    if (difference === null) return { agrees, figure, sum: String(sum), count, unreadable, difference: null }
    const [row] = await desk.sql<{ seq: number }[]>`select p.seq from position p join log l on l.log_id = p.log_id
      where l.origin = ${difference.origin} and p.log_seq = ${difference.seq}`
    const versions = row === undefined ? [] : await findVersions(desk.sql, actor.agency, [row.seq])
    const [record] = await summarise(desk, actor, versions)
    return { agrees, figure, sum: String(sum), count, unreadable, difference: { ...difference, record: record ?? null } }
  }

  type Draft = {
    readonly abstract: string
    readonly content?: string
    readonly refs: readonly string[]
    readonly extension: string
    readonly inside: JsonObject
  }

  /** Writes a note of ours as its author would have; answers its id. */
  async function write(actor: Actor, { abstract, content, refs, extension, inside }: Draft, envelope: unknown): Promise<string> {
    const id = `note--${randomUUID()}`
    const at = desk.now().toISOString()
    const object: JsonObject = {
      ...{ type: 'note', spec_version: '2.1', id, created: at, modified: at, abstract, content: content ?? abstract },
      // A note names what it is about; a seal of no card is about itself.
      object_refs: refs.length === 0 ? [id] : [...refs],
      extensions: { [extension]: { extension_type: 'property-extension', ...inside } },
    }
    const { author_agency: _other, ...limits } = envelope as JsonObject
    await desk.services.submitRecord({
      objectBytes: utf8(JSON.stringify(object)),
      object,
      envelope: { ...limits, author_agency: actor.agency },
      actor,
    })
    return id
  }
}

/** The round that a seal names. What its author says of its own clock is not believed: the round must be to come when the seal is held here first. */
function beaconOf(beacon: { readonly chain: string; readonly round: number }, drawnAt: number, heldAt: Date): ResultDetail['beacon'] {
  return { ...beacon, at: new Date(drawnAt).toISOString(), known: drawnAt <= heldAt.getTime() }
}

function eventsOf(record: StoredRecord): Uint8Array | undefined {
  const text = fieldsOf(record).text('events')
  return text === undefined ? undefined : fromBase64(text)
}

function showQuery(query: StatedQuery, cardOf: (query: StatedQuery) => string): StatedQueryShape {
  const { id, version, title, counts, limits, form, unit, scale } = query
  return { id, version, title: { ...title }, counts: { ...counts }, limits: { ...limits }, form, unit, scale, card: cardOf(query) }
}

function showCount(query: StatedQuery, { count, unreadable }: Counted) {
  return {
    figure: figureOf(query, count),
    sum: String(count.sum),
    count: count.count,
    parties: count.parties.map((one) => ({ party: one.party, figure: figureOf(query, one), count: one.count })),
    groups: count.groups.map((one) => ({ ...one })),
    doubles: count.doubles.slice(0, 100).map((one) => ({ ...one })),
    without: count.without,
    unreadable,
  }
}
