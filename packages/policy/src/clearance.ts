import type { BothLanguages } from './agreement.ts'
import type { Deadline, WorkCalendars } from './deadline.ts'
import type { Role } from './may-do.ts'

/** What silence means at a step: it clears at its hour, it objects at its hour, or it only is late. */
export const silences = ['clear', 'object', 'wait'] as const
export type Silence = (typeof silences)[number]

/**
 * What must be there before a step can clear: members of the envelope, or `reference`, the number of the paper that the office itself gives.
 * Silence never clears a step whose attachments are missing.
 */
export const attachments = ['legal_basis', 'permitted_use', 'purpose', 'grading', 'person_status', 'reference'] as const
export type Attachment = (typeof attachments)[number]

/** One office that a document passes: whoever has this role in this agency. */
export type ClearanceStep = {
  readonly id: string
  readonly title: BothLanguages
  readonly agency: string
  readonly role: Role
  readonly attach: readonly Attachment[]
  readonly silence: Silence
  /** When silence takes effect, or when the step is late; null: it may take as long as it takes. */
  readonly within: Deadline | null
}

/** The way of one type of document through its own party. Data: `packs/clearance/<party>.json`, docs/formats/clearance.md. */
export type ClearanceRoute = {
  readonly id: string
  readonly title: BothLanguages
  readonly kinds: readonly string[]
  /** Agencies whose documents take it; empty: every one. */
  readonly from: readonly string[]
  /** TLP labels that it holds for; empty: every one. */
  readonly labels: readonly string[]
  /** It holds only for records whose coded field (urgency, stage ...) has one of these values. */
  readonly only: Readonly<Record<string, readonly string[]>>
  readonly steps: readonly ClearanceStep[]
}

export type ClearancePack = {
  readonly party: string
  readonly version: number
  readonly source: string
  readonly calendars: WorkCalendars
  readonly routes: readonly ClearanceRoute[]
}

/** Stands in a pack for the agency that wrote the document. */
export const authorAgency = 'author'

type Routed = {
  readonly kind: string
  readonly agency: string
  readonly envelope: { readonly tlp: string }
  readonly coded?: Readonly<Record<string, string>>
}

/**
 * The route that a document takes, with the author's agency named where the pack says `author`; undefined when its type needs no clearance.
 * The first route that fits counts, so a pack lists what is special before what is general.
 */
export function routeFor(pack: ClearancePack | undefined, record: Routed): ClearanceRoute | undefined {
  const route = pack?.routes.find(
    (candidate) =>
      candidate.kinds.includes(record.kind) &&
      (candidate.from.length === 0 || candidate.from.includes(record.agency)) &&
      (candidate.labels.length === 0 || candidate.labels.includes(record.envelope.tlp)) &&
      Object.entries(candidate.only).every(([field, values]) => values.includes(record.coded?.[field] ?? '')),
  )
  if (route === undefined) return undefined
  const steps = route.steps.map((step) => (step.agency === authorAgency ? { ...step, agency: record.agency } : step))
  return { ...route, steps }
}

/** What a step demands and an envelope does not have. `reference` comes with the concurrence itself. */
export function missingAttachments(step: ClearanceStep, envelope: Readonly<Record<string, unknown>>, reference?: string): Attachment[] {
  return step.attach.filter((name) => {
    if (name === 'reference') return reference === undefined || reference.trim() === ''
    const value = envelope[name]
    return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  })
}
