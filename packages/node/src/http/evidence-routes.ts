import { type EvidencePlan, type EvidenceRequestBody, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { EvidenceCover } from '@enlace/documents'
import { type Actor, agreementReference, type EvidenceDecision, mayDo } from '@enlace/policy'
import type { EvidenceVerdict } from '@enlace/proof/node'
import { labelOf } from '../store/say-label.ts'
import { type ChosenRecord, chooseEvidence, markingOf } from './choose-evidence.ts'
import type { Desk } from './desk.ts'
import type { DocumentWriter } from './document-writer.ts'
import type { EvidenceAbout } from './evidence-services.ts'
import { mount, sendAsIs } from './mount.ts'
import { namesOf } from './print-routes.ts'
import { noteReads } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts the evidence file: first what would happen, then the file. A file and a refusal are in the journal before they are answered. */
export function mountEvidenceRoutes(site: Site, desk: Desk, writer: DocumentWriter): void {
  mount(site, routes.planEvidence, async ({ body }, actor) => {
    const { chosen, more } = await chooseEvidence(desk, actor, 'evidence.ask', body)
    if (mayDo(actor, 'evidence.make', { agency: actor.agency }).allowed) writer.warm()
    return planOf(desk, chosen, more)
  })

  mount(site, routes.makeEvidence, async ({ body, reply }, actor) => {
    const { chosen, more } = await chooseEvidence(desk, actor, 'evidence.make', body)
    if (chosen.length === 0) throw new Fault('record_unknown')
    if (more) throw new Fault('evidence_too_large', { records: chosen.length })
    const about = aboutOf(desk, actor, body, chosen)
    const seqs = chosen.map((one) => one.version.seq)
    const refused = chosen.flatMap(({ decision }, i) => (decision.outcome === 'refuse' ? [{ i, decision }] : []))
    if (refused.length > 0) {
      await desk.services.evidence.refuse(about, seqs, [...new Set(refused.map(({ decision }) => decision.reason))])
      const problems = refused.map(({ i, decision }) => ({
        field: `/records/${i}`,
        code: decision.explanation.code,
        values: decision.explanation.values,
      }))
      throw new Fault('evidence_refused', {}, { problems })
    }
    const { draft, verdict } = await desk.services.evidence.prepare(
      about,
      chosen.map(({ id, version, modified, show }) => ({ id, kind: version.kind, modified, versionSeq: version.seq, show })),
    )
    if (!verdict.ok) throw new Fault('log_frozen')
    const cover = coverOf(about, chosen, verdict)
    const covers = new Map<string, Uint8Array>()
    for (const language of desk.messages.languages) {
      covers.set(
        language,
        await writer.write({ format: 'pdf', languages: [language], zone: 'UTC', names: namesOf(desk), subject: { evidence: cover } }),
      )
    }
    const file = await desk.services.evidence.write({ ...draft, covers }, seqs)
    noteReads(
      desk,
      actor,
      chosen.map((one) => one.version),
    )
    // Nothing of what the records say: a file's name is seen in lists, logs and mail.
    const name = `evidence-${about.madeAt.replaceAll(/[-:]|\.\d+/g, '')}.zip`
    reply.type('application/zip').header('content-disposition', `attachment; filename="${name}"`)
    return sendAsIs(file)
  })
}

function planOf(desk: Desk, chosen: readonly ChosenRecord[], more: boolean): EvidencePlan {
  const partners = [...new Set([...chosen.flatMap((one) => one.partners)])]
  return {
    items: chosen.map((one) => ({
      id: one.id,
      kind: one.version.kind,
      title: one.title ?? null,
      modified: one.modified,
      from: one.version.fromParty,
      partners: [...one.partners],
      show: one.show,
      open: one.decision.outcome === 'open',
      explanation: said(one.decision.explanation),
      warnings: warningsOf(one.decision),
    })),
    more,
    open: !more && chosen.length > 0 && chosen.every((one) => one.decision.outcome === 'open'),
    clauses: partners.flatMap((party) => {
      const agreement = desk.services.evidence.agreementWith(party)
      if (agreement === undefined) return []
      const { mayShowTo, consent, onCourtOrder, clause } = agreement.proofUse
      return [
        {
          agreement: agreementReference(agreement),
          party,
          title: labelOf({ ...agreement.title }),
          mayShowTo: [...mayShowTo],
          consent,
          onCourtOrder,
          ...(clause === undefined ? {} : { clause: labelOf({ ...clause }) }),
        },
      ]
    }),
  }
}

function aboutOf(desk: Desk, actor: Actor, wish: EvidenceRequestBody, chosen: readonly ChosenRecord[]): EvidenceAbout {
  const opened = chosen.flatMap(({ decision }) => (decision.outcome === 'open' ? [decision] : []))
  const { code } = wish.recipient
  const order = wish.order?.trim() ?? ''
  return {
    madeAt: desk.now().toISOString(),
    party: actor.party,
    agency: actor.agency,
    by: actor.user,
    recipient: wish.recipient,
    purpose: wish.purpose.trim(),
    ground: opened.length > 0 && opened.every((decision) => decision.ground === 'own_record') ? 'own_record' : wish.ground,
    ...(order === '' ? {} : { order }),
    under: [...new Set(opened.flatMap((decision) => decision.under))],
    consents: wish.consents,
    // What a party is shown of what it wrote or received says nothing of others.
    ...(chosen.some((one) => one.partners.includes(code)) ? { onlyWith: code } : {}),
  }
}

function coverOf(about: EvidenceAbout, chosen: readonly ChosenRecord[], verdict: EvidenceVerdict): EvidenceCover {
  const { recipient, purpose, ground, order, under, consents, party, agency, by } = about
  const warnings = new Map(
    chosen.flatMap((one) => warningsOf(one.decision)).map((warning) => [`${warning.code} ${JSON.stringify(warning.values)}`, warning]),
  )
  return {
    ...{ madeAt: new Date(about.madeAt), party, agency, by, recipient, purpose, ground, order, under, consents },
    markings: [...new Set(chosen.filter((one) => one.show === 'record').flatMap((one) => markingOf(one) ?? []))],
    records: chosen.map((one, i) => ({
      id: one.id,
      kind: one.version.kind,
      title: one.show === 'record' ? one.title : undefined,
      modified: one.modified,
      show: one.show,
      proves: verdict.records[i]?.proves ?? verdict.proves,
      doesNotProve: verdict.records[i]?.doesNotProve ?? verdict.doesNotProve,
    })),
    warnings: [...warnings.values()],
    fingerprints: verdict.fingerprints,
  }
}

function warningsOf(decision: EvidenceDecision) {
  return decision.outcome === 'open' ? decision.warnings.map(({ code, values }) => said({ code: `evidence_warn_${code}`, values })) : []
}

function said({ code, values }: { readonly code: string; readonly values: Readonly<Record<string, string | number>> }) {
  return { code, values: { ...values } }
}
