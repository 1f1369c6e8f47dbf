import type { Json } from '@enlace/core'
import type { FleetAccount } from './make-accounts.ts'
import { makeRecord, type RecordChange } from './make-record.ts'
import { waitUntil } from './wait-until.ts'

/** A running node as the ready-file of the demonstration tells it. */
export type ShownNode = { readonly web: string; readonly api: string; readonly accounts: readonly FleetAccount[] }
export type ShownNodes = Readonly<Record<'mx' | 'us', ShownNode>>
/** Records that pictures open. */
export type ShownCase = { readonly answered: string }

type Lead = { readonly name: string; readonly minutes: number; readonly fields: Readonly<Record<string, Json>> }

// All fictional. Each side hears of loads, shipments and vehicles in the other's language, as it would.
const leads: Readonly<Record<'mx' | 'us', readonly Lead[]>> = {
  mx: [
    lead(
      'FICTICIO: tractocamión blanco rumbo al puente del Comercio Mundial',
      35,
      'laredo_world_trade',
      'northbound',
      'inspect',
      'Fentanilo, probable',
      {
        cargo_kind: 'drug',
        object_kind: 'container',
        identifiers: [{ type: 'container', value: 'CSQU 305438 3' }],
        vehicle_kind: 'tractor',
        safety_notes: 'El chofer puede ir armado.',
      },
    ),
    lead('FICTICIO: pipa con permiso dudoso hacia Pharr', 90, 'pharr', 'northbound', 'inspect', 'Diésel declarado como aceite usado', {
      cargo_kind: 'fuel',
      vehicle_kind: 'tanker',
    }),
    lead('FICTICIO: tambores sin etiqueta rumbo a Otay', 150, 'otay_mesa', 'northbound', 'stop', 'Tambores sin etiqueta', {
      cargo_kind: 'precursor',
    }),
  ],
  us: [
    lead(
      'FICTIONAL: white tanker with two grey pickups, southbound to the World Trade Bridge',
      40,
      'laredo_world_trade',
      'southbound',
      'stop',
      'Rifles in a false floor',
      { cargo_kind: 'firearm', vehicle_kind: 'tanker', safety_notes: 'The driver may be armed.' },
    ),
    lead('FICTIONAL: two horse trailers southbound to Pharr', 120, 'pharr', 'southbound', 'inspect', 'Magazines and ammunition', {
      cargo_kind: 'ammunition',
    }),
    lead('FICTIONAL: box truck southbound through Otay Mesa', 200, 'otay_mesa', 'southbound', 'stop', 'Rifle parts', {
      cargo_kind: 'firearm',
    }),
  ],
}

/**
 * Fills two nodes of a demonstration so that no page is empty: alerts in each direction, one of them answered to its outcome and one acknowledged,
 * seizures that wait for releasing officers, a report before the offices of its party, a change that waits for a second person.
 */
export async function playCase(nodes: ShownNodes): Promise<ShownCase> {
  const first: string[] = []
  for (const party of ['mx', 'us'] as const) {
    const ids: string[] = []
    for (const { name, minutes, fields } of leads[party])
      ids.push(
        await hand(
          nodes[party],
          'duty-officer',
          'mirror-alert',
          { name, description: `${name}. ${String(fields.cargo)}.` },
          { seen_at: at(-6), eta: at(minutes), ...fields },
        ),
      )
    first.push(ids[0]!)
    const other = party === 'mx' ? 'us' : 'mx'
    const words = party === 'mx' ? english : spanish
    await arrived(nodes[other], ids)
    await respond(nodes[other], party, ids[0]!, { step: 'acknowledged' }, words[0])
    await respond(nodes[other], party, ids[0]!, { step: 'acting', action: 'inspect' }, words[1])
    await respond(nodes[other], party, ids[0]!, { step: 'outcome', result: 'seized' }, words[2])
    await respond(nodes[other], party, ids[1]!, { step: 'acknowledged' }, words[0])
  }
  const seizures = {
    mx: 'FICTICIO: doce rifles en el puente del Comercio Mundial',
    us: 'FICTIONAL: 41 kg of powder in a container at Otay Mesa',
  }
  const reports = { mx: 'FICTICIO: informe sobre la ruta de los doce rifles', us: 'FICTIONAL: report on the route of the containers' }
  for (const party of ['mx', 'us'] as const) {
    await hand(nodes[party], 'analyst', 'seizure', { name: seizures[party] })
    if (party === 'us')
      await hand(
        nodes.us,
        'analyst',
        'seizure',
        { name: 'FICTIONAL: forged seals, two persons decide' },
        {},
        { marking: { scheme: 'us-cui', value: 'CUI//SP-LEI' } },
      )
    await hand(nodes[party], 'analyst', 'report', { name: reports[party], published: at(0) }, {}, { draft_status: 'agreed' })
  }
  for (const party of ['mx', 'us'] as const) await propose(nodes[party], party)
  return { answered: first[0]! }
}

