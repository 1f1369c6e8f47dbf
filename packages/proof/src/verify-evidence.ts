import { toHex, utf8 } from '@enlace/core'
import {
  checkPosition,
  type EvidenceOptions,
  type EvidenceStep,
  isReleaseKeyOf,
  memberText,
  nothing,
  type PositionStepCode,
} from './check-evidence-position.ts'
import { askSha256, askVerify, type Work } from './crypto-port.ts'
import { type Members, parseArchive } from './evidence-archive.ts'
import { type EvidenceContents, type EvidencePlace, parseContents } from './evidence-contents.ts'
import { evidenceText, positionFolder } from './evidence-file.ts'
import { type DoesNotProveCode, type ProvesCode, toInstant, type Verdict } from './explain-proof.ts'
import { type KeyTerm, readTermLine } from './key-terms.ts'
import { parseNote } from './note.ts'
import { type VerifierKey, verifierKeyWork } from './verifier-key.ts'

type Values = Readonly<Record<string, string | number>>

/** Checks of the whole file, in their order; a check whose ground failed is not made. */
export type FileStepCode = 'archive_read' | 'keys_read' | 'contents_read' | 'contents_signed' | 'contents_key_revoked' | 'members_whole'
export type EvidenceVerdict = {
  readonly ok: boolean
  readonly steps: readonly EvidenceStep<FileStepCode>[]
  /** What the file says of itself, as far as it could be read; believed only when `ok`. */
  readonly contents: EvidenceContents | null
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly positions: readonly { readonly place: EvidencePlace; readonly steps: readonly EvidenceStep<PositionStepCode>[] }[]
    readonly proves: Verdict['proves']
    readonly doesNotProve: Verdict['doesNotProve']
  }[]
  readonly proves: { readonly code: ProvesCode | 'several'; readonly values: Values }
  readonly doesNotProve: { readonly code: DoesNotProveCode | 'several'; readonly values: Values }
  /** SHA-256 of each key that the verdict rests on, to be compared with what its owner published. */
  readonly fingerprints: readonly { readonly name: string; readonly sha256: string }[]
}

/** Checks an evidence file whole (docs/formats/evidence.md). One failed check and nothing is proved. Never throws. */
export function* verifyEvidenceWork(bytes: Uint8Array, options: EvidenceOptions = {}): Work<EvidenceVerdict> {
  const steps: EvidenceStep<FileStepCode>[] = []
  const note = (code: FileStepCode, ok: boolean, values: Values = {}): boolean => {
    steps.push({ code, ok, values })
    return ok
  }
  const archive = parseArchive(bytes)
  if (!note('archive_read', archive.ok, archive.ok ? { bytes: bytes.length } : {}) || !archive.ok) return failed(steps, null)
  const members = archive.value
  const read = yield* readKeys(options.trustedKeys ?? memberText(members, 'keys') ?? '')
  const source = options.trustedKeys === undefined ? 'embedded' : 'given'
  if (!note('keys_read', read !== undefined, { source }) || read === undefined) return failed(steps, null)
  const { keys, terms } = read
  const parsed = parseContents(members.get('contents') ?? new Uint8Array(0))
  if (!note('contents_read', parsed.ok) || !parsed.ok) return failed(steps, null)
  const contents = parsed.value
  const signer = yield* signerOf(members, contents, keys)
  if (!note('contents_signed', signer !== undefined, { by: signer?.name ?? '' })) return failed(steps, contents)
  const gone = terms.find(({ name, keyId }) => name === signer?.name && keyId === signer.id)
  if (gone !== undefined && !note('contents_key_revoked', isMadeBefore(contents, gone), { by: gone.name, at: toInstant(gone.revokedAt) })) {
    return failed(steps, contents)
  }
  const whole = yield* membersHold(members, contents)
  if (!note('members_whole', whole, { members: contents.members.length })) return failed(steps, contents)

  const used = new Map<string, VerifierKey>(signer === undefined ? [] : [[signer.id, signer]])
  const records: EvidenceVerdict['records'][number][] = []
  for (const [r, record] of contents.records.entries()) {
    const positions: EvidenceVerdict['records'][number]['positions'][number][] = []
    let best: Pick<Verdict, 'proves' | 'doesNotProve'> | undefined
    for (const [p, place] of record.positions.entries()) {
      const checked = yield* checkPosition(members, positionFolder(r, p), place, record, { ...options, keys, terms, used })
      positions.push({ place, steps: checked.steps })
      if (best === undefined || strength.indexOf(checked.proves.code) > strength.indexOf(best.proves.code)) best = checked
    }
    const { id, kind } = record
    const { proves, doesNotProve } = positions.every((each) => each.steps.every((step) => step.ok)) && best !== undefined ? best : nothing
    records.push({ id, kind, positions, proves, doesNotProve })
  }
  const ok = records.every((record) => record.proves.code !== 'nothing')
  return { ok, steps, contents, records, ...summed(ok, records), fingerprints: yield* fingerprintsOf([...used.values()]) }
}

