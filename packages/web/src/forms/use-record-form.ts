import type { Json, JsonObject } from '@enlace/core'
import { findKind, type Kind, titleOf } from '@enlace/records'
import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { Problem } from '../api/problem.ts'
import { send } from '../api/send.ts'
import type { RecordDetail, Session } from '../api/shapes.ts'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { composeNew, composeNext } from './compose-object.ts'
import { type FormDraft, isUntouched } from './drafts/form-draft.ts'
import type { FoundDraft } from './drafts/keep-drafts.ts'
import { hearOutbox, sendOut, takeBack, type Waiting } from './drafts/outbox.ts'
import { useDraft } from './drafts/use-draft.ts'
import { errorsOfProblem, type FormError, findErrors } from './form-errors.ts'
import type { FormExtras } from './form-extras.ts'
import { limitsProblems, toEnvelope } from './limits.ts'
import { partMarksOf, withPartMarks } from './part-marks.ts'
import { differingFields, laterThan, propose, readsMessages, valuesOf, valuesOfObject, withCleared } from './proposal.ts'
import { newStubId, stubObject } from './stubs.ts'

export type RecordFormOptions = {
  readonly kind: Kind
  readonly say: SayLabel
  readonly account: Session['account']
  readonly start: FormDraft
  readonly found: FoundDraft | undefined
  /** The first change: the draft now has an address. */
  readonly onBegun: (draftId: string) => void
  readonly onSent: (recordId: string) => void
  readonly extras?: FormExtras | undefined
}

/** How far the sending is: not begun, on its way, or waiting for the node to answer. */
export type Sending = 'no' | 'now' | 'waits'

