import type { Actor } from '@enlace/policy'
import { mayDo, secondedBy } from '@enlace/policy'
import type { Sql } from 'postgres'
import { hiddenRecords, hiddenSeqs, isShown } from './hidden.ts'

/** What a source needs to know to list what waits: who reads, and how long a decision about a release may take (s). */
export type InboxReader = { readonly sql: Sql; readonly actor: Actor; readonly releaseSeconds: number | undefined }

/**
 * Where items of the inbox come from. `rows` gives one row for each item that the reader may see, open or closed, with these columns in this
 * order: `ref` bytea (names the item within its source), `rid` bytea (the record shown, or null), `version_seq` bigint (the version shown; null:
 * the latest of `rid`), `from_party`, `kind`, `direction` (`received`, `sent`, `task`, `own`), `state` (a code), `started_at`, `due_at`
 * (timestamptz; null: nothing runs out), `moved_seq` bigint (journal position of its last move; 0: unknown), `open` boolean, `waits` boolean
 * (the next step is the reader's).
 * A new kind of thing to do is one more source here and its sentence in the catalogues; paging, grouping, snoozing, handing over come by themselves.
 */
export type InboxSource = { readonly name: string; readonly rows: (reader: InboxReader, now: Date) => ReturnType<Sql> }

/** Alerts: received ones wait for us, our own are under way at the partner. */
const alert: InboxSource = {
  name: 'alert',
  rows: ({ sql, actor }) => {
    const columns = sql`w.rid as ref, w.rid, null::bigint as version_seq, w.from_party, w.kind, w.direction, w.state, w.started_at,
      w.due_at, w.updated_seq as moved_seq, w.state not in ('outcome', 'cannot_act') as open,
      w.state not in ('outcome', 'cannot_act') and case when w.kind = 'request' then coalesce(w.turn = ${actor.party}, false)
        else w.direction = 'received' end as waits`
    // One's own and what others shared apart: one condition with "or" would walk past the work of every agency.
    return sql`select ${columns} from work_item w where w.agency = ${actor.agency} and w.seq not in ${hiddenSeqs(sql)}
      union all select ${columns} from work_item w
        where w.rid in (select rid from share where agency = ${actor.agency}) and w.agency <> ${actor.agency}
          and w.seq not in ${hiddenSeqs(sql)}`
  },
}

/** Releases that the rules leave to a person of the agency. */
const release: InboxSource = {
  name: 'release',
  rows: ({ sql, actor, releaseSeconds }) => {
    const reads = mayDo(actor, 'release_task.list', { agency: actor.agency }).allowed
    const decides = mayDo(actor, 'release_task.decide', { agency: actor.agency }).allowed
    const due = releaseSeconds === undefined ? sql`null::timestamptz` : sql`d.decided_at + make_interval(secs => ${releaseSeconds})`
    // Who agreed first has done their part, and who handed a record in never decides about it: both look on.
    return sql`select int8send(t.task_id) as ref, v.rid, d.version_seq, v.from_party, v.kind, 'task',
        case when c.state = 'second' then 'awaiting_second' else 'awaiting_release' end, d.decided_at, ${due}, coalesce(c.seq, d.seq), true,
        ${decides}::boolean and not coalesce(c.state = 'second' and c.account = ${actor.user}, false)
          and v.author is distinct from ${actor.user}
      from release_task t join decision d on d.decision_id = t.task_id join version v on v.seq = d.version_seq
        left join release_choice c on c.task_id = t.task_id and c.state in ('second', 'pending')
      where t.closed_by is null and d.agency = ${actor.agency} and ${isShown(sql)} and ${reads}::boolean`
  },
}

/** Days before the return of a person surrendered for a time at which both sides are told louder. */
const returnLeadDays = [1, 7, 30] as const

/** Days before a body is late to meet at which its secretariat is told. */
const beatLeadDays = 14

function alarm(sql: Sql, now: Date) {
  const [soon, week, month] = returnLeadDays
  const within = (days: number) => sql`o.due_at <= ${now}::timestamptz + make_interval(days => ${days})`
  return sql`case when o.duty = 'body_meets' and o.done_at is null and o.due_at <= ${now} then 'body_missed'
    when o.duty <> 'return_date' or o.done_at is not null then o.duty
    when o.due_at <= ${now} then 'return_past' when ${within(soon)} then 'return_1' when ${within(week)} then 'return_7'
    when ${within(month)} then 'return_30' else o.duty end`
}

