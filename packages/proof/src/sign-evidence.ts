import { toHex, utf8 } from '@enlace/core'
import { archiveLimits, encodeArchive } from './evidence-archive.ts'
import { encodeContents } from './evidence-contents.ts'
import { type EvidenceDraft, evidenceText, membersOf } from './evidence-file.ts'
import { sha256 } from './node-crypto.ts'
import { formatSignatureLine } from './note.ts'
import type { NoteSigner } from './signer.ts'

/** Writes and signs an evidence file. The same draft and key give the same bytes. Throws RangeError when a bound of the format is passed. */
export function signEvidence(draft: EvidenceDraft, signer: NoteSigner): Uint8Array {
  const { keys: _keys, covers: _covers, timestampRoots: _roots, records, ...about } = draft
  const members = membersOf(draft)
  if (members.size + 2 > archiveLimits.members) throw new RangeError('too many members')
  const contents = encodeContents({
    ...about,
    records: records.map(({ id, kind, modified, positions }) => ({
      id,
      kind,
      modified,
      positions: positions.map(({ origin, seq, role }) => ({ origin, seq, role })),
    })),
    members: [...members.keys()].sort().map((name) => {
      const bytes = members.get(name)!
      return { name, bytes: bytes.length, sha256: toHex(sha256(bytes)) }
    }),
  })
  const text = evidenceText(toHex(sha256(contents)))
  const line = formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature: signer.sign(utf8(text)) })
  return encodeArchive(members.set('contents', contents).set('contents.signed', utf8(`${text}\n${line}`)))
}
