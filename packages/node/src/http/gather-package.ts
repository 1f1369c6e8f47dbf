import { Fault, type Json } from '@enlace/core'
import type { Enclosure, PrintedFile, PrintedFolder, PrintedRequest } from '@enlace/documents'
import { type Actor, clocksOfRequest, lastDayOf, stateOfRequest } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import { findFiles } from '../store/file-rows.ts'
import { listNotes } from '../store/list-notes.ts'
import { type RequestCase, readRequest, stepField } from '../store/read-request.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { ownIdOf } from './find-record.ts'
import { gatherRecord } from './gather-record.ts'

/** Most records that one package holds, and most bytes of files that are opened for it: beyond that a file is listed only. */
const maxEnclosures = 200
const maxFileBytes = 8_000_000
const maxAllFileBytes = 64_000_000

type Wanted = { readonly id: string; readonly document?: string | undefined; readonly said: boolean }

/** A record with what goes with it, as the reader may see it; `rids` are of everything that was opened. Throws as `gatherRecord` does. */
export async function gatherPackage(
  desk: Desk,
  actor: Actor,
  asked: { readonly id: string; readonly purpose: string | undefined },
): Promise<{ readonly folder: PrintedFolder | PrintedRequest; readonly rids: readonly Uint8Array[] }> {
  const { record, rid, version } = await gatherRecord(desk, actor, asked.id, asked.purpose)
  const found = version.kind === 'request' ? await readRequest(desk.sql, desk.keystore, rid) : undefined
  const form = found === undefined ? undefined : desk.requests.forms.get(found.form)
  const standing = found === undefined ? undefined : stateOfRequest(form, found.facts, found.steps)
  const counted = new Set(standing?.steps.flatMap(({ id, aside }) => (aside === null ? [id] : [])))
  const order = form?.documents.map(({ id }) => id) ?? []
  const named = textsOf(record.object.object_refs)
    .filter((id) => id !== record.object.created_by_ref)
    .map((id) => ({ id, said: false }))
  const carrying = found === undefined ? [] : await notesThatCarry(desk, actor, rid)
  const wanted = inOrder([...(found === undefined ? [] : given(found, counted)), ...carrying, ...named], order).slice(0, maxEnclosures)
  const opened = await openAll(desk, actor, wanted, asked.purpose)
  const files = await readFilesOf(desk, version, budget())
  // The record's own files come first, on a sheet of their own.
  const own: Enclosure[] = files.length === 0 ? [] : [{ id: record.id, record, files, own: true }]
  const enclosures = [...own, ...opened.enclosures]
  const rids = [rid, ...opened.rids]
  if (found === undefined || standing === undefined) return { folder: { record, enclosures }, rids }
  const { lawOf, calendarOf } = desk.requests
  const source = (rule: { readonly instrument?: string; readonly article?: string; readonly verified: boolean }) => ({
    law: rule.instrument === undefined ? null : (lawOf(rule.instrument) ?? null),
    article: rule.article ?? null,
    verified: rule.verified,
  })
  const sides = [found.facts.requesting, found.facts.requested]
  const instruments = form?.instruments.flatMap((id) => desk.law.instruments.get(id) ?? []) ?? []
  const authorities = instruments.flatMap((one) => one.authorities).filter(({ party }) => sides.includes(party))
  const folder: PrintedRequest = {
    record,
    form: form?.title ?? null,
    requesting: found.facts.requesting,
    requested: found.facts.requested,
    state: form?.course.states[standing.state ?? '']?.title ?? null,
    instruments: instruments.map(({ title, reference }) => ({ title, reference })),
    authorities: [...new Map(authorities.map((one) => [`${one.party} ${one.name.en}`, one])).values()],
    documents: (form?.documents ?? []).map((rule) => ({
      ...source(rule),
      id: rule.id,
      title: rule.title,
      by: rule.by === 'requesting' ? found.facts.requesting : found.facts.requested,
      translation: rule.translation,
      state: standing.documents[rule.id] ?? 'missing',
    })),
    clocks:
      form === undefined
        ? []
        : clocksOfRequest(form, found.facts, standing.events, calendarOf, desk.now().toISOString()).map(
            ({ rule, instrument, owner, clock }) => ({
              ...source({ ...rule, instrument }),
              title: rule.title,
              owner,
              state: clock?.state ?? 'cannot_compute',
              lastDay: lastDayOf(rule, clock),
              dueAt: clock?.dueAt ?? null,
            }),
          ),
    steps: standing.steps.flatMap(({ id, aside }) => {
      const step = found.steps.find((one) => one.id === id)
      if (step === undefined) return []
      const { object } = step.record
      const field = (name: string) => stepField(object, name) ?? null
      return [
        {
          step: step.step,
          by: step.by,
          at: step.at,
          aside: aside !== null,
          // What its author took back is listed as such, and nothing of it but that.
          content: step.withdrawn === true || typeof object.content !== 'string' ? '' : object.content,
          ground: form?.grounds.find((rule) => rule.id === field('ground'))?.title ?? null,
          court: field('court'),
          number: field('number'),
          day: field('day'),
          document: form?.documents.find((rule) => rule.id === field('document'))?.title ?? null,
          documentState: field('document_state'),
        },
      ]
    }),
    enclosures,
  }
  return { folder, rids }
}

