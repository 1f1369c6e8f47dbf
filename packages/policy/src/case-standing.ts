import { type CaseFacts, type CaseWarning, type CustodyEvent, inCaseOrder, type StepSaid } from './case-records.ts'

/** How a person stands in law. Only a judgment in the records makes anybody `convicted`. */
export type ProceduralStatus = 'not_suspected' | 'unknown' | 'alleged' | 'charged' | 'convicted' | 'acquitted' | 'dismissed'

export type Standing = {
  readonly status: ProceduralStatus
  /** `steps`: of the proceedings; `stated`: of what the author of the case says. */
  readonly basis: 'steps' | 'stated'
  readonly stated: string
  /** The steps on which it rests. */
  readonly of: readonly string[]
  readonly warnings: readonly CaseWarning[]
}

/** One stage of the way to a judgment, and the first day on which it was reached. */
export type FunnelStage = { readonly step: string; readonly day: string | null; readonly records: readonly string[] }

const order: readonly string[] = [
  'warrant',
  'arrest',
  'first_appearance',
  'charge',
  'trial',
  'judgment',
  'sentence',
  'appeal',
  'quashed',
  'acquittal',
  'dismissed',
]
const funnel = order.slice(0, 7)
const known: readonly string[] = ['not_suspected', 'unknown', 'alleged', 'charged', 'convicted', 'acquitted', 'dismissed']

/** How the person stands in law: of several proceedings the one that weighs most, before it what the case states. */
export function standingOf(facts: CaseFacts, steps: readonly StepSaid[]): Standing {
  const proceedings = new Map<string, { status: ProceduralStatus | null; of: string }>()
  for (const step of inCaseOrder(steps, dayKey)) {
    const key = `${step.ofParty} ${step.number ?? ''}`
    const now = proceedings.get(key)?.status ?? null
    const next = afterStep(step.step, now)
    if (next !== now) proceedings.set(key, { status: next, of: step.id })
  }
  const weigh = (status: ProceduralStatus) => [...proceedings.values()].filter((one) => one.status === status).map(({ of }) => of)
  const stated = isStatus(facts.stated) ? facts.stated : 'unknown'
  for (const status of ['convicted', 'charged', 'acquitted', 'dismissed'] as const) {
    const of = weigh(status)
    if (of.length === 0) continue
    // What was ended says nothing against being alleged to have done something else, which the case may state.
    return { status, basis: 'steps', stated: facts.stated, of, warnings: stated === status ? [] : ['standing_differs'] }
  }
  const unproved = stated === 'convicted'
  return {
    status: unproved ? 'alleged' : stated,
    basis: 'stated',
    stated: facts.stated,
    of: [],
    warnings: unproved ? ['conviction_without_judgment'] : [],
  }
}

/** The stages from warrant to sentence; an arrest is also what a custody event states. */
export function funnelOf(steps: readonly StepSaid[], custody: readonly CustodyEvent[]): readonly FunnelStage[] {
  const arrests = custody.filter(({ event }) => event === 'detained').map(({ id, happenedAt }) => ({ id, day: happenedAt.slice(0, 10) }))
  return funnel.map((stage) => {
    const reached = [...inCaseOrder(steps, dayKey).filter(({ step }) => step === stage), ...(stage === 'arrest' ? arrests : [])]
    const days = reached.map(({ day }) => day).sort()
    return { step: stage, day: days[0] ?? null, records: [...new Set(reached.map(({ id }) => id))].sort() }
  })
}

function afterStep(step: string, now: ProceduralStatus | null): ProceduralStatus | null {
  if (step === 'judgment' || step === 'sentence') return 'convicted'
  if (step === 'acquittal') return 'acquitted'
  if (step === 'dismissed') return 'dismissed'
  if (step === 'quashed') return now === 'convicted' ? 'charged' : now
  if (step === 'charge' || step === 'trial') return now === null || now === 'dismissed' ? 'charged' : now
  return now
}

function dayKey({ day, step }: StepSaid): readonly (string | number)[] {
  return [day, order.indexOf(step)]
}

function isStatus(code: string): code is ProceduralStatus {
  return known.includes(code)
}