const strength: readonly ProvesCode[] = ['nothing', 'entry_only', 'kept', 'offered', 'held', 'receipted']

function failed(steps: EvidenceVerdict['steps'], contents: EvidenceContents | null): EvidenceVerdict {
  return { ok: false, steps, contents, records: [], ...nothing, fingerprints: [] }
}

function summed(ok: boolean, records: EvidenceVerdict['records']): Pick<EvidenceVerdict, 'proves' | 'doesNotProve'> {
  const [only] = records
  if (!ok || only === undefined) return nothing
  if (records.length === 1) return { proves: only.proves, doesNotProve: only.doesNotProve }
  const values = { records: records.length }
  return { proves: { code: 'several', values }, doesNotProve: { code: 'several', values } }
}

type ReadKeys = { readonly keys: readonly VerifierKey[]; readonly terms: readonly KeyTerm[] }

/** Keys one a line, and as in a policy comments that state what became of them. */
function* readKeys(text: string): Work<ReadKeys | undefined> {
  const lines = text.split('\n').filter((line) => line !== '')
  if (lines.length > 512 || text.length > 262_144) return undefined
  const keys: VerifierKey[] = []
  const terms: KeyTerm[] = []
  for (const line of lines) {
    const stated = readTermLine(line)
    if (stated === 'malformed') return undefined
    if (stated !== undefined && 'term' in stated) terms.push(stated.term)
    if (line.startsWith('#')) continue
    const key = yield* verifierKeyWork(line)
    if (!key.ok) return undefined
    keys.push(key.value)
  }
  return keys.length === 0 || keys.length > 256 ? undefined : { keys, terms }
}

/** Who stole a key makes files of any date; one that was replaced in good order is believed for what it dated before. */
function isMadeBefore({ madeAt }: EvidenceContents, { reason, revokedAt }: KeyTerm): boolean {
  return reason === 'superseded' && Date.parse(madeAt) / 1000 < revokedAt
}

/** The release key that signed the contents, of the party whose own logs they speak of. */
function* signerOf(members: Members, contents: EvidenceContents, keys: readonly VerifierKey[]): Work<VerifierKey | undefined> {
  const note = parseNote(memberText(members, 'contents.signed') ?? '')
  const hash = toHex(yield* askSha256(members.get('contents')!))
  if (!note.ok || note.value.text !== evidenceText(hash)) return undefined
  let found: VerifierKey | undefined
  for (const line of note.value.signatures) {
    const key = keys.find((each) => each.type === 0x01 && each.name === line.name && each.id === line.keyId)
    if (key === undefined) continue
    if (!(yield* askVerify('ed25519', key.publicKey, utf8(note.value.text), line.signature))) return undefined
    found ??= key
  }
  const own = contents.records.flatMap((record) => record.positions.filter((place) => place.role !== 'in'))
  return found !== undefined && own.every((place) => isReleaseKeyOf(found.name, place.origin)) ? found : undefined
}

function* membersHold(members: Members, contents: EvidenceContents): Work<boolean> {
  if (members.size !== contents.members.length + 2) return false
  const seen = new Set(['contents', 'contents.signed'])
  for (const { name, bytes, sha256 } of contents.members) {
    const member = members.get(name)
    if (member === undefined || seen.has(name) || member.length !== bytes) return false
    seen.add(name)
    if (toHex(yield* askSha256(member)) !== sha256) return false
  }
  return true
}

function* fingerprintsOf(keys: readonly VerifierKey[]): Work<EvidenceVerdict['fingerprints']> {
  const list: EvidenceVerdict['fingerprints'][number][] = []
  for (const key of keys) list.push({ name: key.name, sha256: toHex(yield* askSha256(Uint8Array.of(key.type, ...key.publicKey))) })
  return list.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.sha256 < b.sha256 ? -1 : 1))
}
