import { findKind, titleOf } from '@enlace/records'
import { composeNew } from '../compose-object.ts'
import { propose, readsMessages, valuesOf } from '../proposal.ts'
import { type FormDraft, parseDraft } from './form-draft.ts'
import { listHere, listThere } from './keep-drafts.ts'
import { listWaiting, type Waiting } from './outbox.ts'

/** One unsent draft as lists show it. */
export type ListedDraft = {
  readonly draft: FormDraft
  readonly title: string
  readonly changedAt: string
  readonly where: 'node' | 'browser'
  /** It was sent and waits for the node, or was refused. */
  readonly waiting: Waiting | undefined
}

/**
 * The drafts of an account, last changed first: those of the node and those that only this browser has. `reached` is false when the node
 * could not be asked, so that the list may lack some.
 */
export async function listDrafts(
  account: string,
): Promise<{ readonly items: readonly ListedDraft[]; readonly reached: boolean; readonly keptDays: number | undefined }> {
  const [here, there, waiting] = await Promise.all([listHere(account), listThere().catch(() => undefined), listWaiting(account)])
  const found = new Map<string, ListedDraft>()
  const add = (draft: FormDraft, changedAt: string, where: ListedDraft['where']) =>
    found.set(draft.id, { draft, changedAt, where, title: titleOfDraft(draft), waiting: waiting.find((one) => one.draftId === draft.id) })
  for (const { body, changedAt } of there?.items ?? []) {
    const draft = parseDraft(body)
    if (draft !== undefined) add(draft, changedAt, 'node')
  }
  for (const local of here) if (!local.clean || there === undefined) add(local.draft, local.changedAt, 'browser')
  const items = [...found.values()].sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
  return { items, reached: there !== undefined, keptDays: there?.keptDays }
}

/** What a draft is called: as its record would be. */
export function titleOfDraft(draft: FormDraft): string {
  const kind = findKind(draft.kind)
  if (kind === undefined) return draft.kind
  const base = draft.base?.object ?? {}
  const message = readsMessages(kind)
    ? propose(kind, { pasted: draft.pasted.slice(0, 2000), pastedAt: draft.pastedAt }, 'UTC', 'es').fields
    : {}
  const object = composeNew(kind, draft.identity.id, draft.pastedAt, valuesOf(message, draft.written))
  const title = titleOf(kind, { ...base, ...object })
  return title === kind.title ? '' : title
}
