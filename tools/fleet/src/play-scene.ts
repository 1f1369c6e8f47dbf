import { createHash } from 'node:crypto'
import type { ClearanceDetail, ClearanceList, RecordRights, ReleaseTaskDetail, ReleaseTaskList, RequestDetail } from '@enlace/api'
import { isJsonObject, type Json, type JsonObject, uuidV5 } from '@enlace/core'
import { exampleOf, kinds } from '@enlace/records'
import { extraditionScenes } from './extradition-scenes.ts'
import { groupScenes } from './group-scenes.ts'
import { indicatorScenes } from './indicator-scenes.ts'
import type { Submission } from './make-record.ts'
import { openCaseScenes } from './open-case-scenes.ts'
import { programmeScenes } from './programme-scenes.ts'
import { readingScenes } from './reading-scenes.ts'
import type { Members, Player, Scene } from './scene.ts'
import { sealedScenes } from './sealed-scenes.ts'
import { waitUntil } from './wait-until.ts'

/** Calls a node as a player. */
export type Ask = (as: Player, method: string, path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: unknown }>

const namespace = '5b0c9f4e-7a1d-5c36-9e02-d41f8a63b7c5'
const dayMs = 86_400_000
const scenes = new Map(
  [...extraditionScenes, ...openCaseScenes, ...groupScenes, ...programmeScenes, ...indicatorScenes, ...sealedScenes, ...readingScenes].map(
    (scene) => [scene.name, scene],
  ),
)

/** The record that a scene writes. It has the same id whenever it is composed, so a play that was stopped goes on where it was. */
export function composeScene(scene: Scene, arrested: Date): Submission {
  const kind = kinds.get(scene.kind)
  if (kind === undefined) throw new Error(`no kind ${scene.kind}`)
  const noon = new Date(Math.floor(arrested.getTime() / dayMs) * dayMs + dayMs / 2)
  const at = (day: number) => new Date(noon.getTime() + day * dayMs).toISOString()
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve)
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one)]))
    if (typeof value !== 'string') return value
    if (value.startsWith('@')) return idOf(value.slice(1))
    if (value.startsWith('on:')) return at(Number(value.slice(3))).slice(0, 10)
    return value.startsWith('at:') ? by(Number(value.slice(3))) : value
  }
  // What is played today has happened by now, whatever the hour.
  const by = (day: number) => [at(day), new Date().toISOString()].sort()[0] ?? ''
  const written = by(scene.day)
  const own =
    kind.extension === undefined ? {} : { extensions: { [kind.extension]: { extension_type: 'property-extension', ...scene.fields } } }
  const object = resolve({
    type: kind.stixType,
    spec_version: '2.1',
    created: written,
    modified: written,
    labels: ['fictional'],
    ...scene.object,
    ...own,
  }) as JsonObject
  const [, agency] = scene.by
  const partner = scene.by[0] === 'mx' ? 'us' : 'mx'
  const to = scene.for === undefined ? [] : [{ party: partner, agency: scene.for }]
  return {
    object: { ...object, id: idOf(scene.name) },
    envelope: {
      ...exampleOf(kind).envelope,
      permitted_use: ['evidence', 'no_onward', 'no_press'],
      author_agency: agency,
      to,
      ...scene.envelope,
    },
  }
}

/**
 * Plays one scene: writes its record, has it cleared where it is a note, lets it out where an officer is asked, with what waited for it, and waits until
 * its reader at the partner has each. What is there already is not written again. Throws with the node's own words when it is refused.
 */
export async function playScene(ask: Ask, scene: Scene, arrested: Date): Promise<void> {
  const { object, envelope } = composeScene(scene, arrested)
  if (!(await holds(ask, scene.by, object.id))) {
    const after = scene.kind === 'request-step' ? await headOf(ask, scene) : null
    const body = { object: after === null ? object : withField(object, scene.kind, 'after_ref', after), envelope }
    const { status, body: said } = await ask(scene.by, 'POST', '/api/v1/records', body)
    if (status !== 201) throw new Error(`${scene.name}: ${status} ${JSON.stringify(said)}`)
  }
  if (scene.answer !== undefined) await answerFlag(ask, scene, scene.answer)
  const reader = readerOf(scene)
  if (scene.kind === 'diplomatic-note' && reader !== undefined && !(await holds(ask, reader, object.id)))
    await clear(ask, scene.by, object.id)
  if (scene.waits !== true) await arrives(ask, scene)
  for (const name of scene.letsOut ?? []) await arrives(ask, sceneOf(name))
}

