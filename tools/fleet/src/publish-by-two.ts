import type { PublicationAsked } from '@enlace/api'
import type { FleetAccount } from './make-accounts.ts'

/** What is needed of a node: its API, and who can sign in. */
export type Publisher = { readonly api: string; readonly accounts: readonly FleetAccount[] }

/** Records of one request to publish; the node takes no more. */
const atOnce = 50

/**
 * Publishes records as a node wants it done: the secretariat of the party's first agency asks, a releasing officer confirms. What was said about them and may be published goes with
 * them, unless they go `alone`. What is public already, is not there or may not be published is passed over. Answers how many were published.
 */
export async function publishByTwo({ api, accounts }: Publisher, ids: readonly string[], announced?: Announced | 'alone'): Promise<number> {
  const [first] = accounts
  const asks = accounts.find(({ agency, role }) => agency === first?.agency && role === 'secretariat')
  const confirms = accounts.find(({ agency, role }) => agency === first?.agency && role === 'releasing-officer')
  const call = async (account: FleetAccount | undefined, path: string, body: object) => {
    const response = await fetch(`${api}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${account?.token ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const done = new Set<string>()
  const ask = async (items: readonly string[]): Promise<void> => {
    if (items.length === 0) return
    const { publishAt = new Date().toISOString(), ...words } = announced === 'alone' || announced === undefined ? {} : announced
    const asked = await call(asks, 'programme/publications', {
      ...{ items, does: 'publish', publishAt, announced: null, reason: null },
      ...words,
    })
    if (asked.status === 422 && items.length === 1) return
    if (asked.status === 422) {
      // One of them may not be published: the rest go without it.
      const { problems } = asked.body as { readonly problems: readonly { readonly field: string }[] }
      const refused = new Set(problems.map(({ field }) => Number(field.split('/')[2])))
      return await ask(items.filter((_, i) => !refused.has(i)))
    }
    if (asked.status === 404 && items.length > 1) {
      for (const item of items) await ask([item])
      return
    }
    if (asked.status === 404) return
    const { items: found, change } = asked.body as PublicationAsked
    const proposal = change.proposal?.id
    if (proposal === undefined) throw new Error(`publish: ${asked.status} ${JSON.stringify(asked.body)}`)
    const confirmed = await call(confirms, `proposals/${proposal}`, { outcome: 'confirmed', reason: 'FICTICIO / FICTIONAL' })
    if (confirmed.status !== 200) throw new Error(`publish: ${confirmed.status} ${JSON.stringify(confirmed.body)}`)
    for (const item of items) done.add(item)
    if (announced !== 'alone')
      await ask([...new Set(found.flatMap(({ said }) => said.map(({ id }) => id)))].filter((id) => !done.has(id)).slice(0, atOnce))
  }
  for (let from = 0; from < ids.length; from += atOnce) await ask(ids.slice(from, from + atOnce))
  return done.size
}

/** When it becomes public, and what the calendar says of it until then. */
export type Announced = { readonly publishAt: string; readonly announced: { readonly es: string; readonly en: string } }