/** The diplomatic notes by which a request goes, those that the reader may see. */
async function notesThatCarry(desk: Desk, actor: Actor, request: Uint8Array): Promise<Wanted[]> {
  const versions = await listNotes(desk.sql, { agency: actor.agency, party: actor.party, request })
  const texts = await desk.cache.read(versions)
  return texts.flatMap((text) => (typeof text?.object.id === 'string' ? [{ id: text.object.id, said: false }] : []))
}

/** Records that steps gave, with the document of the checklist that the step is about. */
function given({ steps }: RequestCase, counted: ReadonlySet<string>): Wanted[] {
  return steps
    .filter(({ id }) => counted.has(id))
    .flatMap(({ record: { object }, document }) =>
      textsOf(readField(kinds.get('request-step'), object, 'gives')).map((id) => ({ id, document, said: true })),
    )
}

/** Each once, those of the checklist first and in its order. */
function inOrder(wanted: readonly Wanted[], order: readonly string[]): Wanted[] {
  const once = new Map<string, Wanted>()
  for (const one of wanted) if (once.get(one.id)?.document === undefined) once.set(one.id, { ...once.get(one.id), ...one })
  const place = ({ document }: Wanted) => (document === undefined || !order.includes(document) ? order.length : order.indexOf(document))
  return [...once.values()].sort((a, b) => place(a) - place(b))
}

/** Opens what the reader may see. What a step gave and they may not see is named; what the record merely is about is left out. */
async function openAll(
  desk: Desk,
  actor: Actor,
  wanted: readonly Wanted[],
  purpose: string | undefined,
): Promise<{ readonly enclosures: Enclosure[]; readonly rids: Uint8Array[] }> {
  const left = budget()
  const [enclosures, rids]: [Enclosure[], Uint8Array[]] = [[], []]
  for (const { id, document, said } of wanted) {
    const found = await gatherRecord(desk, actor, await ownIdOf(desk, id), purpose).catch((cause: unknown) => {
      if (cause instanceof Fault) return undefined
      throw cause
    })
    if (found === undefined && said) enclosures.push({ id, document, files: [] })
    if (found === undefined) continue
    enclosures.push({ id, document, record: found.record, files: await readFilesOf(desk, found.version, left) })
    rids.push(found.rid)
  }
  return { enclosures, rids }
}

type Budget = { bytes: number }
const budget = (): Budget => ({ bytes: maxAllFileBytes })

async function readFilesOf(desk: Desk, version: StoredVersion, left: Budget): Promise<PrintedFile[]> {
  const [text] = await desk.cache.read([version])
  if (text === undefined || text.files.length === 0) return []
  const owner = { agency: version.agency, fromParty: version.fromParty }
  const files: PrintedFile[] = []
  for (const { name, sha256, sizeBytes, type } of text.files) {
    const [row] = await findFiles(desk.sql, [desk.files.digest(owner, sha256)])
    const held = row !== undefined && row.slot !== null && row.whole
    const opens = held && sizeBytes <= Math.min(maxFileBytes, left.bytes) && (type === 'application/pdf' || type === 'text/plain')
    const source = opens ? desk.files.read(row) : undefined
    left.bytes -= source === undefined ? 0 : sizeBytes
    files.push({
      name,
      sha256,
      sizeBytes,
      type,
      held,
      ...(source === undefined ? {} : { bytes: Buffer.concat(await Array.fromAsync(source)) }),
    })
  }
  return files
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
