import { routes } from '@enlace/api'
import { Fault, isJsonObject, type JsonObject } from '@enlace/core'
import { type Actor, standingOfStatement } from '@enlace/policy'
import {
  compareClauses,
  contradictionsIn,
  kinds,
  nearCopyFrom,
  overlapOf,
  type Proposal,
  principlesOf,
  proposeFrom,
  readField,
  readStatement,
  type Statement,
  toAkomaNtoso,
  warnTerms,
} from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { findLatest } from '../store/read-changes.ts'
import { type HeldRecord, readHeld } from '../store/read-held.ts'
import { readReleased } from '../store/read-released.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { jointAsStatement } from './joint-as-statement.ts'
import { mount, sendAsIs } from './mount.ts'
import { readSource } from './read-source.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

const wish = { kind: 'statement', saidKinds: ['commitment', 'claim', 'set-aside'], most: 500, mostSaid: 20_000 } as const
/** Statements that one is compared with for near copies, the newest. */
const maxNear = 200

/** A statement with its record and what a person made of it. */
type Held = { readonly held: HeldRecord; readonly statement: Statement }

/** Mounts published texts: the list, one with what stands beside it and what the rules propose, its Akoma Ntoso, and the reading of a text or file. */
export function mountStatementRoutes(site: Site, desk: Desk): void {
  const parties = (actor: Actor) => [actor.party, ...desk.partners.map(({ party }) => party)]

  mount(site, routes.listStatements, async ({ query }, actor) => {
    const { all, more } = await readAll(actor)
    const rows = await show(actor, all, all)
    const wanted = rows.filter(
      (row) =>
        (query.type === undefined || row.type === query.type) &&
        (query.party === undefined || row.issuedBy.includes(query.party)) &&
        (query.session === undefined || row.sessionRef === query.session),
    )
    const day = (row: (typeof rows)[number]) => row.publishedOn ?? ''
    return { items: wanted.toSorted((a, b) => (day(a) > day(b) ? -1 : day(a) < day(b) ? 1 : b.record.seq - a.record.seq)), more }
  })

  mount(site, routes.readStatement, async ({ params }, actor) => {
    const { one, all } = await find(actor, 'statement.read', params.id)
    const { statement, held } = one
    const standing = standingOfStatement(
      factsOf(statement),
      all.map(({ statement: each }) => factsOf(each)),
      parties(actor),
    )
    const named = (ids: readonly string[]) => ids.flatMap((id) => all.find((each) => each.statement.id === id) ?? [])
    const [joint] = named(standing.joint === null ? [] : [standing.joint])
    // Beside a joint text stand the texts of single parties; beside an account of a meeting without one, the other parties' own.
    const others = statement.type === 'joint' ? standing.beside : standing.accounts.flatMap(({ by }) => by)
    const beside = joint === undefined ? named(others) : [one]
    const against = joint ?? one
    const near = nearOf(one, all)
    const shown = await show(actor, [one, ...(joint === undefined ? [] : [joint]), ...beside, ...near.map(({ other }) => other)], all)
    const rowOf = (each: Held) => shown.find(({ record }) => record.id === each.statement.id)
    const row = rowOf(one)
    if (row === undefined) throw new Fault('record_unknown')
    const came = await madeOf(actor, held)
    const isBilingual = ['es', 'en'].every((tag) => statement.clauses.some(({ words }) => words[tag] !== undefined))
    const { text } = fieldsOf(held.record)
    return {
      party: actor.party,
      statement: row,
      documentRef: text('document_ref') ?? null,
      clauses: statement.clauses.map(({ number, part, words }) => ({
        number,
        part,
        words,
        warnings: isBilingual ? warnTerms(words.es ?? '', words.en ?? '') : [],
        came: came.flatMap((each) => (each.clause === number ? [each.record] : [])),
      })),
      cut: statement.cut,
      setAside: setAsideOf(held),
      contradictions: contradictionsIn(statement.clauses),
      joint: (joint === undefined ? undefined : rowOf(joint)) ?? null,
      beside: beside.flatMap((each) => {
        const besideRow = rowOf(each)
        if (besideRow === undefined) return []
        const compared = ['es', 'en'].flatMap((language) => {
          const clauses = compareClauses(against.statement.clauses, each.statement.clauses, language)
          return clauses === undefined ? [] : [{ language, clauses }]
        })
        return [{ statement: besideRow, compared }]
      }),
      principles: [against, ...beside].map((each) => ({
        statement: each.statement.id,
        issuedBy: each.statement.issuedBy,
        said: principlesOf(each.statement.clauses),
      })),
      near: near.flatMap(({ other, share, confirmed }) => {
        const nearRow = rowOf(other)
        return nearRow === undefined ? [] : [{ record: nearRow.record, share, confirmed }]
      }),
      proposals: proposalsOf(one),
    }
  })

  mount(site, routes.exportStatement, async ({ params, query, reply }, actor) => {
    const { one } = await find(actor, 'statement.export', params.id)
    const language = query.language ?? 'en'
    reply.type('application/akn+xml').header('content-disposition', `attachment; filename="${one.statement.id}-${language}.akn.xml"`)
    return sendAsIs(toAkomaNtoso(one.statement, { language, domain: desk.authority.domain, at: desk.now().toISOString().slice(0, 10) }))
  })

  mount(site, routes.splitStatement, async ({ body: { name, text, file } }) => {
    if ((text === undefined) === (file === undefined)) {
      throw new Fault('body_invalid', { count: 1 }, { problems: [{ field: '/file', code: 'one_of_required' }] })
    }
    const bytes = file === undefined ? undefined : Buffer.from(file, 'base64')
    return await readSource({
      ...(text === undefined ? {} : { text }),
      ...(bytes === undefined ? {} : { bytes }),
      ...(name === undefined ? {} : { name }),
    })
  })

  async function readAll(actor: Actor): Promise<{ readonly all: readonly Held[]; readonly more: boolean }> {
    const { items, more } = await readHeld(desk, actor.agency, wish)
    return { all: [...items.flatMap(toHeld), ...(await readReleasedDrafts(actor))], more }
  }

  /** Joint statements that were drafted here and that this node published: they are statements as others are. */
  async function readReleasedDrafts(actor: Actor): Promise<readonly Held[]> {
    const released = await readReleased(desk.services.joint.reading, actor.party, [actor.agency])
    if (released.length === 0) return []
    const { items } = await readHeld(desk, actor.agency, { ...wish, kind: 'joint-draft' })
    return items.flatMap((held) => {
      const one = released.find(({ id }) => id === held.record.object.id)
      if (one === undefined) return []
      const sessionRef = fieldsOf(held.record).text('session_ref')
      return [{ held, statement: jointAsStatement({ ...one, publishedOn: one.at.slice(0, 10), sessionRef }) }]
    })
  }

  async function find(actor: Actor, action: 'statement.read' | 'statement.export', id: string) {
    const { version } = await findRecord(desk, actor, action, id)
    if (version.kind !== 'statement' && version.kind !== 'joint-draft') throw new Fault('record_unknown')
    const { all } = await readAll(actor)
    const known = all.find(({ held }) => held.version.seq === version.seq)
    // One that is older than the newest that are read stands alone with what was made of it.
    const isOld = known === undefined && version.kind === 'statement'
    const one = isOld ? (await readHeld(desk, actor.agency, wish, version.rid)).items.flatMap(toHeld)[0] : known
    if (one === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    return { one, all }
  }

  async function show(actor: Actor, wanted: readonly Held[], all: readonly Held[]) {
    const facts = all.map(({ statement }) => factsOf(statement))
    const summaries = await summarise(
      desk,
      actor,
      wanted.map(({ held }) => held.version),
    )
    return wanted.flatMap(({ held, statement }, i) => {
      const record = summaries[i]
      if (record === undefined) return []
      const { text } = fieldsOf(held.record)
      const standing = standingOfStatement(factsOf(statement), facts, parties(actor))
      const of = (kind: string) => held.said.filter((one) => one.kind === kind).length
      return [
        {
          record,
          title: statement.title,
          type: statement.type,
          issuedBy: statement.issuedBy,
          publishedOn: statement.publishedOn ?? null,
          languages: ['es', 'en'].filter((tag) => statement.clauses.some(({ words }) => words[tag] !== undefined)),
          clauses: statement.clauses.length,
          digitalSourceType: statement.digitalSourceType,
          speaker: text('speaker') ?? null,
          speakerRole: text('speaker_role') ?? null,
          saidAt: text('said_at') ?? null,
          channel: text('channel') ?? null,
          sourceUrl: text('source_url') ?? null,
          sessionRef: statement.sessionRef ?? null,
          joint: standing.joint,
          beside: standing.beside.length,
          accounts: standing.accounts,
          came: { commitments: of('commitment'), claims: of('claim') },
        },
      ]
    })
  }

  /** The records that a person made of a statement, each with the clause that it names. */
  async function madeOf(actor: Actor, held: HeldRecord) {
    const said = held.said.filter(({ kind }) => kind !== 'set-aside')
    const versions = await findLatest(
      desk.sql,
      actor.agency,
      said.map(({ rid }) => rid),
    )
    const summaries = await summarise(desk, actor, versions)
    const clauseOf = new Map(said.map((one) => [one.seq, fieldsOf(one).text('clause')]))
    return versions.flatMap(({ seq }, i) => {
      const record = summaries[i]
      return record === undefined ? [] : [{ record, clause: clauseOf.get(seq) }]
    })
  }
}

function toHeld(held: HeldRecord): readonly Held[] {
  const statement = readStatement(held.record.object)
  return statement === undefined ? [] : [{ held, statement }]
}

function factsOf({ id, type, issuedBy, sessionRef, besideRef }: Statement) {
  return { id, type, issuedBy, sessionRef, besideRef }
}

function nearOf({ statement }: Held, all: readonly Held[]) {
  return all
    .slice(-maxNear)
    .filter((other) => other.statement.id !== statement.id)
    .map((other) => ({
      other,
      share: Math.round(overlapOf(statement.clauses, other.statement.clauses) * 100) / 100,
      confirmed: statement.copyOfRef === other.statement.id || other.statement.copyOfRef === statement.id,
    }))
    .filter(({ share, confirmed }) => confirmed || share >= nearCopyFrom)
    .toSorted((a, b) => b.share - a.share)
}

type Stated = Proposal & { readonly state: 'open' | 'accepted' | 'set_aside' }

/** What the rules propose, each with what a person did about it: a record that quotes its passage was made of it. */
function proposalsOf({ statement, held }: Held): readonly Stated[] {
  const { text } = fieldsOf(held.record)
  const made = held.said
    .filter(({ kind }) => kind !== 'set-aside')
    .map((record) => ({
      kind: record.kind,
      clause: fieldsOf(record).text('clause'),
      says: quotedBy(record.object, record.kind),
    }))
  const setAside = setAsideOf(held)
  return proposeFrom(statement.clauses, { publishedOn: statement.publishedOn, speaker: text('speaker') }).map((one) => {
    const isMade = made.some(
      ({ kind, clause, says }) =>
        clause === one.clause &&
        (kind === 'commitment') === (one.what === 'commitment') &&
        says.some((words) => words.includes(one.passage)),
    )
    const isAside = setAside.some(
      ({ clause, rule, words }) => clause === one.clause && rule === one.rule && words === one.passage.slice(0, 1000),
    )
    return { ...one, state: isMade ? 'accepted' : isAside ? 'set_aside' : 'open' }
  })
}

/** What somebody set aside: in the statement itself, or beside one that another party wrote. */
function setAsideOf({ record, said }: HeldRecord): { readonly clause: string; readonly rule: string; readonly words: string }[] {
  const beside = said.filter(({ kind }) => kind === 'set-aside').map((one) => fieldsOf(one).text)
  return [
    ...fieldsOf(record)
      .list('set_aside')
      .map(({ clause, rule, words }) => ({ clause: String(clause), rule: String(rule), words: String(words) })),
    ...beside.map((text) => ({ clause: text('clause') ?? '', rule: text('rule') ?? '', words: text('words') ?? '' })),
  ]
}

/** The words of its source that a record made of a statement quotes. */
function quotedBy(object: JsonObject, kind: string): readonly string[] {
  const agreed = readField(kinds.get(kind), object, 'agreed_text')
  const quoted = readField(kinds.get(kind), object, 'passage')
  return [...(isJsonObject(agreed) ? Object.values(agreed) : []), quoted].flatMap((words) => (typeof words === 'string' ? [words] : []))
}