async function arrives(ask: Ask, scene: Scene): Promise<void> {
  const reader = readerOf(scene)
  if (reader === undefined) return
  const id = idOf(scene.name)
  await waitUntil(`${scene.name} is at ${reader[0]}`, async () => {
    if (await holds(ask, reader, id)) return true
    await letOut(ask, [scene.by[0], scene.by[1], 'releasing-officer'], id)
    return false
  })
}

async function holds(ask: Ask, who: Player, id: string): Promise<boolean> {
  return (await ask(who, 'GET', `/api/v1/records/${id}`)).status === 200
}

/** Answers a rights flag once. */
async function answerFlag(ask: Ask, { by: [party, agency], name, object }: Scene, answer: Members): Promise<void> {
  const adviser: Player = [party, agency, 'legal-adviser']
  const id = idOf(name)
  const [about] = Array.isArray(object.object_refs) ? object.object_refs : []
  const { body } = await ask(adviser, 'GET', `/api/v1/records/${idOf(String(about).slice(1))}/rights`)
  const flag = (body as RecordRights).items.find(({ record }) => record?.id === id)
  if (flag?.state !== 'open') return
  const { status, body: said } = await ask(adviser, 'POST', `/api/v1/rights-flags/${id}/answer`, answer)
  if (status >= 300) throw new Error(`${name}: ${status} ${JSON.stringify(said)}`)
}

/** Has every office on the way of a document concur. */
async function clear(ask: Ask, [party, agency]: Player, id: string): Promise<void> {
  await waitUntil(`${id} is cleared`, async () => {
    for (const role of ['legal-adviser', 'secretariat']) {
      const office: Player = [party, agency, role]
      const { items } = (await ask(office, 'GET', `/api/v1/clearances?record=${id}`)).body as ClearanceList
      const [way] = items
      if (way === undefined) return false
      if (way.state !== 'open') return true
      const { waitsForYou, round, steps } = (await ask(office, 'GET', `/api/v1/clearances/${way.id}`)).body as ClearanceDetail
      const step = steps.findIndex(({ state }) => state === 'open')
      if (waitsForYou) await ask(office, 'POST', `/api/v1/clearances/${way.id}`, { act: 'concur', round, step })
    }
    return false
  })
}

/** Who reads a scene at the partner; undefined for what stays at home. */
export function readerOf({ by: [party], for: agency }: Scene): Player | undefined {
  return agency === undefined ? undefined : [party === 'mx' ? 'us' : 'mx', agency, 'analyst']
}

/** Where a request of the play stands at one node; undefined while it is not there. */
export async function readRequestAs(ask: Ask, who: Player, name: string): Promise<RequestDetail | undefined> {
  const { status, body } = await ask(who, 'GET', `/api/v1/requests/${idOf(name)}`)
  return status === 200 ? (body as RequestDetail) : undefined
}

/** A record with one more field in its kind's extension. */
export function withField(object: Submission['object'], kindName: string, name: string, value: Json): Submission['object'] {
  const extension = String(kinds.get(kindName)?.extension)
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  const inside = isJsonObject(extensions[extension]) ? extensions[extension] : {}
  return { ...object, extensions: { ...extensions, [extension]: { ...inside, [name]: value } } }
}

async function headOf(ask: Ask, { by: [party, agency], of = '' }: Scene): Promise<string | null> {
  return (await readRequestAs(ask, [party, agency, 'analyst'], of))?.head ?? null
}

async function letOut(ask: Ask, officer: Player, id: string): Promise<void> {
  const { items } = (await ask(officer, 'GET', '/api/v1/release-tasks')).body as ReleaseTaskList
  const task = items.find(({ record }) => record.id === id)
  if (task === undefined) return
  const { removed } = (await ask(officer, 'GET', `/api/v1/release-tasks/${task.id}`)).body as ReleaseTaskDetail
  const choice = { outcome: 'release', without: removed, reason: 'FICTIONAL: agreed.', holdSeconds: 0 }
  await ask(officer, 'POST', `/api/v1/release-tasks/${task.id}`, choice)
}

function sceneOf(name: string): Scene {
  const scene = scenes.get(name)
  if (scene === undefined) throw new Error(`no scene ${name}`)
  return scene
}

/** The id of the record that the scene of a name writes. */
export function idOf(name: string): string {
  const kind = kinds.get(sceneOf(name).kind)
  return `${kind?.stixType}--${uuidV5(namespace, name, (bytes) => new Uint8Array(createHash('sha1').update(bytes).digest()))}`
}