/** What the agency owes by itself: follow-ups, contact reports, feedback. That a body has to meet is told to the secretariat, once its day comes near. */
const duty: InboxSource = {
  name: 'duty',
  rows: ({ sql, actor }, now) => {
    const answers = mayDo(actor, 'rights.answer', { agency: actor.agency }).allowed
    const does = mayDo(actor, 'record.create', { agency: actor.agency }).allowed
    return sql`select int8send(o.duty_id) as ref, o.rid, null::bigint, o.from_party, o.record_kind, 'own', ${alarm(sql, now)}, o.started_at, o.due_at,
        o.moved_seq, o.done_at is null, o.done_at is null and case when o.duty = 'rights_answer' then ${answers}::boolean else ${does}::boolean end
      from duty o where o.agency = ${actor.agency} and (o.rid, o.from_party) not in ${hiddenRecords(sql)}
        and (o.duty <> 'body_meets'
          or (${actor.role === 'secretariat'}::boolean and o.due_at <= ${now}::timestamptz + make_interval(days => ${beatLeadDays})))`
  },
}

/** Documents on their way through the party: for the office whose step it is, and for the author when one comes back. */
const clearance: InboxSource = {
  name: 'clearance',
  rows: ({ sql, actor }) => {
    const { agency, role, user } = actor
    const reads = mayDo(actor, 'clearance.list', { agency }).allowed
    const writes = mayDo(actor, 'record.create', { agency }).allowed
    return sql`select int8send(c.clearance_id) as ref, c.rid, c.version_seq, v.from_party, v.kind, 'task', c.state, c.since, c.due_at, c.moved_seq,
        c.state in ('open', 'objected', 'returned'),
        (c.step_agency = ${agency} and c.step_role = ${role} and v.author is distinct from ${user})
          or (c.state in ('returned', 'objected') and c.agency = ${agency} and ${writes}::boolean)
      from clearance c join version v on v.seq = c.version_seq
      where (c.agency = ${agency} or ${agency} = any(c.shown_to)) and ${isShown(sql)} and c.state <> 'replaced' and ${reads}::boolean`
  },
}

/** Changes to how the node is run that wait for this person as their second. */
const proposal: InboxSource = {
  name: 'proposal',
  rows: ({ sql, actor }, now) => {
    const { inAgency, inParty } = secondedBy(actor.role)
    // The person a change is about is its subject, under every name of a change that has one.
    return sql`select int8send(p.proposal_id) as ref, null::bytea, null::bigint, ${actor.party}::text, 'proposal', 'task', 'proposed', p.proposed_at,
        p.expires_at, p.seq, true, true
      from proposal p where p.outcome is null and p.expires_at > ${now} and p.proposed_by <> ${actor.user}
        and p.subject is distinct from ${actor.user}
        and ((p.agency = ${actor.agency} and p.what = any(${[...inAgency]})) or p.what = any(${[...inParty]}))`
  },
}

/** What a partner took back and we have to purge, and what we took back and wait for. Its record is shown to nobody, so none stands here. */
const recall: InboxSource = {
  name: 'recall',
  rows: ({ sql, actor }) => {
    const reads = mayDo(actor, 'recall.read', { agency: actor.agency }).allowed
    const answers = mayDo(actor, 'recall.answer', { agency: actor.agency }).allowed
    return sql`select int8send(r.recall_id) as ref, null::bytea, null::bigint, r.partner, r.kind, case r.direction when 'in' then 'received' else 'sent' end,
        case when r.answer in ('legal_hold', 'objected') then 'recall_' || r.answer when r.direction = 'in' then 'recall_purge' else 'recall_waits' end,
        r.at, r.purge_by, r.seq, r.state = 'open', r.state = 'open' and r.direction = 'in' and r.answer is null and ${answers}::boolean
      from recall r where r.agency = ${actor.agency} and ${reads}::boolean and r.state in ('open', 'done')`
  },
}

/** Every source, in no particular order: the inbox orders items by clock. */
export const inboxSources: readonly InboxSource[] = [alert, release, clearance, duty, proposal, recall]
