import type { FleetAccount } from '@enlace/fleet'

/** What is needed of a node: its API, and who can sign in. */
type DutyNode = { readonly api: string; readonly accounts: readonly FleetAccount[] }

const days = 7
const shiftHours = 8
const hourMs = 3_600_000
/** Who takes turns, by role: an office each, nobody real. */
const turns = ['duty-officer', 'analyst', 'secretariat'] as const

/** Puts the fictional officers of each agency on duty for the coming week, where nobody planned it yet: so that somebody answers. */
export async function planDuty({ api, accounts }: DutyNode): Promise<void> {
  for (const agency of new Set(accounts.map((account) => account.agency))) {
    const of = (role: string) => accounts.find((account) => account.agency === agency && account.role === role)
    const secretariat = of('secretariat')
    if (secretariat === undefined) continue
    const headers = { authorization: `Bearer ${secretariat.token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${api}/api/v1/roster?days=${days}`, { headers })
    const { gaps } = (await answer.json()) as { readonly gaps: readonly { readonly startsAt: string }[] }
    const first = gaps[0]
    if (first === undefined) continue
    // Shifts change at whole hours, and the running one began before now.
    const start = Math.floor(Date.parse(first.startsAt) / hourMs) * hourMs
    const count = (days * 24) / shiftHours
    for (const [turn, role] of turns.entries()) {
      const user = of(role)?.user
      if (user === undefined) continue
      const shifts = Array.from({ length: count }, (_, index) => index)
        .filter((index) => index % turns.length === turn)
        .map((index) => ({
          startsAt: new Date(start + index * shiftHours * hourMs).toISOString(),
          endsAt: new Date(start + (index + 1) * shiftHours * hourMs).toISOString(),
        }))
      // A week planned before is refused as a clash, and stays.
      await fetch(`${api}/api/v1/roster`, { method: 'POST', headers, body: JSON.stringify({ user, shifts }) })
    }
  }
}
