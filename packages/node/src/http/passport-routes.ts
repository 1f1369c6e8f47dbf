import { createHash } from 'node:crypto'
import { type PassportPlan, type PassportRequestBody, routes } from '@enlace/api'
import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { PrintedPassport } from '@enlace/documents'
import { type Actor, mayDo } from '@enlace/policy'
import { kinds, titleOf } from '@enlace/records'
import { listPassports } from '../store/list-passports.ts'
import { journalOrigin } from '../store/log-names.ts'
import { markingOf } from './choose-evidence.ts'
import { type ChosenPassport, choosePassport, type ToldRecord } from './choose-passport.ts'
import type { Desk } from './desk.ts'
import type { DocumentWriter } from './document-writer.ts'
import type { EvidenceAbout, ShownVersion } from './evidence-services.ts'
import { findRecord } from './find-record.ts'
import { mount, sendAsIs } from './mount.ts'
import { namesOf, printTypes, readHow } from './print-routes.ts'
import { hexOf } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts the rights passport of a case: what would go, the passport itself, and those that were handed out. */
export function mountPassportRoutes(site: Site, desk: Desk, writer: DocumentWriter): void {
  mount(site, routes.listPassports, async ({ params }, actor) => {
    const { version } = await findRecord(desk, actor, 'case.list_passports', params.id)
    // An inspector of another agency sees that the case is there; to whom it was shown stays in the compartment.
    if (!mayDo(actor, 'record.read', { agency: version.agency, sharedWith: version.sharedWith }).allowed) throw new Fault('record_unknown')
    return { items: (await listPassports(desk.sql, desk.keystore, hexOf(version.rid))).map(showIssued) }
  })

  mount(site, routes.planPassport, async ({ params }, actor): Promise<PassportPlan> => {
    const chosen = await choosePassport(desk, actor, 'case.plan_passport', params.id, new Set())
    writer.warm()
    return {
      person: chosen.person ?? null,
      records: chosen.told.map(({ record, closed, struck }) => ({
        id: String(record.object.id),
        kind: record.kind,
        from: record.fromParty,
        title: titleOf(kinds.get(record.kind), record.object),
        content: typeof record.object.content === 'string' ? record.object.content : '',
        // Reading it is what the officer does next.
        closed: closed === 'unread' ? null : closed,
        struck,
      })),
      leftOut: [...chosen.leftOut],
      sendings: [...chosen.sendings],
    }
  })

  mount(site, routes.makePassport, async ({ params, body, language, reply }, actor) => {
    const { format } = body
    const how = readHow(desk, { ...body, format: format === 'zip' ? 'pdf' : format }, language)
    const chosen = await choosePassport(desk, actor, 'case.make_passport', params.id, new Set(body.opened))
    const about = aboutOf(desk, actor, body, chosen)
    const { draft, verdict } = await desk.services.evidence.prepare(about, shownOf(chosen))
    if (!verdict.ok) throw new Fault('log_frozen')
    const passport = toPrinted(desk, about, chosen, verdict.fingerprints)
    const write = async (languages: readonly string[]) =>
      await writer.write({ ...how, languages, names: namesOf(desk), subject: { passport } })
    const seqs = [chosen.version.seq, ...chosen.told.map(({ record }) => record.seq)]
    // The file names the office alone; the journal also who it was.
    const noted = { by: actor.user, passport: hexOf(chosen.version.rid), format, records: chosen.told.length }
    const name = `rights-passport-${about.madeAt.replaceAll(/[-:]|\.\d+/g, '')}`
    if (format !== 'zip') {
      const bytes = await write(how.languages)
      await desk.services.evidence.handOut(about, seqs, bytes, noted)
      noteTold(desk, actor, chosen)
      reply.type(printTypes[format]).header('content-disposition', `attachment; filename="${name}.${format}"`)
      return sendAsIs(bytes)
    }
    const covers = new Map<string, Uint8Array>()
    for (const each of desk.messages.languages) covers.set(each, await write([each]))
    const file = await desk.services.evidence.write({ ...draft, covers }, seqs, noted)
    noteTold(desk, actor, chosen)
    reply.type('application/zip').header('content-disposition', `attachment; filename="${name}.zip"`)
    return sendAsIs(file)
  })
}

function aboutOf(desk: Desk, actor: Actor, body: PassportRequestBody, { under }: ChosenPassport): EvidenceAbout {
  return {
    madeAt: desk.now().toISOString(),
    party: actor.party,
    agency: actor.agency,
    by: `${actor.agency}/${actor.role}`,
    recipient: { code: 'counsel', name: body.counsel.trim() },
    purpose: body.purpose.trim(),
    ground: under.length === 0 ? 'own_record' : 'proof_use',
    under: [...under],
    consents: [],
  }
}

/** The case itself only as an entry: its name and what it is about are the officers' words. */
function shownOf({ about, told }: ChosenPassport): ShownVersion[] {
  const shown = (record: ToldRecord['record'], show: ShownVersion['show']): ShownVersion => {
    const { object, kind, seq, modified } = record
    const at = typeof object.modified === 'string' ? object.modified : modified.toISOString()
    return { id: String(object.id), kind, modified: at, versionSeq: seq, show, unsent: true }
  }
  return [shown(about, 'entry'), ...told.map(({ record, closed }) => shown(record, closed === null ? 'object' : 'entry'))]
}

function toPrinted(
  desk: Desk,
  about: EvidenceAbout,
  chosen: ChosenPassport,
  fingerprints: PrintedPassport['fingerprints'],
): PrintedPassport {
  const { party, agency, recipient, purpose, madeAt } = about
  return {
    ...{ party, agency, purpose, fingerprints },
    madeAt: new Date(madeAt),
    counsel: recipient.name,
    person: chosen.person,
    reference: chosen.reference,
    markings: [...new Set(chosen.told.flatMap(({ record }) => markingOf({ text: record }) ?? []))],
    records: chosen.told.map(({ record, closed, object, struck }) => ({
      id: String(record.object.id),
      kind: record.kind,
      from: record.fromParty,
      object,
      closed,
      struck,
      position: { origin: journalOrigin(desk.authority), seq: record.seq },
      sha256: createHash('sha256').update(record.objectBytes).digest('hex'),
    })),
    sendings: chosen.sendings,
    leftOut: chosen.leftOut,
  }
}

function noteTold(desk: Desk, actor: Actor, { version, told }: ChosenPassport): void {
  desk.services.journalRead(actor, [version.rid, ...told.map(({ record }) => record.rid)])
}

function showIssued(document: JsonObject) {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  const { at, by, recipient, purpose, format, records, sha256 } = document
  return {
    at: text(at),
    by: text(by),
    counsel: isJsonObject(recipient) ? text(recipient.name) : '',
    purpose: text(purpose),
    format: text(format),
    records: typeof records === 'number' ? records : 0,
    sha256: text(sha256),
  }
}
