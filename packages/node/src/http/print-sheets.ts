import type { SheetName } from '@enlace/api'
import type { FaultCode } from '@enlace/core'
import type { Cell, SheetPart } from '@enlace/documents'
import type { Desk } from './desk.ts'
import { agreementPrint } from './print-agreement.ts'
import { communityPrint, reciprocityPrint } from './print-both-ways.ts'
import { deltaPrint, evaluationPrint, followUpPrint, ministerialPrint } from './print-brief.ts'
import { claimsPrint } from './print-claims.ts'
import { clearancePrint } from './print-clearance.ts'
import { flowPrint } from './print-flow.ts'
import { groupPrint } from './print-group.ts'
import { handoverPrint } from './print-handover.ts'
import { indicatorPrint } from './print-indicator.ts'
import { rightsPrint } from './print-rights.ts'
import { sessionPrint } from './print-session.ts'
import { simulationPrint } from './print-simulation.ts'
import { jointPrint, statementPrint } from './print-statement.ts'

/** What is printed of one answer. `ids`: records of which it gives no marking; without a title of its own it is called by that of which it was asked. */
export type Sheet = {
  readonly title?: Cell
  readonly parts: readonly SheetPart[]
  readonly tlps: readonly string[]
  readonly ids?: readonly string[]
}

/** What of the page was asked for: one thing by its id, or nothing, and the query. */
type Asked = {
  readonly id: string
  readonly of: URLSearchParams
  readonly desk: Desk
  /** Where people of the own party reach the desk: what is printed leads back to it. */
  readonly origin: string
  /** In how many languages it is printed beside each other. */
  readonly languages: number
}

/** How a page is answered and printed: what its own route is asked, or the answer itself, and what stands on paper; nothing where the answer lacks it. */
export type SheetPrint = {
  readonly source: (asked: Asked) => { readonly path: string } | { readonly answer: string }
  readonly read: (answer: string, asked: Asked) => Sheet | undefined
  /** The fault of what the answer lacks. */
  readonly unknown?: FaultCode
}

/** Every page that is printed and is no list, by its name. The answer that `read` is given is this node's own. */
export const sheetPrints: Readonly<Record<SheetName, SheetPrint>> = {
  agreement: agreementPrint,
  'brief-community': communityPrint,
  'brief-delta': deltaPrint,
  'brief-evaluation': evaluationPrint,
  'brief-follow-up': followUpPrint,
  'brief-ministerial': ministerialPrint,
  'brief-reciprocity': reciprocityPrint,
  claims: claimsPrint,
  clearance: clearancePrint,
  flow: flowPrint,
  group: groupPrint,
  handover: handoverPrint,
  indicator: indicatorPrint,
  joint: jointPrint,
  rights: rightsPrint,
  session: sessionPrint,
  simulation: simulationPrint,
  statement: statementPrint,
}
