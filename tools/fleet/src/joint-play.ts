import { randomUUID } from 'node:crypto'
import type { ClearanceDetail, ClearanceList, JointDraftDetail, ReleaseTaskList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import type { Called, CallOptions } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

/** A node as these plays need it: whose it is, and its API as an account, by role and agency. */
export type JointNode = {
  readonly party: string
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Pick<Called, 'status' | 'body'>>
}

/** The agencies between which a joint statement is drafted in tests and in the demonstration. */
const homes: Readonly<Record<string, { readonly agency: string; readonly to: readonly { party: string; agency: string }[] }>> = {
  mx: { agency: 'sspc', to: [{ party: 'us', agency: 'dhs' }] },
  us: { agency: 'dhs', to: [{ party: 'mx', agency: 'sspc' }] },
}

/** The agency that drafts for a party. */
export function agencyOf(party: string): string {
  return homes[party]?.agency ?? ''
}

/** Writes a record of a draft at a node and answers its id. */
export async function writeJoint(
  node: JointNode,
  kindName: string,
  object: JsonObject,
  fields: Readonly<Record<string, Json>>,
): Promise<string> {
  const kind = kinds.get(kindName) as Kind
  const example = exampleOf(kind)
  const { agency, to } = homes[node.party] ?? { agency: '', to: [] }
  const id = `note--${randomUUID()}`
  const now = new Date().toISOString()
  const body = {
    object: {
      ...{ type: 'note', spec_version: '2.1', id, created: now, modified: now, labels: ['fictional'] },
      ...{ abstract: 'FICTIONAL', content: 'FICTIONAL', ...object },
      extensions: { [String(kind.extension)]: { extension_type: 'property-extension', ...fields } },
    },
    envelope: { ...example.envelope, author_agency: agency, to },
  }
  const stored = await node.call('POST', '/api/v1/records', { role: 'secretariat', agency, body })
  if (stored.status !== 201) throw new Error(JSON.stringify(stored.body))
  return id
}

/** A draft as a party's secretariat reads it; undefined while it is not there. */
export async function readJoint(node: JointNode, id: string): Promise<JointDraftDetail | undefined> {
  const agency = agencyOf(node.party)
  const { status, body } = await node.call('GET', `/api/v1/programme/drafts/${id}`, { role: 'secretariat', agency })
  return status === 200 ? (body as JointDraftDetail) : undefined
}

/** Two parties draft one clause and accept it; answers the draft's id once both nodes hold the agreed text. */
export async function agreeText(mx: JointNode, us: JointNode): Promise<string> {
  const draft = await writeJoint(
    mx,
    'joint-draft',
    { object_refs: [`note--${randomUUID()}`] },
    {
      title_words: { es: 'FICTICIO: declaración conjunta', en: 'FICTIONAL: joint statement' },
      parties: ['mx', 'us'],
    },
  )
  const words = { es: 'FICTICIO: Las partes contestarán en 48 horas.', en: 'FICTIONAL: The parties will answer within 48 hours.' }
  const clause = await writeJoint(mx, 'draft-clause', { object_refs: [draft] }, { draft_ref: draft, place: 1, words })
  const [seen] = await waitUntil('the clause is at us', async () => {
    const found = (await readJoint(us, draft))?.clauses
    return found?.some(({ id }) => id === clause) === true ? found : undefined
  })
  const says = { draft_ref: draft, about_ref: clause, says: 'accepts', sha256: seen?.heads[0]?.version.sha256 ?? '' }
  await writeJoint(us, 'draft-comment', { object_refs: [draft] }, says)
  for (const node of [mx, us]) await waitUntil('the text is agreed', async () => (await readJoint(node, draft))?.text != null)
  return draft
}

/** Gives both keys of a party and brings its certificate to the partner. */
export async function certify(node: JointNode, draft: string, at: string, embargo = ''): Promise<void> {
  const agency = agencyOf(node.party)
  const sha256 = (await readJoint(node, draft))?.text?.sha256
  const body = { sha256, at, embargo, reason: 'FICTIONAL: agreed.' }
  const asked = await node.call('POST', `/api/v1/programme/drafts/${draft}/sign`, { role: 'secretariat', agency, body })
  if (asked.status !== 200) throw new Error(JSON.stringify(asked.body))
  const { proposal } = asked.body as { proposal: { id: string } }
  const second = { outcome: 'confirmed', reason: 'FICTIONAL: read.' }
  const confirmed = await node.call('POST', `/api/v1/proposals/${proposal.id}`, { role: 'minister', agency, body: second })
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body))
  await passOffices(node, draft, at)
}

/** Has every office on the way of a certificate concur and the releasing officer let it out, and waits for the partner's receipt. */
export async function passOffices(node: JointNode, draft: string, at: string): Promise<void> {
  const agency = agencyOf(node.party)
  await waitUntil('the certificate is cleared', async () => {
    for (const role of ['legal-adviser', 'secretariat']) {
      const { items } = (await node.call('GET', '/api/v1/clearances?show=open', { role, agency })).body as ClearanceList
      const way = items.find(({ record }) => record?.kind === 'release-certificate')
      if (way === undefined) continue
      const { waitsForYou, round, steps } = (await node.call('GET', `/api/v1/clearances/${way.id}`, { role, agency }))
        .body as ClearanceDetail
      const step = steps.findIndex(({ state }) => state === 'open')
      if (waitsForYou) await node.call('POST', `/api/v1/clearances/${way.id}`, { role, agency, body: { act: 'concur', round, step } })
    }
    const officer = { role: 'releasing-officer', agency }
    const tasks = (await node.call('GET', '/api/v1/release-tasks', officer)).body as ReleaseTaskList
    const task = tasks.items.find(({ record, clearanceState }) => record.kind === 'release-certificate' && clearanceState === 'cleared')
    const choice = { outcome: 'release', without: [], reason: 'FICTIONAL: cleared.', holdSeconds: 0 }
    if (task !== undefined) await node.call('POST', `/api/v1/release-tasks/${task.id}`, { ...officer, body: choice })
    const mine = (await readJoint(node, draft))?.release.signed.find(({ party, at: when }) => party === node.party && when === at)
    return mine !== undefined && mine.receiptedAt !== null
  })
}
