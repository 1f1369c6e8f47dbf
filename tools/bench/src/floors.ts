import { createCipheriv, hash, randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reachDatabase } from '@enlace/node'
import { cosignCheckpoint, generateSigner, openCheckpoint, signCheckpoint, verifyCosignatures, vkeyOf } from '@enlace/proof/node'
import { quantile } from './figure.ts'
import { databaseCpuSeconds } from './process-cost.ts'

/** Median milliseconds of `rounds` calls, one after the other. */
export async function medianMs(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return quantile(times, 0.5)
}

/** What one write of 4 KiB that survives a power cut takes in a folder, in milliseconds. */
export async function measureDatasync(folder: string): Promise<number> {
  const path = join(folder, 'bench-datasync')
  const file = await open(path, 'w')
  const block = randomBytes(4096)
  try {
    let at = 0
    return await medianMs(200, async () => {
      await file.write(block, 0, block.length, at)
      at += block.length
      await file.datasync()
    })
  } finally {
    await file.close()
    await rm(path)
  }
}

/** What one single-row transaction takes in the database of a running node, in milliseconds. The table is dropped again. */
export async function measureCommit(dataDir: string): Promise<number> {
  await using database = await reachDatabase(dataDir, undefined)
  const { sql } = database
  await sql`create table bench_commit (n bigint, bytes bytea)`
  const bytes = randomBytes(256)
  try {
    return await medianMs(200, () => sql`insert into bench_commit values (1, ${bytes})`)
  } finally {
    await sql`drop table bench_commit`
  }
}

/** What both signature lines of a checkpoint and of its receipt take, in milliseconds: making the two, and verifying the two. */
export async function measureSignatures(): Promise<Readonly<Record<'sign' | 'verify' | 'cosign' | 'verifyCosigned', number>>> {
  const [origin, mirror] = ['node.mx.sig.example/out/us/1', 'node.us.sig.example/in/mx']
  const log = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const receipt = [generateSigner(mirror, 0x04).signer, generateSigner(mirror, 0x06).signer]
  const [logKeys, receiptKeys] = [log.map(vkeyOf), receipt.map(vkeyOf)]
  const checkpoint = { origin, size: 41_234, root: randomBytes(32) }
  const note = signCheckpoint(checkpoint, log, 1)
  const lines = cosignCheckpoint(checkpoint, receipt, 1)
  const rounds = 100
  return {
    sign: await medianMs(rounds, () => signCheckpoint(checkpoint, log, 1)),
    verify: await medianMs(rounds, () => expectOk(openCheckpoint(note, logKeys))),
    cosign: await medianMs(rounds, () => cosignCheckpoint(checkpoint, receipt, 1)),
    verifyCosigned: await medianMs(rounds, () => expectOk(verifyCosignatures(checkpoint, lines, receiptKeys))),
  }
}

function expectOk(result: { readonly ok: boolean }): void {
  if (!result.ok) throw new Error('a signature of our own does not verify')
}

/** SHA-256 over 16 KiB blocks, in megabytes a second. */
export async function measureSha256(): Promise<number> {
  const block = randomBytes(16_384)
  return block.length / 1000 / (await medianMs(2000, () => hash('sha256', block, 'buffer')))
}

/**
 * How many objects of `bytes` one CPU-second can parse, hash, seal and put into a bare table of the node's database, in batches of 500: what no
 * validated and sealed ingest can beat. This process and the database are counted.
 */
export async function measureBareIngest(dataDir: string, postmaster: number, bytes: Uint8Array): Promise<number> {
  await using database = await reachDatabase(dataDir, undefined)
  const { sql } = database
  await sql`create table bench_ingest (seq bigint primary key, hash bytea, sealed bytea)`
  const text = Buffer.from(bytes).toString('utf8')
  const [batches, size] = [10, 500]
  const insert = async (batch: number): Promise<void> => {
    const rows = Array.from({ length: size }, (_, i) => ({ seq: batch * size + i, ...sealOne(text, bytes) }))
    await sql`insert into bench_ingest select * from unnest(
      ${sql.array(
        rows.map((row) => row.seq),
        20,
      )}::bigint[], ${sql.array(
        rows.map((row) => row.hash),
        17,
      )}::bytea[],
      ${sql.array(
        rows.map((row) => row.sealed),
        17,
      )}::bytea[])`
  }
  try {
    await insert(0)
    const [cpu, databaseCpu] = [process.cpuUsage(), databaseCpuSeconds(postmaster)]
    for (let batch = 1; batch <= batches; batch++) await insert(batch)
    const used = process.cpuUsage(cpu)
    return (batches * size) / ((used.user + used.system) / 1e6 + databaseCpuSeconds(postmaster) - databaseCpu)
  } finally {
    await sql`drop table bench_ingest`
  }
}

function sealOne(text: string, bytes: Uint8Array): { hash: Buffer; sealed: Buffer } {
  JSON.parse(text)
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  return { hash: hash('sha256', bytes, 'buffer'), sealed }
}
