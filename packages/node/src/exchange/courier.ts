import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Fault, fromUtf8 } from '@enlace/core'
import { type NoteSigner, noteLimits } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import type { CourierKey } from '../store/courier-key.ts'
import { listCourier, saveCourier } from '../store/courier-rows.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Lane } from '../store/log-names.ts'
import { type Log, readLog, type SignedTree } from '../store/logs.ts'
import { flushFolder, writeFileDurably } from '../store/node-keys.ts'
import type { Pairing } from '../store/pairing.ts'
import { type ExportSource, writeExport } from './courier-export.ts'
import { importExport } from './courier-import.ts'
import { type CourierManifest, manifestEnding, openManifest, receiptEnding, signManifest } from './courier-manifest.ts'
import { takeReceipt, writeReceipt } from './courier-receipt.ts'
import { hashFile, writeVolumes } from './courier-volumes.ts'
import { lanesOf, type OwnEpoch, type Partner, type PartnerLane } from './open-partner.ts'

/** Bytes of a volume unless told otherwise: what a stick with the commonest file system takes. */
export const defaultVolumeBytes = 4_000_000_000
export const minVolumeBytes = 65_536

export type CourierProgress = {
  readonly what: 'export' | 'import'
  readonly party: string | null
  readonly done: number
  readonly total: number
}
export type CourierFile = { readonly name: string; readonly sizeBytes: number }
export type MadeExport = {
  readonly id: string
  readonly party: string
  readonly files: readonly CourierFile[]
  readonly start: number
  readonly end: number
}
/** What was brought: entries [start, end) of which `stored` are new, our receipt for them, and how far the partner's receipt for ours now reaches. */
export type TakenCourier = {
  readonly party: string
  readonly start: number
  readonly end: number
  readonly stored: number
  readonly receipt: { readonly name: string; readonly text: string } | null
  readonly receiptedTo: number | null
}

type CourierLane = Omit<PartnerLane, 'seen'>

/** What a courier needs of a partner. */
export type CourierPartner = Pick<Partner, 'party' | 'signers' | 'keys'> & {
  readonly lanes: Readonly<Record<Lane, CourierLane>>
  readonly pairing: { readonly keys: Pairing['keys'] }
}

/** Exports and imports of one node, one at a time. Everything refused is a Fault `courier_…` that says why. */
export type Courier = {
  exportTo(request: { readonly party: string; readonly lane: Lane; readonly volumeBytes: number; readonly by: string }): Promise<MadeExport>
  importFrom(request: { readonly files: readonly string[]; readonly by: string }): Promise<TakenCourier>
  /** Our receipt over what came from a partner, as a file to carry. */
  receiptFor(party: string, lane: Lane): Promise<{ readonly name: string; readonly text: string }>
  /** Where a file of an export that waits to be fetched lies. */
  find(id: string, name: string): Promise<string>
  /** What is under way, and the last exports and imports with the files that still wait. */
  status(): Promise<{
    readonly busy: CourierProgress | null
    readonly history: readonly (Awaited<ReturnType<typeof listCourier>>[number] & { readonly files: readonly CourierFile[] })[]
  }>
}

