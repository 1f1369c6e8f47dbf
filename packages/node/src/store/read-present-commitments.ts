import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import type { Keystore } from './keystore.ts'
import { type HeldCommitment, readCommitments } from './read-commitments.ts'
import { readHeld } from './read-held.ts'

/** More programmes than any two states ever had. */
const programmes = { kind: 'programme', saidKinds: [], most: 200, mostSaid: 1 } as const

/**
 * The commitments that an agency may see but for those of earlier programmes: those that another programme says it continues. `earlier` counts what
 * was left out, `all` holds them too. What was agreed under a programme that is over is history, and would drown what stands now.
 */
export async function readPresentCommitments(
  from: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
): Promise<{
  readonly items: readonly HeldCommitment[]
  readonly more: boolean
  readonly earlier: number
  readonly all: readonly HeldCommitment[]
}> {
  const [{ items, more }, continued] = await Promise.all([readCommitments(from, agency), readContinued(from, agency)])
  const present = items.filter(({ record }) => !continued.has(fieldsOf(record).text('programme_ref') ?? ''))
  return { items: present, more, earlier: items.length - present.length, all: items }
}

/** The programmes that another one says it continues, by their ids: those that are over. */
export async function readContinued(
  from: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
): Promise<ReadonlySet<string>> {
  const { items } = await readHeld(from, agency, programmes)
  return new Set(items.flatMap(({ record }) => fieldsOf(record).codes('continues_refs')))
}
