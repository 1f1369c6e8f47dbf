import { Fault, type FieldProblem, type Json } from '@enlace/core'
import { assurancesFor, clocksOfRequest, movesOf, type RequestForm, refuseReminding, sideOf, stateOfRequest } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { readRequest, requestField, requestOf, stepField } from '../store/read-request.ts'
import type { RecordDraft } from '../store/record-draft.ts'
import type { RequestPacks } from '../store/request-packs.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { refuseHappened } from './refuse-happened.ts'

/** How long a step that was let through holds its place before it is in the store. */
const holdMs = 10_000

/**
 * Says why a request, a step of one or an own note may not be written, or undefined where it may: what the form needs, how many an officer may ask for one
 * purpose, which steps the state allows, and that nobody wrote another step meanwhile. Anything else passes.
 */
export function createRequestCheck(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  readonly packs: RequestPacks
  readonly now: () => Date
  /** Whether a sealed note of that class stands beside the request of that digest. */
  readonly isCarried: (request: Uint8Array, noteClass: string) => Promise<boolean>
  /** What would be decided about sharing a record with an agency of the own party. Throws Fault for a record that is not there. */
  readonly decideShare: (
    id: string,
    agency: string,
  ) => Promise<{ readonly record: { readonly agency: string }; readonly decision: { readonly outcome: string; readonly reason?: string } }>
}): (draft: RecordDraft) => Promise<Fault | undefined> {
  const { sql, keystore, searchKey, party, packs, now, isCarried } = options
  /** Steps let through, by request and the step that they follow. */
  const taken = new Map<string, { readonly id: string; readonly at: number }>()
  /** Requests let through and perhaps not in the store yet, by officer, form and purpose. */
  const lately = new Map<string, { readonly id: string; readonly at: number }[]>()

  return async (draft) => {
    if (draft.fromParty !== party || draft.revoked) return undefined
    if (draft.kind === 'request') return await refuseRequest(draft)
    if (draft.kind === 'request-step') return await refuseStep(draft)
    return draft.kind === 'request-note' ? await refuseNote(draft) : undefined
  }

  async function refuseRequest(draft: RecordDraft): Promise<Fault | undefined> {
    const form = packs.forms.get(String(requestField(draft.object, 'form')))
    if (form === undefined) return invalid([{ field: fieldOf('request', 'form'), code: 'request_form_unknown' }])
    const problems = form.needs.filter((name) => !isFilled(draft, name)).map((name) => ({ field: needOf(name), code: 'required' }))
    if (requestField(draft.object, 'to_party') === party) {
      problems.push({ field: fieldOf('request', 'to_party'), code: 'request_to_oneself' })
    }
    const most = form.limit?.subjects
    if (most !== undefined && Array.isArray(draft.object.object_refs) && draft.object.object_refs.length > most) {
      problems.push({ field: '/object/object_refs', code: 'request_too_many_subjects' })
    }
    return problems.length > 0 ? invalid(problems) : await refuseFishing(draft, form)
  }

  /** Asking widely for one purpose is fishing: an officer asks so often and no more. */
  async function refuseFishing(draft: RecordDraft, form: RequestForm): Promise<Fault | undefined> {
    const { limit } = form
    if (limit === undefined || draft.author === undefined) return undefined
    const purpose = String(draft.envelope.purpose).trim().toLowerCase()
    const since = now().getTime() - limit.hours * 3_600_000
    const rows = await sql<{ seq: number }[]>`select seq from version where kind = 'request' and from_party = ${party}
      and author = ${draft.author} and added_at > ${new Date(since)} and latest and erased_at is null order by seq desc limit 2000`
    const stored = await readStoredRecords(
      sql,
      keystore,
      rows.map(({ seq }) => seq),
    )
    const same = stored.filter(
      ({ object, envelope }) => requestField(object, 'form') === form.id && String(envelope.purpose).trim().toLowerCase() === purpose,
    )
    const key = JSON.stringify([draft.author, form.id, purpose])
    const held = (lately.get(key) ?? []).filter(({ at }) => at > now().getTime() - holdMs)
    const ids = new Set([...same.map(({ object }) => String(object.id)), ...held.map(({ id }) => id)])
    if (ids.has(draft.id)) return undefined
    if (ids.size >= limit.count) return new Fault('request_too_many', { count: limit.count, hours: limit.hours })
    lately.set(key, [...held, { id: draft.id, at: now().getTime() }])
    return undefined
  }

  async function refuseStep(draft: RecordDraft): Promise<Fault | undefined> {
    const id = requestOf(draft.object)
    if (id === undefined) return invalid([{ field: '/object/object_refs', code: 'request_one' }])
    const rid = recordDigest(searchKey, id)
    const found = await readRequest(sql, keystore, rid)
    // A step may be stored before its request, as when a list is restored; it counts once both are here.
    if (found === undefined || found.steps.some((step) => step.id === draft.id)) return undefined
    const form = packs.forms.get(found.form)
    if (form === undefined) return invalid([{ field: '/object/object_refs', code: 'request_form_unknown' }])
    if (sideOf(found.facts, party) === undefined) return invalid([{ field: '/object/object_refs', code: 'request_of_others' }])
    const standing = stateOfRequest(form, found.facts, found.steps)
    const after = stepField(draft.object, 'after_ref') ?? null
    if (after !== standing.head) return new Fault('request_moved')
    const key = `${Buffer.from(rid).toString('hex')} ${after}`
    for (const [old, { at }] of taken) if (at < now().getTime() - holdMs) taken.delete(old)
    const moves = movesOf(form, found.facts, standing.state ?? '', { party, role: await roleOf(draft.author) }, standing.assurances)
    const code = stepField(draft.object, 'step') ?? ''
    const move = moves.find(({ step, refused }) => step === code && refused === null)
    if (move === undefined) {
      const allowed = [...new Set(moves.filter(({ refused }) => refused === null).map(({ step }) => step))]
      return new Fault('request_step_refused', { step: code, state: standing.state ?? '', allowed: allowed.join(', ') })
    }
    if (code === 'remind') {
      const at = now().toISOString()
      const clocks = clocksOfRequest(form, found.facts, standing.events, packs.calendarOf, at)
      const refused = refuseReminding(found.facts, clocks, found.steps, textOf(requestField(found.record.object, 'reply_by')), at)
      if (refused?.why === 'not_late') return new Fault('reminder_too_early')
      if (refused?.why === 'reminded') return new Fault('reminder_too_soon', { hours: refused.hours })
    }
    const problems = move.needs
      .filter((name) => name !== 'content' && !isSaid(readField(kinds.get('request-step'), draft.object, name)))
      .map((name) => ({ field: fieldOf('request-step', name), code: 'required' }))
    const ground = stepField(draft.object, 'ground')
    if (ground !== undefined && !form.grounds.some((one) => one.id === ground)) {
      problems.push({ field: fieldOf('request-step', 'ground'), code: 'request_ground_unlisted' })
    }
    const document = stepField(draft.object, 'document')
    if (document !== undefined && !form.documents.some((one) => one.id === document)) {
      problems.push({ field: fieldOf('request-step', 'document'), code: 'request_document_unlisted' })
    }
    const assurance = stepField(draft.object, 'assurance')
    if (assurance !== undefined && !packs.assurancesOf(form).some((one) => one.id === assurance)) {
      problems.push({ field: fieldOf('request-step', 'assurance'), code: 'request_assurance_unlisted' })
    }
    if (assurance !== undefined && move.assuranceIs.length > 0 && !assurancesFor(move, standing.assurances).includes(assurance)) {
      problems.push({ field: fieldOf('request-step', 'assurance'), code: 'request_assurance_not_open' })
    }
    const happened = stepField(draft.object, 'happened_on') === undefined ? 'happened_at' : 'happened_on'
    const says = [happened, ...(move.happens ? ['day'] : [])].flatMap((name) => {
      const at = stepField(draft.object, name)
      return at === undefined ? [] : [{ field: fieldOf('request-step', name), at }]
    })
    problems.push(...refuseHappened(says, { asked: found.facts.at, now: now(), zones: packs.zones, earlier: move.earlier }))
    if (problems.length > 0) return invalid(problems)
    if (move.note !== undefined && !(await isCarried(rid, move.note))) return new Fault('note_needed', { note: move.note })
    // Looked at and taken without a wait between, so that of two at once one gets it.
    if ((taken.get(key)?.id ?? draft.id) !== draft.id) return new Fault('request_moved')
    taken.set(key, { id: draft.id, at: now().getTime() })
    return undefined
  }

  /** What a party says to itself about a request never leaves, whatever an agreement covers. */
  async function refuseNote(draft: RecordDraft): Promise<Fault | undefined> {
    const { to } = draft.envelope
    if (!Array.isArray(to) || to.length > 0) return invalid([{ field: '/envelope/to', code: 'request_note_stays' }])
    if (noteField(draft, 'about') !== 'delegated') return undefined
    // To give a request to an agency is to share it, so what would keep it from being shared is said now.
    const [id, agency] = [requestOf(draft.object), noteField(draft, 'agency')]
    if (id === undefined || typeof agency !== 'string') return invalid([{ field: fieldOf('request-note', 'agency'), code: 'required' }])
    const found = await options.decideShare(id, agency)
    if (found.record.agency !== draft.agency)
      return new Fault('not_permitted', {}, { problems: [{ field: '/object/object_refs', code: 'not_your_agency' }] })
    const { outcome, reason = 'addressee_not_covered' } = found.decision
    return outcome === 'release' ? undefined : invalid([{ field: fieldOf('request-note', 'agency'), code: reason }])
  }

  async function roleOf(author: string | undefined): Promise<string> {
    if (author === undefined) return ''
    const [account] = await sql<{ role: string }[]>`select role from account where name = ${author}`
    return account?.role ?? ''
  }
}

function noteField(draft: RecordDraft, name: string): Json | undefined {
  return readField(kinds.get('request-note'), draft.object, name)
}

const inEnvelope = ['purpose', 'legal_basis', 'permitted_use']

function isFilled(draft: RecordDraft, name: string): boolean {
  return isSaid(inEnvelope.includes(name) ? draft.envelope[name as 'purpose'] : requestField(draft.object, name))
}

/** Not nothing, no blanks, no list of nothing. */
function isSaid(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

function needOf(name: string): string {
  return inEnvelope.includes(name) ? `/envelope/${name}` : fieldOf('request', name)
}

function fieldOf(kind: string, name: string): string {
  return `/object/extensions/${kinds.get(kind)?.extension}/${name}`
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function invalid(problems: readonly FieldProblem[]): Fault {
  return new Fault('body_invalid', {}, { problems })
}
