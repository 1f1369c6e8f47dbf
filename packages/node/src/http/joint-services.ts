import type { ClockDifference, ReleaseState } from '@enlace/policy'
import type { TextDifference } from '@enlace/proof/node'
import type { HeldDraft, JointReading } from '../store/read-joint.ts'

type Asked = { readonly draft: string; readonly sha256: string; readonly at: string; readonly embargo: string; readonly agency: string }

/** What the pages of joint statements ask of the stage that releases them. Every function throws a `Fault` and has checked no role. */
export type JointServices = {
  readonly reading: JointReading
  /** Refuses what cannot be signed. */
  readonly check: (asked: Asked) => Promise<HeldDraft>
  /** Takes our certificate back; answers its place in the journal. */
  readonly withdraw: (asked: { readonly draft: string; readonly agency: string; readonly reason: string }) => Promise<number>
  readonly show: (held: HeldDraft) => { readonly state: ReleaseState; readonly difference: TextDifference | null }
  readonly clocks: () => ReadonlyMap<string, ClockDifference>
}
