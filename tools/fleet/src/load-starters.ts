import { exampleOf, type Kind, kinds } from '@enlace/records'
import type { Ask } from './play-scene.ts'
import { publicAt } from './scene.ts'

/** Loads the starter cards of indicators at both nodes, each for itself: they stay at home and may be published, and a node that has them is left as it is. */
export async function loadStarters(ask: Ask): Promise<void> {
  const { envelope } = exampleOf(kinds.get('indicator-card') as Kind)
  for (const by of [
    ['mx', 'sspc', 'analyst'],
    ['us', 'dhs', 'analyst'],
  ] as const) {
    const home = { ...envelope, ...publicAt(by), purpose: 'Published statistics and counts by rule', author_agency: by[1], to: [] }
    const { status, body } = await ask(by, 'POST', '/api/v1/programme/indicators/starter', { envelope: home })
    if (status !== 200) throw new Error(`starter cards: ${status} ${JSON.stringify(body)}`)
  }
}
