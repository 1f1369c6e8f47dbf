import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FleetAccount } from '@enlace/fleet'
import { waitUntil } from '@enlace/fleet'
import story from './story.json' with { type: 'json' }

export type Stage = { readonly api: string; readonly agencies: readonly string[]; readonly accounts: readonly FleetAccount[] }
type Object = Readonly<Record<string, unknown>>
type Example = { readonly object: Object; readonly envelope: Object }

const betweenScenesMs = 20_000

/**
 * Plays the fictional story once, slowly, through the nodes' own APIs: alerts, answers, a seizure that waits for its releasing officer, a report
 * that passes the offices of its own party. Every text
 * says that it is fictional. Ends when `stop` is asked; a refused step is told and the story goes on.
 */
export async function playStory(
  stages: Readonly<Record<string, Stage>>,
  stop: AbortSignal,
  onRefused: (what: string) => void,
): Promise<void> {
  for (const scene of story.scenes) {
    const { party, agency } = scene.alert.by
    const answering = party === 'mx' ? 'us' : 'mx'
    const [from, to] = [stages[party], stages[answering]]
    if (from === undefined || to === undefined) return
    const alertId = `incident--${randomUUID()}`
    await post(from, agency, 'duty-officer', 'mirror-alert', { id: alertId, seen_at: now(-4), eta: now(35), ...scene.alert.object })
    const seen = await waitUntil('the alert arrives', () => findAgency(to, alertId), 120_000).catch(() => undefined)
    if (seen === undefined) continue
    for (const { after, ...answer } of scene.answers) {
      await pause(after * 1000, undefined, { signal: stop })
      const object = {
        id: `note--${randomUUID()}`,
        object_refs: [alertId],
        happened_at: now(0),
        abstract: answer.content.slice(0, 80),
        ...answer,
      }
      await post(to, seen, 'duty-officer', 'response', object, { to: [{ party, agency }] })
    }
    const { seizure } = scene as { seizure?: { after: number; object: Object } }
    if (seizure !== undefined) {
      await pause(seizure.after * 1000, undefined, { signal: stop })
      await post(to, seen, 'analyst', 'seizure', {
        id: `incident--${randomUUID()}`,
        seized_at: now(-2),
        alert_ref: alertId,
        ...seizure.object,
      })
    }
    const { report } = scene as { report?: { after: number; object: Object } }
    if (report !== undefined) {
      await pause(report.after * 1000, undefined, { signal: stop })
      const own = { id: `report--${randomUUID()}`, published: now(0), object_refs: [alertId], ...report.object }
      await post(to, seen, 'analyst', 'report', own, { draft_status: 'agreed' })
    }
    await pause(betweenScenesMs, undefined, { signal: stop })
  }

  /** Hands in a record of our kind; its own fields go where the kind's example has them. */
  async function post(stage: Stage, agency: string, role: string, kind: string, fields: Object, envelope: Object = {}): Promise<void> {
    const account = stage.accounts.find((candidate) => candidate.agency === agency && candidate.role === role)
    const headers = { authorization: `Bearer ${account?.token ?? ''}`, 'content-type': 'application/json' }
    const described = (await (await fetch(`${stage.api}/api/v1/kinds/${kind}`, { headers })).json()) as { example: Example }
    const body = JSON.stringify({
      object: place(described.example.object, fields),
      envelope: { ...described.example.envelope, ...envelope },
    })
    const response = await fetch(`${stage.api}/api/v1/records`, { method: 'POST', headers, body })
    if (!response.ok) onRefused(`${kind} ${response.status} ${await response.text()}`)
  }
}

/** Which agency of a node holds a record; undefined while none does. */
async function findAgency(stage: Stage, id: string): Promise<string | undefined> {
  for (const agency of stage.agencies) {
    const account = stage.accounts.find((candidate) => candidate.agency === agency && candidate.role === 'duty-officer')
    const response = await fetch(`${stage.api}/api/v1/records/${id}`, { headers: { authorization: `Bearer ${account?.token ?? ''}` } })
    if (response.ok) return ((await response.json()) as { agency: string }).agency
  }
  return undefined
}

/** Puts fields over an example: STIX's own at the top, the kind's inside its extension; what the scene does not say is dropped. */
function place(example: Object, fields: Object): Object {
  const native = new Set(['id', 'name', 'description', 'confidence', 'abstract', 'content', 'object_refs'])
  const at = now(0)
  const common = { type: example.type, spec_version: example.spec_version, created: at, modified: at, labels: ['fictional'] }
  const [extension] = Object.keys((example.extensions ?? {}) as Object)
  // A type of STIX itself has no extension: all of it stands at the top.
  if (extension === undefined) return { ...common, ...fields }
  const inside = ((example.extensions as Object)[extension] ?? {}) as Object
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !native.has(name)))
  const top = Object.fromEntries(Object.entries(fields).filter(([name]) => native.has(name)))
  return { ...common, ...top, extensions: { [extension]: { extension_type: inside.extension_type, ...own } } }
}

function now(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}
