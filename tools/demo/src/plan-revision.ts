import type { FleetAccount } from '@enlace/fleet'
import { entryId, seriesSources } from '@enlace/wire'

/** What is needed of a node: its API, and who can sign in. */
type Holder = { readonly api: string; readonly party: string; readonly accounts: readonly FleetAccount[] }

const series = 'fictional-drill'
/** What the second edition says of months that the first had said already: two it corrects, one it leaves. */
const editions = [
  { day: '2026-04-10', values: { 'MX-TAM': [118, 131, 127], 'MX-NLE': [64, 58, 71] } },
  { day: '2026-07-10', values: { 'MX-TAM': [118, 139, 127, 133, 129, 141], 'MX-NLE': [64, 58, 66, 69, 73, 70] } },
] as const

/**
 * Writes two editions of a small fictional series at the party that publishes one, so that a revision can be seen: real editions rarely change what they
 * said. Written again it is the same and stays. Returns false where a part was refused.
 */
export async function planRevision({ api, party, accounts }: Holder): Promise<boolean> {
  const source = Object.values(seriesSources).find((one) => one.party === party)
  const analyst = accounts.find(({ agency, role }) => agency === source?.agency && role === 'analyst')
  if (source === undefined || analyst === undefined) return true
  const headers = { authorization: `Bearer ${analyst.token}`, 'content-type': 'application/json' }
  const kind = (await (await fetch(`${api}/api/v1/kinds/figure`, { headers })).json()) as Described
  const extension = Object.keys(kind.example.object.extensions)[0] ?? ''
  let whole = true
  for (const { day, values } of editions) {
    for (const [place, months] of Object.entries(values)) {
      for (const [month, value] of months.entries()) {
        const [starts, ends] = monthOf(month)
        const said = { series, measure: 'events', value, unit: 'event', period_start: starts, period_end: ends, precision: 'month' }
        const published = {
          publisher: 'FICTICIO / FICTIONAL',
          edition: day,
          published_on: day,
          source_url: 'https://statistics.sig.example/drill',
        }
        const object = {
          type: 'note',
          spec_version: '2.1',
          id: entryId('note', series, `${place} ${starts}`),
          created: `${editions[0].day}T00:00:00.000Z`,
          modified: `${day}T00:00:00.000Z`,
          content: `FICTICIO / FICTIONAL. ${place}, ${starts.slice(0, 7)}: ${value}.`,
          labels: ['fictional'],
          object_refs: kind.example.object.object_refs,
          extensions: { [extension]: { extension_type: 'property-extension', ...said, place_codes: [place], ...published } },
        }
        const envelope = {
          ...{
            author_agency: source.agency,
            marking: source.marking,
            tlp: 'clear',
            permitted_use: source.permitted_use,
            legal_basis: null,
          },
          ...{ purpose: 'FICTICIO / FICTIONAL', origin: 'human', retention: 'published', person_status: 'none', to: [] },
        }
        const answer = await fetch(`${api}/api/v1/records`, { method: 'POST', headers, body: JSON.stringify({ object, envelope }) })
        whole &&= answer.ok
      }
    }
  }
  return whole
}

type Described = {
  readonly example: { readonly object: { readonly extensions: Readonly<Record<string, unknown>>; readonly object_refs: readonly string[] } }
}

/** First and last day of a month of 2026, counted from 0. */
function monthOf(month: number): readonly [string, string] {
  const day = (date: number, at: number) => new Date(Date.UTC(2026, at, date)).toISOString().slice(0, 10)
  return [day(1, month), day(0, month + 1)]
}