const shownRows = 20
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Opens it over a node's partners. `folder` holds exports until they are fetched; it is the node's own. */
export function openCourier(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly files: FileStore
  readonly folder: string
  readonly self: { readonly party: string; readonly signer: NoteSigner; readonly key: CourierKey }
  readonly partners: () => readonly CourierPartner[]
  readonly sign: (logId: number) => Promise<SignedTree | undefined>
  readonly now: () => Date
  /** Writes into the journal what a person did. */
  readonly journal: (document: Readonly<Record<string, string | number>>) => Promise<void>
  readonly onReceipt: (party: string) => void
  readonly onChange: (party: string) => void
  readonly onAlarm: (code: string, origin: string) => void
}): Courier {
  const { sql, now, self } = options
  const outFolder = join(options.folder, 'out')
  let busy: CourierProgress | null = null

  function partnerOf(party: string): CourierPartner {
    const partner = options.partners().find((candidate) => candidate.party === party)
    if (partner === undefined) throw new Fault('partner_unknown', { party })
    return partner
  }

  async function alone<T>(what: CourierProgress['what'], party: string | null, work: () => Promise<T>): Promise<T> {
    if (busy !== null) throw new Fault('courier_busy')
    busy = { what, party, done: 0, total: 0 }
    try {
      return await work()
    } finally {
      busy = null
    }
  }
  const progress = (told: { readonly done: number; readonly total: number }): void => {
    if (busy !== null) busy = { ...busy, ...told }
  }

  /** What is carried next: of a log that ended, first what no receipt covers yet. */
  async function nextToCarry({ owns, out }: CourierLane): Promise<Log> {
    for (const { log } of owns) {
      const { size, receiptedSize, frozen } = await readLog(sql, log.logId)
      if (frozen === null && size > receiptedSize) return log
    }
    return out
  }

  function sourceOf(partner: CourierPartner, lane: Lane, out: Log): ExportSource {
    return {
      sql,
      keystore: options.keystore,
      files: options.files,
      logId: out.logId,
      origin: out.origin,
      sign: options.sign,
      receipt: async () => (await receiptOf(partner, lane))?.text,
      now,
      onAlarm: (code) => options.onAlarm(code, out.origin),
    }
  }

  /** Our receipt over the newest of its logs that has any entry under a checkpoint. */
  async function receiptOf({ lanes, signers }: CourierPartner, lane: Lane): ReturnType<typeof writeReceipt> {
    for (const { log, everKeys } of lanes[lane].theirs.toReversed()) {
      const receipt = await writeReceipt(sql, log.logId, everKeys, signers.receipt, now())
      if (receipt !== undefined) return receipt
    }
    return undefined
  }

  async function exportTo({ party, lane, volumeBytes, by }: Parameters<Courier['exportTo']>[0]): Promise<MadeExport> {
    const partner = partnerOf(party)
    const recipients = partner.pairing.keys.courier
    if (recipients.length === 0) throw new Fault('courier_key_unknown', { party })
    const id = randomUUID()
    const prefix = `${self.party}-${party}-${lane === 'routine' ? '' : `${lane}-`}`
    const name = `${prefix}${id.slice(0, 8)}`
    const draft = join(outFolder, `.${id}`)
    await mkdir(draft, { recursive: true, mode: 0o700 })
    try {
      const volumes = writeVolumes({ folder: draft, nameOf: (number) => `${name}.${number}.age`, recipients, volumeBytes })
      const log = await nextToCarry(partner.lanes[lane])
      const { start, end } = await writeExport(sourceOf(partner, lane, log), volumes.write, progress)
      const manifest: CourierManifest = {
        id,
        from: self.party,
        to: party,
        lane,
        epoch: log.epoch,
        madeAt: now().toISOString(),
        volumes: await volumes.close(),
      }
      await writeFileDurably(join(draft, `${name}${manifestEnding}`), signManifest(manifest, self.signer))
      await forgetOld(outFolder, prefix)
      await rename(draft, join(outFolder, id))
      await flushFolder(outFolder)
      const bytes = manifest.volumes.reduce((sum, volume) => sum + volume.size, 0)
      await options.journal({ by, courier: 'export', end, export: id, lane, party, start })
      await saveCourier(sql, { id, what: 'export', partner: party, lane, start, end, bytes, by, at: now() })
      // The link may meet a partner that has all of this.
      partner.lanes[lane].forgetSent()
      options.onChange(party)
      return { id, party, files: await listFiles(join(outFolder, id)), start, end }
    } catch (cause) {
      await rm(draft, { recursive: true, force: true })
      throw cause
    }
  }

  async function importFrom({ files, by }: { files: readonly string[]; by: string }): Promise<TakenCourier> {
    const sorted = await sortFiles(files)
    const receipt = sorted.notes.length === 1 && sorted.volumes.length === 0 ? receiptFrom(sorted.notes[0]?.text ?? '') : undefined
    if (receipt !== undefined) {
      const size = await takeFrom(receipt, sorted.notes[0]?.text ?? '', by)
      if (size === undefined) throw new Fault('courier_replayed')
      return { party: receipt.partner.party, start: 0, end: 0, stored: 0, receipt: null, receiptedTo: size }
    }
    if (sorted.notes.length === 0) throw new Fault('courier_manifest_missing')
    if (sorted.notes.length > 1) throw new Fault('courier_volume_foreign', { file: sorted.notes[1]?.name ?? '' })
    const keys = new Map(options.partners().map(({ party, pairing }) => [party, pairing.keys.party]))
    const opened = openManifest(sorted.notes[0]?.text ?? '', self.party, keys)
    if (!opened.ok) throw new Fault(opened.reason, { party: String(opened.detail?.party ?? '') })
    const manifest = opened.value
    const volumes = await matchVolumes(manifest, sorted.volumes)
    const partner = partnerOf(manifest.from)
    if (busy !== null) busy = { ...busy, party: partner.party }
    const { lane } = manifest
    const from = partner.lanes[lane].theirs.find(({ log }) => log.epoch === manifest.epoch)
    if (from === undefined) throw new Fault('courier_epoch_unknown', { epoch: manifest.epoch })
    const target = { sql, logId: from.log.logId, origin: from.log.origin, partnerKeys: from.keys, receiver: from.receiver }
    const taken = await importExport({ ...target, identity: self.key.identity, now }, volumes, progress)
    const about = taken.receipt === undefined ? undefined : receiptFrom(taken.receipt)
    const receiptedTo = about?.partner === partner ? await takeFrom(about, taken.receipt ?? '', by) : undefined
    if (taken.isKnown && receiptedTo === undefined) throw new Fault('courier_replayed')
    const bytes = manifest.volumes.reduce((sum, volume) => sum + volume.size, 0)
    await options.journal({ by, courier: 'import', end: taken.end, export: manifest.id, lane, party: partner.party, start: taken.start })
    await saveCourier(sql, { id: manifest.id, what: 'import', partner: partner.party, lane, ...range(taken), bytes, by, at: now() })
    options.onChange(partner.party)
    return {
      ...{ party: partner.party, ...range(taken), stored: taken.stored, receiptedTo: receiptedTo ?? null },
      receipt: taken.end > taken.start ? await receiptFor(partner.party, lane) : null,
    }
  }

  type CarriedReceipt = { readonly partner: CourierPartner; readonly lane: Lane; readonly own: OwnEpoch }

  function receiptFrom(text: string): CarriedReceipt | undefined {
    const origin = text.slice(0, Math.max(0, text.indexOf('\n')))
    for (const partner of options.partners()) {
      for (const { lane, owns } of lanesOf(partner)) {
        const own = owns.find(({ log }) => log.origin === origin)
        if (own !== undefined) return { partner, lane, own }
      }
    }
    return undefined
  }

  async function takeFrom({ partner, lane, own: { log, keys } }: CarriedReceipt, note: string, by: string): Promise<number | undefined> {
    const size = await takeReceipt({
      ...{ sql, logId: log.logId, note, now: now(), ownKeys: keys },
      receiptKeys: partner.keys.receipt,
      onAlarm: (code) => options.onAlarm(code, log.origin),
    })
    if (size === undefined) return undefined
    await options.journal({ by, courier: 'receipt', end: size, lane, party: partner.party })
    await saveCourier(sql, {
      id: randomUUID(),
      what: 'receipt',
      partner: partner.party,
      lane,
      start: 0,
      end: size,
      bytes: note.length,
      by,
      at: now(),
    })
    options.onReceipt(partner.party)
    return size
  }

  async function receiptFor(party: string, lane: Lane): Promise<{ name: string; text: string }> {
    const own = await receiptOf(partnerOf(party), lane)
    if (own === undefined) throw new Fault('courier_nothing')
    return { name: `${self.party}-${party}-${lane === 'routine' ? '' : `${lane}-`}${own.size}${receiptEnding}`, text: own.text }
  }

  return {
    exportTo: (request) => alone('export', request.party, () => exportTo(request)),
    importFrom: (request) => alone('import', null, () => importFrom(request)),
    receiptFor,
    find: async (id, name) => {
      if (!uuid.test(id) || !plainName.test(name)) throw new Fault('courier_file_unknown')
      const file = join(outFolder, id, name)
      const found = await stat(file).catch(() => undefined)
      if (found?.isFile() !== true) throw new Fault('courier_file_unknown')
      return file
    },
    status: async () => {
      const rows = await listCourier(sql, shownRows)
      const history = await Promise.all(
        rows.map(async (row) => ({ ...row, files: row.what === 'export' ? await listFiles(join(outFolder, row.id)) : [] })),
      )
      return { busy, history }
    },
  }
}

