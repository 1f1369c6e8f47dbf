import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accept, Fault, type Result, refuse, utf8 } from '@enlace/core'
import { type Agreement, isInForce, otherParty, parseAgreement } from '@enlace/policy'
import { parseNote, type VerifierKey } from '@enlace/proof/node'
import { dataFolder } from './data-folder.ts'
import { type NodeName, partyKeyName } from './log-names.ts'
import type { Pairing } from './pairing.ts'
import { openText } from './signed-text.ts'

export type AgreementFileRefusal =
  | 'agreement_note_malformed'
  | 'agreement_text_invalid'
  | 'agreement_of_others'
  | 'agreement_partner_unknown'
  | 'agreement_signature_invalid'
  | 'agreement_not_signed_by_us'
  | 'agreement_not_signed_by_partner'

/** Who this node is and how its own signature is checked. */
export type SelfKey = NodeName & { readonly partyKey: VerifierKey }

/** An agreement in force between the two that signed it, and the note that proves it. */
export type SignedAgreement = { readonly agreement: Agreement; readonly partner: string; readonly note: string }

/**
 * Opens an agreement note: canonical text, and the party signatures of this node and of a paired partner below it
 * (docs/formats/agreement.md). Never throws.
 */
export function openAgreement(note: string, self: SelfKey, partners: readonly Pairing[]): Result<SignedAgreement, AgreementFileRefusal> {
  const parsed = parseNote(note)
  if (!parsed.ok) return refuse('agreement_note_malformed')
  const agreement = parseAgreement(utf8(parsed.value.text))
  if (!agreement.ok) return refuse('agreement_text_invalid', { ...agreement.detail, why: agreement.reason })
  const other = otherParty(agreement.value, self.party)
  if (other === undefined) return refuse('agreement_of_others')
  const partner = partners.find((pairing) => pairing.party === other)
  if (partner === undefined) return refuse('agreement_partner_unknown', { party: other })
  const opened = openText(note, [self.partyKey, partner.keys.party])
  if (!opened.ok) return refuse('agreement_signature_invalid')
  if (!opened.value.signedBy.includes(partyKeyName(self))) return refuse('agreement_not_signed_by_us')
  if (!opened.value.signedBy.includes(partyKeyName(partner))) return refuse('agreement_not_signed_by_partner', { party: other })
  return accept({ agreement: agreement.value, partner: other, note })
}

/** Where one edition of an agreement is kept. */
export function agreementFile(root: string, agreement: Agreement): string {
  return join(dataFolder(root).agreements, `${agreement.id}-${agreement.version}.note`)
}

/** The installed agreements, newest version first. Throws Fault `agreement_invalid` that names a file whose text or signatures no longer hold. */
export async function readAgreements(root: string, self: SelfKey, partners: readonly Pairing[]): Promise<readonly SignedAgreement[]> {
  const folder = dataFolder(root).agreements
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.note')).sort()
  const agreements = await Promise.all(
    files.map(async (file) => {
      const opened = openAgreement(await readFile(join(folder, file), 'utf8'), self, partners)
      if (!opened.ok) throw new Fault('agreement_invalid', { file, reason: opened.reason })
      return opened.value
    }),
  )
  return agreements.sort((a, b) => b.agreement.version - a.agreement.version)
}

/**
 * The edition that counts with a partner on a day. A version replaces the older ones of its agreement from the day it begins, for good: when it
 * ends they do not come back. Of several agreements the newest in force counts; where none is, the newest. Undefined: nothing may leave to it.
 */
export function agreementWith(
  agreements: readonly Pick<SignedAgreement, 'agreement' | 'partner'>[],
  partner: string,
  today: string,
): Agreement | undefined {
  const theirs = agreements
    .filter((signed) => signed.partner === partner)
    .map((signed) => signed.agreement)
    .sort((a, b) => b.version - a.version)
  const begun = theirs.filter(({ startsOn }) => startsOn <= today)
  const standing = begun.filter((one, i) => begun.findIndex(({ id }) => id === one.id) === i)
  return standing.find((agreement) => isInForce(agreement, today)) ?? standing[0] ?? theirs[0]
}
