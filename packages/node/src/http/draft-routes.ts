import { type Draft, routes } from '@enlace/api'
import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { type DraftOwner, draftDays, eraseDraft, findDraft, listDrafts, type StoredDraft, saveDraft } from '../store/drafts.ts'
import type { Desk } from './desk.ts'
import { mount, sendAsIs } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts drafts: each person's own, sealed, seen by nobody else. They are no records: nothing of them is journaled, found or exchanged. */
export function mountDraftRoutes(site: Site, desk: Desk): void {
  const { sql, keystore } = desk

  mount(site, routes.listDrafts, async (_call, actor) => ({
    items: (await listDrafts(sql, keystore, ownerOf(actor))).map(toDraft),
    keptDays: draftDays,
  }))

  mount(site, routes.readDraft, async ({ params }, actor) => {
    const draft = await findDraft(sql, keystore, ownerOf(actor), params.id)
    if (draft === undefined) throw new Fault('draft_unknown')
    return toDraft(draft)
  })

  mount(site, routes.saveDraft, async ({ params, body }, actor) => {
    const at = desk.now()
    const bytes = canonicalBytes(body.body as JsonObject)
    const saved = await saveDraft(sql, keystore, ownerOf(actor), { id: params.id, kind: body.kind, revision: body.revision, bytes, at })
    if (!saved.ok) throw new Fault(saved.reason)
    return { revision: saved.value.revision, changedAt: at.toISOString() }
  })

  mount(site, routes.deleteDraft, async ({ params }, actor) => {
    await eraseDraft(sql, keystore, ownerOf(actor), params.id)
    return sendAsIs(null)
  })
}

function ownerOf({ user, agency }: Actor): DraftOwner {
  return { account: user, agency }
}

function toDraft({ id, kind, revision, changedAt, body }: StoredDraft): Draft {
  return { id, kind, revision, changedAt: changedAt.toISOString(), body: body as JsonObject }
}
