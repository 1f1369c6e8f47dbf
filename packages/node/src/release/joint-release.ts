import { randomUUID } from 'node:crypto'
import { Fault, type JsonObject } from '@enlace/core'
import { type ClockDifference, isBeyond, type ReleaseState, releaseLeadMs, stateOfRelease } from '@enlace/policy'
import {
  type CertificateAct,
  firstDifference,
  type NoteSigner,
  type ReleaseCertificate,
  signReleaseCertificate,
  type TextDifference,
} from '@enlace/proof/node'
import { type Kind, kinds } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { type HeldDraft, type JointReading, listOpenCertificates, readDrafts } from '../store/read-joint.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'

/** What a first key asks for, and a second confirms. */
export type JointRelease = {
  readonly draft: string
  /** SHA-256 of the exact text that was on the screen. */
  readonly sha256: string
  /** RFC 3339, a whole second. */
  readonly at: string
  readonly embargo: string
  readonly agency: string
}

/** Writes a record of the node itself, as one of an agency; answers its place in the journal. */
export type WriteOwn = (record: { readonly object: JsonObject; readonly envelope: JsonObject; readonly agency: string }) => Promise<number>

/** A release as pages show it: where it stands, and where two texts begin to differ. */
export type ShownRelease = { readonly state: ReleaseState; readonly difference: TextDifference | null }

/** So long before an instant its moment is waited for exactly. */
const nearMs = 2_000

/**
 * The release of joint statements: certificates signed with the party's key, and the moment at which this node publishes by itself, asking nobody
 * (docs/formats/joint-statement.md).
 */
