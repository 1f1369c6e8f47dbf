import type { CountJob, ResultDetail, ResultRow } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { makeRecord } from './make-record.ts'
import { type Ask, idOf } from './play-scene.ts'
import { type Members, type Player, publicAt } from './scene.ts'
import { sealedCount } from './sealed-scenes.ts'
import { waitUntil } from './wait-until.ts'

/** A party's analyst, and whom what it writes about a result goes to. */
export type ResultSide = { readonly who: Player; readonly to: { readonly party: string; readonly agency: string } }

export const resultSides: Readonly<Record<'mx' | 'us', ResultSide>> = {
  mx: { who: ['mx', 'sspc', 'analyst'], to: { party: 'us', agency: 'dhs' } },
  us: { who: ['us', 'dhs', 'analyst'], to: { party: 'mx', agency: 'sspc' } },
}

const base = '/api/v1/programme'

/** Begins a count at a node and waits for what it comes to. Throws with the node's own words when it fails. */
export async function runCount(ask: Ask, { who }: ResultSide, path: string, body?: object): Promise<CountJob> {
  const begun = await ask(who, 'POST', `${base}/${path}`, body)
  if (begun.status >= 300) throw new Error(`${path}: ${begun.status} ${JSON.stringify(begun.body)}`)
  const { job } = begun.body as { readonly job: string }
  const over = await waitUntil(`${path} is over`, async () => {
    const { body: state } = await ask(who, 'GET', `${base}/counts/${job}`)
    return (state as CountJob).state !== 'running' && (state as CountJob)
  })
  if (over.state === 'failed') throw new Error(`${path}: ${over.fault}`)
  return over
}

/** Counts and seals at one party's node, for a card and value where they are named; answers the seal's id once the other node holds it. `limits`: what differs in its envelope. */
export async function sealAt(
  ask: Ask,
  by: 'mx' | 'us',
  asked: { readonly query: string; readonly from: string; readonly to: string; readonly card?: string; readonly value?: string },
  limits: Members = {},
): Promise<string> {
  const { written } = await runCount(ask, resultSides[by], 'seals', { ...asked, envelope: { ...envelopeOf(by), ...limits } })
  if (written === null) throw new Error('nothing was sealed')
  await arrives(ask, by, written)
  return written
}

/** Counts again at one party's node and signs; answers the signature's outcome once the other node shows both. */
export async function signAt(ask: Ask, by: 'mx' | 'us', id: string, limits: Members = {}): Promise<CountJob> {
  // A seal is in the log before what it was counted from is applied here: then the node says so, and is asked again.
  const signed = await waitUntil(`${by} signs`, async () => {
    try {
      return await runCount(ask, resultSides[by], `seals/${id}/sign`, { envelope: { ...envelopeOf(by), ...limits } })
    } catch (cause) {
      if (String(cause).includes('count_behind')) return false
      throw cause
    }
  })
  if (signed.written !== null) await arrives(ask, by, signed.written)
  return signed
}

/** A sealed result as a party's analyst reads it; undefined while it is not there. */
export async function readSealAt(ask: Ask, by: 'mx' | 'us', id: string): Promise<ResultDetail | undefined> {
  const { status, body } = await ask(resultSides[by].who, 'GET', `${base}/results/${id}`)
  return status === 200 ? (body as ResultDetail) : undefined
}

/** Writes a word about a result (a finding, a contest, a step of one) and waits until the other node holds it. */
export async function sayAt(ask: Ask, by: 'mx' | 'us', kind: string, about: string, fields: Members, words: string): Promise<string> {
  const now = new Date().toISOString()
  const { object, envelope } = makeRecord(kind, {
    object: { object_refs: [about], abstract: words.slice(0, 100), content: words, created: now, modified: now },
    envelope: envelopeOf(by),
  })
  // Only what is said here: the example's own fields are not.
  const { extension } = kinds.get(kind) as Kind
  const own = { ...object, extensions: { [String(extension)]: { extension_type: 'property-extension', ...fields } } }
  const { status, body } = await ask(resultSides[by].who, 'POST', '/api/v1/records', { object: own, envelope })
  if (status >= 300) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`)
  await arrives(ask, by, object.id)
  return object.id
}

async function arrives(ask: Ask, by: 'mx' | 'us', id: string): Promise<void> {
  const { who } = resultSides[by === 'mx' ? 'us' : 'mx']
  await waitUntil(`${id} of ${by} arrived`, async () => (await ask(who, 'GET', `/api/v1/records/${id}`)).status === 200)
}

function envelopeOf(by: 'mx' | 'us') {
  const { who, to } = resultSides[by]
  return { ...exampleOf(kinds.get('result-seal') as Kind).envelope, author_agency: who[1], to: [to] }
}

/** Seals the fictional weight that stands on both public sites: the one party counts and seals, the other counts from its own copy and signs. What an earlier run sealed stays. */
export async function playPublicSeal(ask: Ask): Promise<string> {
  const { body } = await ask(resultSides.mx.who, 'GET', `${base}/results`)
  const held = (body as { readonly items: readonly ResultRow[] }).items.find(
    (row) => row.query === sealedCount.query && row.record.from === 'mx',
  )
  const [card, value] = ['sealed weight card', 'sealed weight value'].map(idOf)
  const asked = { ...sealedCount, ...(card === undefined || value === undefined ? {} : { card, value }) }
  const id = held?.record.id ?? (await sealAt(ask, 'mx', asked, publicAt(resultSides.mx.who)))
  const { signedBy = [] } = (await readSealAt(ask, 'mx', id)) ?? {}
  if (!signedBy.includes('us')) await signAt(ask, 'us', id, publicAt(resultSides.us.who))
  return id
}

/** Fills the page of results of two nodes: one number that both signed, one that waits for the other, one that is disputed in a contest. What an earlier run sealed stays. */
export async function playResults(ask: Ask): Promise<void> {
  const [from, to] = ['2025-01-01', `${new Date().getUTCFullYear()}-12-31`]
  const sealed = async (by: 'mx' | 'us', query: string) => {
    const { body } = await ask(resultSides[by].who, 'GET', `${base}/results`)
    const { items } = body as { readonly items: readonly ResultRow[] }
    const held = items.find((row) => row.query === query && row.record.from === by)
    return { id: held?.record.id ?? (await sealAt(ask, by, { query, from, to })), isNew: held === undefined }
  }
  const both = await sealed('mx', 'proceedings-funnel')
  if (both.isNew) await signAt(ask, 'us', both.id)
  await sealed('us', 'alert-outcome-24h')
  const disputed = await sealed('mx', 'moved-with-checklist')
  if (!disputed.isNew) return
  const { id } = disputed
  await sayAt(
    ask,
    'us',
    'value-judgement',
    id,
    { of_ref: id, says: 'disputes', reason: 'definition', other_figure: '0' },
    'FICTIONAL: a right that the person refused is not a right that was kept; we count only those done.',
  )
  const contest = await sayAt(
    ask,
    'us',
    'contest',
    id,
    { of_ref: id, reason: 'definition', days: 30, figure: '0' },
    'FICTIONAL: does a refused check count as checked?',
  )
  await sayAt(
    ask,
    'mx',
    'contest-step',
    contest,
    { step: 'position' },
    'FICTICIO: la regla acordada cuenta como revisado el derecho que la persona rehusó ejercer; así se contó.',
  )
  await sayAt(
    ask,
    'us',
    'contest-step',
    contest,
    { step: 'propose_core' },
    'FICTIONAL: both counted the same handovers; only the reading of “refused” differs.',
  )
}
