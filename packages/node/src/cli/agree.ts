import { accept, fromUtf8, type Result, refuse } from '@enlace/core'
import { otherParty, parseAgreement, parseAgreementDraft } from '@enlace/policy'
import { parseNote, vkeyOf } from '@enlace/proof/node'
import { readConfig } from '../config.ts'
import { type AgreementFileRefusal, agreementFile, openAgreement, type SelfKey, type SignedAgreement } from '../store/agreements.ts'
import { writeFileDurably } from '../store/node-keys.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { readPartners } from '../store/partners.ts'
import { addSignature, signText } from '../store/signed-text.ts'

/**
 * Signs an agreement with this node's party key: a draft in any JSON layout becomes a note with the first signature, a note that the other
 * party signed gets the second. The person who runs this has read the text; the program only checks that it is one.
 */
export async function signAgreement(dataDir: string, file: Uint8Array): Promise<Result<string, AgreementFileRefusal>> {
  const { authority } = readConfig(dataDir)
  const agencies = authority.agencies.map(({ id }) => id)
  const { party } = await openNodeSigners(dataDir, authority, agencies)
  const draft = parseAgreementDraft(file)
  if (draft.ok) {
    if (otherParty(draft.value.agreement, authority.party) === undefined) return refuse('agreement_of_others')
    return accept(signText(fromUtf8(draft.value.text) ?? '', party))
  }
  const note = fromUtf8(file) ?? ''
  const parsed = parseNote(note)
  if (!parsed.ok) return refuse('agreement_text_invalid', { ...draft.detail, why: draft.reason })
  const agreement = parseAgreement(Buffer.from(parsed.value.text))
  if (!agreement.ok) return refuse('agreement_text_invalid', { ...agreement.detail, why: agreement.reason })
  if (otherParty(agreement.value, authority.party) === undefined) return refuse('agreement_of_others')
  if (parsed.value.signatures.some((line) => line.name === party.name && line.keyId === party.keyId)) return accept(note)
  return accept(addSignature(note, parsed.value.text, party))
}

/** Installs an agreement that both parties signed; it counts from the next start of the node. */
export async function installAgreement(
  dataDir: string,
  note: string,
  now: Date = new Date(),
): Promise<Result<SignedAgreement, AgreementFileRefusal>> {
  const opened = openAgreement(note, await readSelfKey(dataDir), await readPartners(dataDir, now))
  if (opened.ok) await writeFileDurably(agreementFile(dataDir, opened.value.agreement), note)
  return opened
}

async function readSelfKey(dataDir: string): Promise<SelfKey> {
  const { authority } = readConfig(dataDir)
  const signers = await openNodeSigners(
    dataDir,
    authority,
    authority.agencies.map(({ id }) => id),
  )
  return { party: authority.party, domain: authority.domain, partyKey: vkeyOf(signers.party) }
}