/** The state of one form: its draft, what a message proposes, what is wrong, and the one act that sends it once. */
export function useRecordForm({ kind, say, account, start, found, onBegun, onSent, extras = {} }: RecordFormOptions) {
  const text = useText()
  const client = useQueryClient()
  const who = `${account.party}.${account.user}`
  const zone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, [])
  const keeping = useDraft(who, start, found)
  const { draft, change, hold, finish } = keeping
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState<Sending>('no')
  const [problem, setProblem] = useState<unknown>()
  const [refused, setRefused] = useState<readonly FormError[]>([])
  const [signsIn, setSignsIn] = useState(false)
  const [newer, setNewer] = useState<RecordDetail>()
  const summary = useRef<HTMLDivElement>(null)
  const begun = useRef(found !== undefined)

  const reads = draft.base === null && readsMessages(kind)
  // Typing stays fluid whatever is pasted: recognition follows a moment later.
  const pasted = useDeferredValue(draft.pasted)
  const proposal = useMemo(
    () => propose(kind, { pasted, pastedAt: draft.pastedAt }, zone, text.language, reads),
    [kind, pasted, draft.pastedAt, zone, text.language, reads],
  )
  const base = useMemo(() => (draft.base === null ? {} : valuesOfObject(kind, draft.base.object)), [kind, draft.base])
  const preset = extras.preset?.values ?? {}
  const values = valuesOf({ ...preset, ...proposal.fields, ...base }, draft.written)
  const compose = (at: string): JsonObject => {
    const composed =
      draft.base === null
        ? composeNew(kind, draft.identity.id, at, withCleared({ ...extras.derive?.(values), ...values }, draft.written))
        : composeNext(kind, draft.base.object, at, withCleared(values, draft.written))
    return withPartMarks(composed, draft.marks ?? partMarksOf(composed))
  }
  const readOnly = hold === 'elsewhere' || hold === 'taken' || sending !== 'no'
  const object = compose(draft.identity.at ?? draft.pastedAt)
  const missing = extras.findMissing?.(values, draft.limits) ?? []
  const found0 = tried ? withoutRepeats([...findErrors(kind, object, say, text), ...missing]) : []
  const errors = [...found0, ...refused.filter((one) => !found0.some((error) => error.at === one.at))]

  // Two changes of one moment, such as a stub and the reference to it, build on each other.
  const latest = useRef(draft)
  latest.current = draft
  const keepWith = (next: (before: FormDraft) => FormDraft) => {
    const before = latest.current
    latest.current = next(begun.current ? before : { ...before, written: { ...preset, ...before.written } })
    change(latest.current)
    if (begun.current) return
    begun.current = true
    onBegun(latest.current.id)
  }
  const keep = (part: Partial<FormDraft>) => keepWith((before) => ({ ...before, ...part }))
  // What another record began is kept from the first moment, like what a person wrote.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens
  useEffect(() => {
    if (found === undefined && !isUntouched(start)) keep({})
  }, [])
  const write = (name: string, value: Json) => {
    setRefused((before) => before.filter((one) => one.at !== name && !one.at.startsWith(`${name}/`)))
    keepWith((before) => ({ ...before, written: { ...before.written, [name]: value } }))
  }
  /** Uploads end in their own time, so the list is changed as it is then. */
  const changeFiles = (next: (files: FormDraft['files']) => FormDraft['files']) =>
    keepWith((before) => ({ ...before, files: next(before.files) }))
  const addStub = (type: string, name: string): string => {
    const id = newStubId(type)
    keepWith((before) => ({ ...before, stubs: { ...before.stubs, [id]: { type, name } } }))
    return id
  }
  const focusSummary = () => requestAnimationFrame(() => summary.current?.focus())

  const submit = async () => {
    if (readOnly) return
    setTried(true)
    setProblem(undefined)
    setRefused([])
    if (findErrors(kind, object, say, text).length > 0 || missing.length > 0 || limitsProblems(draft.limits).length > 0)
      return void focusSummary()
    setSending('now')
    try {
      const other = await findNewer(draft)
      if (other !== undefined) {
        setNewer(other)
        return setSending('no')
      }
      // Fixed before the first try. The node's clock says when, and a version is always later than the one that it corrects.
      const moment = draft.identity.at ?? laterThan(nodeNow(), draft.base?.object.modified)
      change({ ...draft, identity: { ...draft.identity, at: moment } })
      await settle(await sendOut(who, toWaiting(compose(moment), moment)))
    } catch (cause) {
      setSending('no')
      setProblem(cause)
    }
  }
  const toWaiting = (whole: JsonObject, moment: string): Waiting => {
    const envelope = toEnvelope(draft.limits, account.agency, draft.base?.envelope)
    const used = JSON.stringify(whole)
    const stubs = Object.entries(draft.stubs).filter(([id]) => used.includes(id))
    return {
      draftId: draft.id,
      recordId: draft.identity.id,
      kind: kind.name,
      title: titleOf(kind, whole),
      bodies: [
        ...stubs.map(([id, stub]): JsonObject => ({ object: stubObject(id, stub, moment), envelope })),
        {
          object: whole,
          envelope,
          ...(draft.base?.seq === undefined ? {} : { base: draft.base.seq }),
          ...(draft.files.length === 0 ? {} : { files: draft.files.map(({ sha256, name }) => ({ sha256, name })) }),
        },
        ...derivation(draft, moment).map((link): JsonObject => ({ object: link, envelope })),
      ],
      since: moment,
      state: 'waiting',
    }
  }
  const settle = async (outcome: 'sent' | Waiting) => {
    if (outcome === 'sent') {
      await finish()
      client.invalidateQueries({ queryKey: ['inbox'] })
      client.invalidateQueries({ queryKey: ['record', draft.identity.id] })
      client.invalidateQueries({ queryKey: ['drafts'] })
      onSent(draft.identity.id)
    } else if (outcome.state === 'refused' && outcome.refusal !== undefined) {
      setSending('no')
      // Somebody was faster between the look and the save: lay both together as if it had been seen before.
      if (outcome.refusal.code === 'record_changed') {
        const other = await findNewer(draft)
        if (other !== undefined) return setNewer(other)
      }
      // Nothing was stored, so the next try carries a time of its own.
      change({ ...draft, identity: { id: draft.identity.id } })
      setProblem(new Problem(outcome.refusal))
      setRefused(errorsOfProblem(kind, outcome.refusal.fields, say))
      focusSummary()
    } else {
      setSending('waits')
      setSignsIn(outcome.state === 'signed_out')
    }
  }
  const current = useRef({ settle, draftId: draft.id, sending })
  current.current = { settle, draftId: draft.id, sending }
  useEffect(
    () =>
      hearOutbox((event) => {
        const { settle: done, draftId, sending: how } = current.current
        if (event.say === 'sent' && event.draftId === draftId && how === 'waits') done('sent')
      }),
    [],
  )
  /** Stops waiting and goes on writing. It may have arrived all the same: then what is sent next is its next version. */
  const takeItBack = async () => {
    await takeBack(who, draft.id)
    setSending('no')
    keeping.keepNow()
  }
  const acceptMerge = (merged: JsonObject) => {
    if (newer === undefined) return
    const other = { object: newer.object as JsonObject, envelope: newer.envelope as JsonObject, seq: newer.seq }
    setNewer(undefined)
    change({ ...draft, base: other, written: differingFields(kind, other.object, merged), identity: { id: draft.identity.id } })
  }
  return {
    ...keeping,
    ...{ draft, values, missing, proposal, reads, object, zone, tried, sending, problem, errors, readOnly, signsIn, newer, summary },
    ...{ keep, write, changeFiles, addStub, submit, takeItBack, acceptMerge, setSignsIn, closeMerge: () => setNewer(undefined) },
  }
}

/** The relationship that says where a record comes from (STIX 2.1 section 3.7, `derived-from`). */
function derivation({ derived, identity }: FormDraft, at: string): readonly JsonObject[] {
  const kind = findKind('relationship')
  if (derived === null || kind === undefined) return []
  return [composeNew(kind, derived.link, at, { relationship_type: 'derived-from', source_ref: identity.id, target_ref: derived.from })]
}

/** The version that somebody else stored since a correction was begun; undefined when there is none, or nobody can tell now. */
async function findNewer({ base, identity }: FormDraft): Promise<RecordDetail | undefined> {
  if (base === null) return undefined
  const latest = await send<RecordDetail>('GET', `/records/${encodeURIComponent(identity.id)}`).catch((cause: unknown) => {
    if (cause instanceof Problem && (cause.status === 0 || cause.status >= 500 || cause.status === 401)) return undefined
    throw cause
  })
  return latest === undefined || latest.object.modified === base.object.modified ? undefined : latest
}

/** One sentence a place is enough. */
function withoutRepeats(errors: readonly FormError[]): readonly FormError[] {
  return errors.filter((error, i) => error.at === '' || errors.findIndex(({ at }) => at === error.at) === i)
}
