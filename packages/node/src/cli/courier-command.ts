import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { dataDirOf, readConfig } from '../config.ts'
import { type Command, type Given, misused, textOf } from './command.ts'
import { type CourierDesk, NodeRefusal, reachCourier } from './reach-courier.ts'

/** `enlace courier export --to PARTY --out FOLDER`, `import FILE…`, `receipt --to PARTY --out FILE`, `--flash` for the flash lane's: with the node running or stopped. */
export const courierCommand: Command = {
  options: {
    'data-dir': { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    'volume-bytes': { type: 'string' },
    user: { type: 'string' },
    flash: { type: 'boolean' },
  },
  run: async (given) => {
    const [what, ...files] = given.positionals
    const to = textOf(given, 'to')
    const out = textOf(given, 'out')
    const lane = given.values.flash === true ? ('flash' as const) : ('routine' as const)
    const asksExport = what === 'export' && to !== undefined && out !== undefined && files.length === 0
    const asksReceipt = what === 'receipt' && to !== undefined && files.length === 0
    if (!asksExport && !asksReceipt && !(what === 'import' && files.length > 0)) return misused(given, 'courier')
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using desk = await reachCourier(config, {
      user: textOf(given, 'user'),
      language: given.terminal.language,
      onProgress: ({ done, total }) => given.terminal.say('courier.progress', { done, total }),
    })
    if (desk === undefined) {
      given.terminal.say('courier.nobody')
      return 1
    }
    try {
      if (asksExport) return await exportTo(given, desk, { party: to, lane }, out)
      if (asksReceipt) return await receiptTo(given, desk, { party: to, lane }, out)
      return await importFrom(given, desk, files, out)
    } catch (thrown) {
      if (!(thrown instanceof NodeRefusal)) throw thrown
      given.terminal.say('failed', { sentence: thrown.title })
      given.terminal.print(`${thrown.detail}\n`)
      return 1
    }
  },
}

type Target = Parameters<CourierDesk['receiptFor']>[0]

async function exportTo(given: Given, desk: CourierDesk, to: Target, out: string): Promise<number> {
  const volumeBytes = textOf(given, 'volume-bytes')
  if (volumeBytes !== undefined && !/^\d{5,13}$/.test(volumeBytes)) return misused(given, 'courier')
  await mkdir(out, { recursive: true })
  const made = await desk.exportTo(to, volumeBytes === undefined ? undefined : Number(volumeBytes), out)
  for (const { name } of made.files) given.terminal.print(`${join(out, name)}\n`)
  given.terminal.say('courier.exported', { party: to.party, count: made.end - made.start, files: made.files.length })
  return 0
}

async function receiptTo(given: Given, desk: CourierDesk, to: Target, out: string | undefined): Promise<number> {
  const { name, text } = await desk.receiptFor(to)
  const file = out ?? name
  await writeFile(file, text)
  given.terminal.say('courier.receipt', { file })
  return 0
}

/** The receipt is written beside what was brought, or where `--out` says: it goes back the same way. */
async function importFrom(given: Given, desk: CourierDesk, files: readonly string[], out: string | undefined): Promise<number> {
  const taken = await desk.importFrom(files)
  const { party, stored, receipt, receiptedTo } = taken
  if (receiptedTo !== null) given.terminal.say('courier.receipted', { party, size: receiptedTo })
  if (receipt === null) return 0
  given.terminal.say('courier.imported', { party, count: stored, end: taken.end })
  const file = out ?? join(dirname(files[0] ?? '.'), basename(receipt.name))
  await writeFile(file, receipt.text)
  given.terminal.say('courier.receipt', { file })
  return 0
}
