import type { Draft, DraftList, DraftSaved } from '@enlace/api'
import { Problem } from '../../api/problem.ts'
import { send } from '../../api/send.ts'
import { type FormDraft, parseDraft } from './form-draft.ts'
import { forgetLastWords, takeLastWords } from './last-words.ts'
import { openShelf, type Shelf } from './shelf.ts'

/** A draft as this browser keeps it beside the node. */
export type LocalDraft = {
  readonly id: string
  readonly kind: string
  readonly draft: FormDraft
  /** The node's revision that it was last seen to have; 0: never there. */
  readonly revision: number
  /** True while the node has all of it. */
  readonly clean: boolean
  /** By the node's clock. */
  readonly changedAt: string
}

/** A draft found again, and where. */
export type FoundDraft = {
  readonly draft: FormDraft
  readonly revision: number
  readonly changedAt: string
  /** The node's text, when both changed since they last agreed: somebody chooses. */
  readonly other?: { readonly draft: FormDraft; readonly revision: number; readonly changedAt: string }
}

const keyOf = (account: string, id: string) => `${account}/${id}`

/** Keeps a draft in this browser. */
export async function keepHere(account: string, local: LocalDraft): Promise<void> {
  await (await openShelf()).write('drafts', keyOf(account, local.id), local)
}

/** Keeps a draft on the node, sealed, over the revision last seen. Throws `Problem`: `draft_changed` when another browser was faster. */
export async function keepThere(draft: FormDraft, revision: number): Promise<DraftSaved> {
  return await send<DraftSaved>('POST', `/drafts/${encodeURIComponent(draft.id)}`, { body: { kind: draft.kind, revision, body: draft } })
}

/** Forgets a draft here and on the node. */
export async function forgetDraft(account: string, id: string): Promise<void> {
  const shelf = await openShelf()
  forgetLastWords(account, id)
  await shelf.remove('drafts', keyOf(account, id))
  await send('DELETE', `/drafts/${encodeURIComponent(id)}`).catch(() => undefined)
}

/** The shelf with the last words of a page that went away put on it. */
async function openAccountShelf(account: string): Promise<Shelf> {
  const shelf = await openShelf()
  for (const local of takeLastWords(account)) await shelf.write('drafts', keyOf(account, local.id), local)
  return shelf
}

/** The drafts that this browser keeps of an account. */
export async function listHere(account: string): Promise<readonly LocalDraft[]> {
  const found = await (await openAccountShelf(account)).list<LocalDraft>('drafts', `${account}/`)
  return found.flatMap((local) => {
    const draft = parseDraft(local.draft)
    return draft === undefined ? [] : [{ ...local, draft }]
  })
}

/** The drafts that the node keeps of the account that is signed in. */
export async function listThere(signal?: AbortSignal): Promise<DraftList> {
  return await send<DraftList>('GET', '/drafts', { signal })
}

/** A draft by its id: this browser's when it is ahead of the node, the node's otherwise; both when they parted ways. */
export async function findDraft(account: string, id: string): Promise<FoundDraft | undefined> {
  const [local, there] = await Promise.all([
    openAccountShelf(account).then((shelf) => shelf.read<LocalDraft>('drafts', keyOf(account, id))),
    send<Draft>('GET', `/drafts/${encodeURIComponent(id)}`).catch((problem: unknown) => {
      if (problem instanceof Problem) return undefined
      throw problem
    }),
  ])
  return chooseDraft(local, there)
}

/** Which of two copies goes on, and whether somebody has to choose. */
export function chooseDraft(local: LocalDraft | undefined, there: Draft | undefined): FoundDraft | undefined {
  const here = parseDraft(local?.draft)
  const node = parseDraft(there?.body)
  if (local !== undefined && here !== undefined && !local.clean) {
    const parted = there !== undefined && node !== undefined && there.revision > local.revision
    return {
      draft: here,
      revision: local.revision,
      changedAt: local.changedAt,
      ...(parted ? { other: { draft: node, revision: there.revision, changedAt: there.changedAt } } : {}),
    }
  }
  if (there !== undefined && node !== undefined) return { draft: node, revision: there.revision, changedAt: there.changedAt }
  return local === undefined || here === undefined ? undefined : { draft: here, revision: local.revision, changedAt: local.changedAt }
}

/**
 * Before somebody signs out: what only this browser holds goes to the node, and what the node has is removed from the browser. Returns how
 * many drafts stay here because the node could not take them.
 */
export async function clearHere(account: string): Promise<number> {
  const shelf = await openShelf()
  let left = 0
  for (const local of await listHere(account)) {
    try {
      if (!local.clean) await keepThere(local.draft, local.revision)
      await shelf.remove('drafts', keyOf(account, local.id))
    } catch {
      left++
    }
  }
  return left
}
