import type { Suggestions } from '@enlace/api'
import type { Actor } from '@enlace/policy'
import { kindOf, kinds, nameTextOf } from '@enlace/records'
import { foldWords } from '../store/lexemes.ts'
import { beginningKey, wordsOfNames } from '../store/name-keys.ts'
import type { Unsealed } from '../store/record-cache.ts'
import { findByBeginnings } from '../store/search-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { findAlike } from './find-why.ts'
import { readWanted } from './read-wanted.ts'
import { noteReads, toSummary } from './show-record.ts'

/** Candidates that are opened for one suggestion, newest first. */
const maxCandidates = 120
const maxTyped = 6

/**
 * Records whose names begin with the words typed so far, or whose identifier it is. Keys narrow, the opened text decides: a record is offered only when
 * every word begins one of its names. Names that start with the first word come first, then the newest.
 */
export async function suggest(desk: Desk, actor: Actor, typed: string, limit: number): Promise<Suggestions['items']> {
  const words = foldWords(typed).slice(0, maxTyped)
  const joined = words.join('')
  const wanted = readWanted(desk.searchKey, typed)
  const ways = [words, ...(words.length > 1 && joined.length <= 40 && /\d/.test(joined) ? [[joined]] : [])]
    .map((way) => way.filter((word) => word.length >= 3))
    .filter((way) => way.length > 0)
  if (ways.length === 0 && wanted.identifiers.length === 0) return []
  const keys = ways.map((way) => way.map((word) => beginningKey(desk.searchKey, word)).filter((key) => key !== undefined))
  const versions = await findByBeginnings(desk.sql, keys, wanted.terms.identifiers, actor.agency, maxCandidates)
  const unsealed = await desk.cache.read(versions)
  const found = versions.flatMap((version, i) => {
    const text = unsealed[i]
    const judged = text === undefined ? undefined : judge(version, text, words, joined, wanted)
    return judged === undefined ? [] : [judged]
  })
  const best = found.sort((a, b) => b.rank - a.rank).slice(0, limit)
  noteReads(
    desk,
    actor,
    best.map((item) => item.version),
  )
  return best.map(({ version, text, why }) => ({ ...toSummary(version, text), why: why ?? null }))
}

function judge(version: StoredVersion, text: Unsealed, words: readonly string[], joined: string, wanted: ReturnType<typeof readWanted>) {
  const names = nameTextOf(kinds.get(version.kind) ?? kindOf(text.object), text.object)
  const folded = [...wordsOfNames(names)]
  const [why] = findAlike(version.kind, text.object, { ...wanted, typed: joined === '' ? [] : [...words, joined] })
  const begins = words.every((word) => word.length < 3 || folded.some((name) => name.startsWith(word)))
  const numbered = joined.length >= 3 && /\d/.test(joined) && folded.some((name) => name.startsWith(joined))
  const identified = why?.canonical !== undefined
  if (!begins && !numbered && !identified) return undefined
  const leads = foldWords(names[0] ?? '')[0]?.startsWith(words[0] ?? '') === true
  return { version, text, why, rank: identified || numbered ? 2 : leads ? 1 : 0 }
}