const english = [
  'FICTIONAL. Seen at the duty desk; secondary lane told.',
  'FICTIONAL. Exam ordered, officers at the container.',
  'FICTIONAL. Powder found behind a false wall; one event.',
] as const
const spanish = [
  'FICTICIO. Recibido en la guardia; se avisa a la unidad del puente.',
  'FICTICIO. Unidad en el carril de carga.',
  'FICTICIO. Detenida; doce rifles en un doble fondo, asegurados.',
] as const

function lead(
  name: string,
  minutes: number,
  crossing: string,
  direction: string,
  action: string,
  cargo: string,
  more: Readonly<Record<string, Json>>,
): Lead {
  return { name, minutes, fields: { object_kind: 'vehicle', crossing, direction, requested_action: action, cargo, ...more } }
}

async function hand(
  node: ShownNode,
  role: string,
  kind: string,
  object: NonNullable<RecordChange['object']>,
  fields: NonNullable<RecordChange['fields']> = {},
  envelope: NonNullable<RecordChange['envelope']> = {},
): Promise<string> {
  const moment = { created: at(0), modified: at(0) }
  const record = makeRecord(kind, { object: { ...moment, ...object }, fields, envelope: { author_agency: firstAgency(node), ...envelope } })
  await call(node, role, 'POST', '/records', record)
  return record.object.id
}

async function respond(node: ShownNode, to: string, alert: string, fields: Readonly<Record<string, Json>>, content: string): Promise<void> {
  const object = { object_refs: [alert], abstract: content.slice(0, 80), content }
  await hand(
    node,
    'duty-officer',
    'response',
    object,
    { happened_at: at(0), ...fields },
    { to: [{ party: to, agency: to === 'mx' ? 'sspc' : 'dhs' }] },
  )
}

async function arrived(node: ShownNode, ids: readonly string[]): Promise<void> {
  await waitUntil(
    'the alerts are there',
    async () => {
      const answers = await Promise.all(
        ids.map((id) => fetch(`${node.api}/api/v1/records/${id}`, { headers: bearer(node, 'duty-officer') })),
      )
      return answers.every(({ ok }) => ok)
    },
    60_000,
  )
}

async function propose(node: ShownNode, party: 'mx' | 'us'): Promise<void> {
  const reason = party === 'mx' ? 'FICTICIO: cubre las guardias de diciembre.' : 'FICTIONAL: covers the nights of December.'
  const user = `releasing-officer-3.${firstAgency(node)}`
  await call(node, 'administrator', 'POST', '/account-changes', { what: 'account_create', user, role: 'releasing-officer', reason })
}

async function call(node: ShownNode, role: string, method: string, path: string, body: unknown): Promise<void> {
  const headers = { ...bearer(node, role), 'content-type': 'application/json' }
  const answer = await fetch(`${node.api}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}

function bearer(node: ShownNode, role: string): { readonly authorization: string } {
  return { authorization: `Bearer ${node.accounts.find((account) => account.role === role)?.token ?? ''}` }
}

function firstAgency(node: ShownNode): string {
  return node.accounts[0]?.agency ?? ''
}

function at(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}
