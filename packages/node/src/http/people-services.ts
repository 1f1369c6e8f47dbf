import type { AgreementExamined, Position, RecordProof } from '@enlace/api'
import type { Actor, Agreement, Change, SecondReason } from '@enlace/policy'
import type { Pairing } from '../store/pairing.ts'
import type { ProposalRow } from '../store/proposals.ts'

/** What became of a change that somebody asked for. */
export type AskedChange = {
  readonly why: SecondReason | null
  readonly proposal: { readonly id: number; readonly expiresAt: Date } | null
  readonly password: string | null
  readonly seq: number | null
}

export type ShownProposal = ProposalRow & { readonly change: Change | undefined; readonly reason: string; readonly mayDecide: boolean }

export type ShownAgreement = {
  readonly agreement: Agreement
  readonly partner: string
  readonly note: string
  readonly signedBy: readonly string[]
  /** False: a newer version stands in its place. */
  readonly counts: boolean
}

/** What the pages about agencies, people and agreements ask of the stages. Every function throws a `Fault` and has checked no role. */
export type PeopleServices = {
  readonly change: (request: {
    readonly change: Change
    readonly reason: string
    readonly actor: Actor
    readonly dryRun?: boolean
  }) => Promise<AskedChange>
  readonly decideProposal: (request: {
    readonly id: number
    readonly outcome: 'confirmed' | 'refused' | 'withdrawn'
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly password: string | null; readonly seq: number }>
  /** Open proposals that this account may confirm or refuse, oldest first: its share of the inbox. */
  readonly waitingFor: (actor: Actor) => Promise<readonly ShownProposal[]>
  readonly listProposals: (actor: Actor, open: boolean) => Promise<readonly ShownProposal[]>
  readonly changePassword: (request: {
    readonly actor: Actor
    readonly secret: string
    readonly keep: Uint8Array
  }) => Promise<{ readonly seq: number }>
  readonly endSessions: (request: { readonly actor: Actor; readonly user: string; readonly id?: string }) => Promise<number>
  readonly planShifts: (request: {
    readonly actor: Actor
    readonly user: string
    readonly shifts: readonly { readonly startsAt: Date; readonly endsAt: Date }[]
  }) => Promise<{ readonly ids: readonly number[]; readonly seq: number }>
  readonly giveShift: (request: {
    readonly actor: Actor
    readonly id: number
    readonly user: string
    readonly governs: boolean
  }) => Promise<{
    readonly seq: number
  }>
  readonly swapShift: (request: {
    readonly actor: Actor
    readonly id: number
    readonly other: number
    readonly governs: boolean
  }) => Promise<{
    readonly seq: number
  }>
  readonly cancelShift: (request: { readonly actor: Actor; readonly id: number }) => Promise<{ readonly seq: number }>
  readonly agreements: () => readonly ShownAgreement[]
  readonly agreementWith: (partner: string) => Agreement | undefined
  /** Reads a co-signed file; nothing is stored. Throws Fault `body_invalid` that says what is wrong with it. */
  readonly examineAgreement: (note: string) => ShownAgreement & Pick<AgreementExamined, 'replaces' | 'changes'>
  readonly partners: () => readonly { readonly pairing: Pairing; readonly digits: string | null }[]
  readonly proveExchange: (party: string) => Promise<RecordProof>
  readonly at: (seq: number) => Position
}
