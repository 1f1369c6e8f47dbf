import type { ImportList, RecordDetail, SearchResults } from '@enlace/api'
import { isJsonObject, type JsonObject } from '@enlace/core'

/** What the API answers: the types of its own shelf, and names for the parts that pages pass around. */
export type {
  Clearance,
  ClearanceAct,
  ClearanceDetail,
  ClearanceList,
  Clock,
  Erased,
  ExchangeStatus,
  Explanation,
  Inbox,
  KindList,
  KindSummary,
  LogStatus,
  NodeInfo,
  OutgoingCopy,
  PartnerStatus,
  RecordDetail,
  RecordList,
  RecordProof,
  RecordVersion,
  Release,
  ReleaseChosen,
  ReleaseTask,
  ReleaseTaskDetail,
  ReleaseTaskList,
  SearchResults,
  Session,
  Stored,
  Summary,
  WorkItem,
} from '@enlace/api'

export type ImportRun = ImportList['items'][number]
export type Hit = SearchResults['items'][number]
export type Words = Readonly<Record<string, string>>

/** The envelope as pages read it: every member may be missing or newer than these pages. */
export type Envelope = {
  readonly agency: string | undefined
  readonly marking:
    | { readonly scheme: string; readonly value: string; readonly authority: string | undefined; readonly until: string | undefined }
    | undefined
  readonly tlp: string | undefined
  readonly permittedUse: readonly string[]
  readonly grading: { readonly source: string; readonly information: string } | undefined
  readonly legalBasis: { readonly instrument: string; readonly article: string | undefined } | undefined
  readonly purpose: string | undefined
  readonly origin: string | undefined
  readonly retention: string | undefined
  readonly personStatus: string | undefined
  readonly draftStatus: string | undefined
  readonly to: readonly { readonly party: string; readonly agency: string | undefined }[]
}

/** Reads an envelope of any party and release: what has another shape than we know is left out here and still stands in the raw view. */
export function parseEnvelope(envelope: RecordDetail['envelope'] | undefined): Envelope {
  const { marking, grading, legal_basis: basis, permitted_use: use, to } = envelope ?? {}
  return {
    agency: words(envelope?.author_agency),
    marking: isJsonObject(marking)
      ? {
          scheme: words(marking.scheme) ?? '',
          value: words(marking.value) ?? '',
          authority: words(marking.authority),
          until: words(marking.until),
        }
      : undefined,
    tlp: words(envelope?.tlp),
    permittedUse: Array.isArray(use) ? use.flatMap((code: unknown) => words(code) ?? []) : [],
    grading: isJsonObject(grading) ? { source: words(grading.source) ?? '', information: words(grading.information) ?? '' } : undefined,
    legalBasis: isJsonObject(basis) ? { instrument: words(basis.instrument) ?? '', article: words(basis.article) } : undefined,
    purpose: words(envelope?.purpose),
    origin: words(envelope?.origin),
    retention:
      words(envelope?.retention) ?? (isJsonObject(envelope?.retention) ? words((envelope.retention as JsonObject).class) : undefined),
    personStatus: words(envelope?.person_status),
    draftStatus: words(envelope?.draft_status),
    to: Array.isArray(to)
      ? to.flatMap((each: unknown) =>
          isJsonObject(each) && words(each.party) !== undefined ? [{ party: words(each.party)!, agency: words(each.agency) }] : [],
        )
      : [],
  }
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
