import { type CommitmentDetail, type CommitmentRow, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor, CommitmentState } from '@enlace/policy'
import { fieldsOf } from '../store/case-records.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { type HeldCommitment, readCommitments, toCommitmentRecords } from '../store/read-commitments.ts'
import { readPresentCommitments } from '../store/read-present-commitments.ts'
import { readProgrammeHolders } from '../store/read-programme-holders.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { dayOf } from './day-of.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import { showCommitments } from './show-commitments.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts what was agreed: every commitment with each party’s own standing, and one of them with every word about it. */
export function mountCommitmentRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listCommitments, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const isPresent = query.earlier === undefined && query.programme === undefined && query.asked === undefined
    const { items, more, earlier, all: known } = await (isPresent ? readPresentCommitments : readAll)(desk, actor.agency)
    const named = items.filter(
      ({ record, said }) =>
        (query.programme === undefined || fieldsOf(record).text('programme_ref') === query.programme) &&
        (query.asked === undefined || said.some(({ object }) => object.id === query.asked)),
    )
    const all = (await showCommitments(desk, actor, named, on, known)).map(({ row }) => row)
    const wanted = all.filter(
      ({ owners, workstream }) =>
        (query.workstream === undefined || workstream === query.workstream) &&
        ((query.owes === undefined && query.status === undefined && query.overdue === undefined) ||
          owners.some(
            ({ party, status, overdue }) =>
              (query.owes === undefined || party === query.owes) &&
              (query.status === undefined || status === query.status) &&
              (query.overdue === undefined || overdue),
          )),
    )
    const end = (row: CommitmentRow) => row.lastDay ?? '9999'
    const parties = [actor.party, ...desk.partners.map(({ party }) => party)]
    return {
      items: wanted.toSorted((a, b) => (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : a.record.seq - b.record.seq)),
      parties: parties.map((party) => ({ party, ...countOf(all, party) })),
      on,
      more,
      earlier,
      holders: items.length + earlier === 0 ? [...(await readProgrammeHolders(desk.sql, actor.agency))] : [],
    }
  })

  mount(site, routes.readCommitment, async ({ params, query }, actor): Promise<CommitmentDetail> => {
    const on = dayOf(desk, query.on)
    const { version } = await findRecord(desk, actor, 'commitment.read', params.id)
    const { items } = version.kind === 'commitment' ? await readCommitments(desk, actor.agency, version.rid) : { items: [] }
    const [held] = items
    const waitsFor = held === undefined ? [] : fieldsOf(held.record).codes('depends_on')
    const known = waitsFor.length === 0 ? items : (await readCommitments(desk, actor.agency)).items
    const [shown] = await showCommitments(desk, actor, items, on, known)
    if (held === undefined || shown === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const { row, state } = shown
    const { text, codes } = fieldsOf(held.record)
    const named = await findLatest(
      desk.sql,
      actor.agency,
      codes('depends_on').map((id) => recordDigest(desk.searchKey, id)),
    )
    // A reference may name any record; who follows the programme alone is told of no other.
    const depends = named.filter(({ kind }) => kind === 'commitment')
    return {
      party: actor.party,
      commitment: row,
      source: {
        name: text('source') ?? '',
        clause: text('clause') ?? null,
        dueWords: text('due_words') ?? null,
        earlier: text('inherited_from') ?? null,
      },
      belongs: await belongsTo(actor, text),
      deliverable: text('deliverable') ?? null,
      baseline: text('baseline') ?? null,
      verifiers: [...codes('verifiers')],
      ...wordsAbout(held, state),
      dependsOn: (await summarise(desk, actor, depends)).flatMap((one) => one ?? []),
      on,
    }
  })

  /** The records of the programme that a commitment names: its programme and the one before it, the session that agreed it and the one that it is due by. */
  async function belongsTo(actor: Actor, text: (name: string) => string | undefined): Promise<CommitmentDetail['belongs']> {
    const fields = ['programme_ref', 'inherited_ref', 'session_ref', 'due_by_ref'] as const
    const ids = fields.flatMap((field) => text(field) ?? [])
    const versions = await findLatest(
      desk.sql,
      actor.agency,
      ids.map((id) => recordDigest(desk.searchKey, id)),
    )
    const found = await summarise(
      desk,
      actor,
      versions.filter(({ kind }) => kind === 'programme' || kind === 'session'),
    )
    return fields.flatMap((field) => {
      const record = found.find((one) => one !== undefined && one.id === text(field))
      return record === undefined ? [] : [{ as: field, id: record.id, kind: record.kind, title: record.title }]
    })
  }
}

const readAll: typeof readPresentCommitments = async (from, agency) => {
  const { items, more } = await readCommitments(from, agency)
  return { items, more, earlier: 0, all: items }
}

function countOf(rows: readonly CommitmentRow[], party: string) {
  const owned = rows.flatMap(({ owners }) => owners.filter((owner) => owner.party === party))
  const of = (...statuses: readonly string[]) => owned.filter(({ status }) => statuses.includes(status)).length
  return {
    owes: owned.length,
    verified: of('verified'),
    delivered: of('delivered'),
    disputed: of('disputed'),
    overdue: owned.filter(({ overdue }) => overdue).length,
    open: of('not_started', 'in_progress'),
  }
}

const standings = [
  ['self_judgement', 'own'],
  ['unnamed_body', 'unnamed'],
  ['lapsed_judgement', 'lapsed'],
] as const

/** Every word about a commitment, oldest first, each with whether it counts. */
function wordsAbout(
  { record, said }: HeldCommitment,
  state: CommitmentState,
): Pick<CommitmentDetail, 'statuses' | 'judgements' | 'readings'> {
  const records = toCommitmentRecords({ record, said })
  const recordOf = new Map(said.map((one) => [String(one.object.id), one]))
  const marked = (code: string, id: string) => state.warnings.some((one) => one.code === code && one.of.includes(id))
  const about = (id: string) => {
    const one = recordOf.get(id) as StoredRecord
    const { text } = fieldsOf(one)
    const { abstract, content } = one.object
    // Who wrote no more than the step itself is given in the reader's own language.
    return { words: typeof content === 'string' && content !== abstract ? content : '', text: (name: string) => text(name) ?? null }
  }
  return {
    statuses: records.statuses.map(({ id, from, at, status }) => {
      const { words, text } = about(id)
      const current = state.owners.some((owner) => owner.said === id)
      const counts = !marked('foreign_status', id)
      return { id, from, at, words, status, asOf: text('as_of'), evidence: text('evidence'), next: text('next_step'), counts, current }
    }),
    judgements: records.judgements.map(({ id, from, at, of, says, body }) => {
      const { words, text } = about(id)
      const standing = standings.find(([code]) => marked(code, id))?.[1] ?? 'counts'
      return { id, from, at, words, of, says, body: body ?? null, how: text('how'), instead: text('other_figure'), standing }
    }),
    readings: state.readings.map(({ id, from, standing }) => {
      const { words, text } = about(id)
      const at = records.readings.find((one) => one.id === id)?.at ?? ''
      const answers = records.readings.flatMap((one) =>
        one.answers === id && one.says !== 'reads'
          ? [{ id: one.id, from: one.from, at: one.at, words: about(one.id).words, says: one.says }]
          : [],
      )
      return { id, from, at, words, source: text('source'), saidOn: text('said_on'), standing, answers }
    }),
  }
}