export function createJointRelease(options: {
  readonly reading: JointReading
  readonly searchKey: Uint8Array
  readonly party: string
  readonly signer: NoteSigner
  /** Partners' clocks against ours, where they were measured. */
  readonly clocks: () => ReadonlyMap<string, ClockDifference>
  readonly write: WriteOwn
  readonly now: () => Date
  /** This node has published: what the public reads is to be made anew at once. */
  readonly onPublished: () => void
  /** An instant is near: look again then. */
  readonly wakeIn: (ms: number) => void
}) {
  const { reading, party, now } = options

  /** Refuses what cannot be signed; answers the draft. Both keys are asked the same. */
  async function check({ draft, sha256, at, agency }: JointRelease): Promise<HeldDraft> {
    const held = await find(draft, agency)
    const { state } = show(held)
    if (state.state === 'published') throw new Fault('joint_released')
    if (held.text === undefined) throw new Fault('joint_open')
    if (held.text.sha256 !== sha256) throw new Fault('joint_text_changed')
    const instant = Date.parse(at)
    if (Number.isNaN(instant) || instant % 1000 !== 0 || instant < now().getTime() + releaseLeadMs) throw new Fault('joint_instant_past')
    if ([...options.clocks()].some(([other, clock]) => held.records.facts.parties.includes(other) && isBeyond(clock)))
      throw new Fault('joint_clocks_differ')
    const others = state.signed.filter(
      ({ certificate, withdrawn }) => certificate.from !== party && withdrawn === null && certificate.at > now().getTime(),
    )
    if (others.some(({ certificate }) => certificate.sha256 !== sha256 || certificate.at !== instant))
      throw new Fault('joint_certificates_differ')
    return held
  }

  /** Signs what two persons asked for and writes it down. Signed already, it stands as it is. */
  async function certify(asked: JointRelease, words: string): Promise<number> {
    const held = await check(asked)
    const mine = show(held).state.signed.find(({ certificate }) => certificate.from === party)
    const at = Date.parse(asked.at)
    if (mine?.withdrawn === null && mine.certificate.sha256 === asked.sha256 && mine.certificate.at === at) return 0
    return await write(held, 'certifies', { sha256: asked.sha256, at, embargo: asked.embargo }, words)
  }

  /** Takes our own certificate back, while its instant has not come. */
  async function withdraw(asked: { readonly draft: string; readonly agency: string; readonly reason: string }): Promise<number> {
    const held = await find(asked.draft, asked.agency)
    const { signed, state } = show(held).state
    const mine = signed.find(({ certificate }) => certificate.from === party)
    if (state === 'published') throw new Fault('joint_released')
    if (mine === undefined || mine.withdrawn !== null) throw new Fault('joint_not_signed')
    const { sha256, at, embargo } = mine.certificate
    if (at <= now().getTime()) throw new Fault('joint_instant_past')
    return await write(held, 'withdraws', { sha256, at, embargo }, asked.reason)
  }

  const done = new Set<string>()

  /** Publishes what is due, and waits for what is near. Each is decided from the records that are here, whether or not the link stands. */
  async function step(): Promise<boolean> {
    const open = (await listOpenCertificates(reading.sql, party)).filter(({ rid }) => !done.has(hexOf(rid)))
    const records = await readStoredRecords(
      reading.sql,
      reading.keystore,
      open.map(({ seq }) => seq),
    )
    for (const record of records.filter((one) => fieldsOf(one).text('act') !== 'certifies')) done.add(hexOf(record.rid))
    for (const record of records.filter((one) => fieldsOf(one).text('act') === 'certifies')) await look(record)
    return false
  }

  async function look(record: StoredRecord): Promise<void> {
    const { text } = fieldsOf(record)
    const waitMs = Date.parse(text('release_at') ?? '') - now().getTime()
    if (waitMs > nearMs) return
    if (waitMs > 0) return options.wakeIn(waitMs)
    const held = await findOr(text('draft_ref') ?? '', record.agency)
    if (held === undefined) return
    const { state } = show(held).state
    if (state === 'published' || state === 'withdrawn' || state === 'lapsed') done.add(hexOf(record.rid))
    if (state !== 'due') return
    const mine = show(held).state.signed.find(({ certificate }) => certificate.from === party)?.certificate
    if (mine === undefined || mine.id !== String(record.object.id)) return
    await write(held, 'published', mine, '')
    options.onPublished()
    done.add(hexOf(record.rid))
  }

  function show(held: HeldDraft): ShownRelease {
    const { certificates, records } = held
    const { parties } = records.facts
    const state = stateOfRelease({ own: party, parties, held: certificates, now: now().getTime(), clocks: options.clocks() })
    const texts = state.signed.flatMap(({ certificate, withdrawn }) =>
      withdrawn === null ? (certificates.find(({ id }) => id === certificate.id)?.exactText ?? []) : [],
    )
    const all = held.text === undefined ? texts : [held.text.exact, ...texts]
    const other = all.find((one) => one !== all[0])
    return { state, difference: other === undefined ? null : (firstDifference(all[0] ?? '', other) ?? null) }
  }

  async function find(draft: string, agency: string): Promise<HeldDraft> {
    const held = await findOr(draft, agency)
    if (held === undefined) throw new Fault('record_unknown')
    return held
  }

  async function findOr(draft: string, agency: string): Promise<HeldDraft | undefined> {
    return (await readDrafts(reading, agency, recordDigest(options.searchKey, draft))).items[0]
  }

  async function write(
    held: HeldDraft,
    act: CertificateAct,
    { sha256, at, embargo }: Pick<ReleaseCertificate, 'sha256' | 'at' | 'embargo'>,
    words: string,
  ): Promise<number> {
    const made = now().getTime()
    const { parties, id } = held.records.facts
    const certificate: ReleaseCertificate = { act, by: party, parties, made, sha256, at, embargo }
    const kind = kinds.get('release-certificate') as Kind
    const time = new Date(made).toISOString()
    const object: JsonObject = {
      type: kind.stixType,
      spec_version: '2.1',
      id: `${kind.stixType}--${randomUUID()}`,
      created: time,
      modified: time,
      abstract: `${held.records.facts.title.en}: ${act}`,
      content: words === '' ? act : words,
      object_refs: [id],
      extensions: {
        [String(kind.extension)]: {
          extension_type: 'property-extension',
          draft_ref: id,
          act,
          release_at: new Date(at).toISOString(),
          sha256,
          signed_note: signReleaseCertificate(certificate, options.signer),
          ...(act === 'certifies' ? { exact_text: held.text?.exact ?? '' } : {}),
        },
      },
    }
    const pattern = ownRecordOf(held, party)
    return await options.write({ object, envelope: limitsOf(pattern), agency: pattern.agency })
  }

  return { check, certify, withdraw, step, show }
}

export type JointReleases = ReturnType<typeof createJointRelease>

/** Our newest word in a draft: what the node writes about it goes where that went, under the same limits. Who drafts has said something. */
function ownRecordOf({ held }: HeldDraft, party: string): StoredRecord {
  const own = [held.record, ...held.said].filter(({ fromParty }) => fromParty === party).at(-1)
  if (own === undefined) throw new Fault('joint_open')
  return own
}

function limitsOf({ envelope }: StoredRecord): JsonObject {
  const { tlp: _derived, ...limits } = envelope
  return limits
}

function hexOf(rid: Uint8Array): string {
  return Buffer.from(rid).toString('hex')
}