function range({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end }
}

type Sorted = {
  readonly notes: readonly { readonly name: string; readonly text: string }[]
  readonly volumes: readonly { readonly name: string; readonly file: string }[]
}

const ageHead = 'age-encryption.org/v1\n'

/** Tells volumes from notes by how they begin, whatever their names. What is neither counts as a volume, and will be refused by its hash. */
async function sortFiles(files: readonly string[]): Promise<Sorted> {
  const notes: { name: string; text: string }[] = []
  const volumes: { name: string; file: string }[] = []
  for (const file of files) {
    const { size } = await stat(file)
    const name = basename(file)
    const isNote = size <= noteLimits.characters && !name.endsWith('.age') && !(await readHead(file)).startsWith(ageHead)
    const text = isNote ? fromUtf8(await readFile(file)) : undefined
    if (text === undefined) volumes.push({ name, file })
    else notes.push({ name, text })
  }
  return { notes, volumes }
}

async function readHead(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(ageHead.length), 0, ageHead.length, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The volumes of a manifest in its order, known by their hashes. Throws the Fault that names the first file that is wrong. */
async function matchVolumes(manifest: CourierManifest, given: Sorted['volumes']): Promise<string[]> {
  const byHash = new Map<string, string>()
  const listed = new Set(manifest.volumes.map((volume) => volume.sha256))
  const names = new Set(manifest.volumes.map((volume) => volume.name))
  for (const { name, file } of given) {
    const { sha256 } = await hashFile(file)
    if (listed.has(sha256)) byHash.set(sha256, file)
    else if (names.has(name)) throw new Fault('courier_volume_damaged', { file: name })
    else throw new Fault('courier_volume_foreign', { file: name })
  }
  return manifest.volumes.map(({ name, sha256 }) => {
    const file = byHash.get(sha256)
    if (file === undefined) throw new Fault('courier_volume_missing', { file: name })
    return file
  })
}

async function listFiles(folder: string): Promise<CourierFile[]> {
  const names = (await readdir(folder).catch(() => [])).sort()
  return await Promise.all(names.map(async (name) => ({ name, sizeBytes: (await stat(join(folder, name))).size })))
}

/** Exports for the same partner that nobody needs any more: the new one holds all that they hold and is not receipted. */
async function forgetOld(folder: string, prefix: string): Promise<void> {
  const isOne = new RegExp(`^${prefix}[0-9a-f]{8}\\.`)
  for (const id of await readdir(folder).catch(() => [])) {
    const names = uuid.test(id) ? await readdir(join(folder, id)).catch(() => []) : []
    if (names.some((name) => isOne.test(name))) await rm(join(folder, id), { recursive: true, force: true })
  }
}
