import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isJsonObject, parseJson } from '@enlace/core'
import {
  checkResult,
  checkStatement,
  parseResultDocument,
  parseStatementDocument,
  type SealedResult,
  sealedResultText,
  verifyEvidence,
  verifyEvidenceTimes,
  withTimes,
} from '@enlace/proof/node'
import type { Catalogue } from './catalogue.ts'
import { openCatalogue } from './catalogue.ts'
import { describeLog, describeReceipt, describeRecord } from './describe.ts'
import { describeEvidence, describeTimes } from './describe-evidence.ts'
import { describeResult } from './describe-result.ts'
import { describeStatement } from './describe-statement.ts'
import { readStoredLog } from './read-log.ts'
import { verifyLog } from './verify-log.ts'
import { verifyReceipt } from './verify-receipt.ts'
import { verifyRecord } from './verify-record.ts'

/** What a run of the command ends with: 0 everything holds, 1 something does not, 2 the command could not be carried out. */
export type Outcome = { readonly exitCode: 0 | 1 | 2; readonly output: string }

type Options = {
  readonly json: boolean
  readonly policy: string | undefined
  readonly keys: string | undefined
  readonly tsa: string | undefined
  readonly items: ReadonlyMap<number, Uint8Array>
}

/** Runs `enlace-verify` with its arguments; `systemLocale` chooses the language when `--lang` does not. Reads files, writes nothing. */
export function runCommand(args: readonly string[], systemLocale: string): Outcome {
  let language = systemLocale.startsWith('es') ? 'es' : 'en'
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        lang: { type: 'string' },
        policy: { type: 'string' },
        keys: { type: 'string' },
        tsa: { type: 'string' },
        object: { type: 'string' },
        envelope: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.lang === 'es' || values.lang === 'en') language = values.lang
    const say = openCatalogue(language)
    // A file on its own says by its name, or by its format, what it is.
    const alone = positionals.length === 1 && !values.help ? /\.(zip|json)$/.exec(positionals[0] ?? '')?.[1] : undefined
    const [command, path, ...rest] =
      alone === undefined ? positionals : [alone === 'zip' ? 'evidence' : formatOf(positionals[0] ?? ''), ...positionals]
    if (values.help) return { exitCode: 0, output: say('usage') }
    if (command === undefined || path === undefined || rest.length > 0) return { exitCode: 2, output: say('usage') }
    const files = [values.object, values.envelope]
    const options: Options = {
      json: values.json,
      policy: values.policy === undefined ? undefined : readFileSync(values.policy, 'utf8'),
      keys: values.keys === undefined ? undefined : readFileSync(values.keys, 'utf8'),
      tsa: values.tsa === undefined ? undefined : readFileSync(values.tsa, 'utf8'),
      items: new Map(files.flatMap((file, index) => (file === undefined ? [] : [[index, readFileSync(file)]]))),
    }
    if (command === 'evidence') return checkEvidence(path, options, say)
    if (command === 'result') return checkSealedResult(path, options, say)
    if (command === 'statement') return checkReleasedStatement(path, options, say)
    if (command === 'record') return checkRecord(path, options, say)
    if (command === 'log') return checkLog(path, options, say)
    if (command === 'receipt') return checkReceipt(path, options, say)
    return { exitCode: 2, output: say('usage') }
  } catch (error) {
    const say = openCatalogue(language)
    return { exitCode: 2, output: say('error.unreadable', { problem: error instanceof Error ? error.message : String(error) }) }
  }
}

function checkRecord(path: string, options: Options, say: Catalogue): Outcome {
  const json = parseJson(readFileSync(path), { maxBytes: 16_777_216, maxDepth: 32 })
  if (!json.ok) return { exitCode: 2, output: say('error.not_json', { problem: json.reason }) }
  const { policy, items } = options
  const verdict = verifyRecord(json.value.value, policy === undefined ? { items } : { items, trustedPolicy: policy })
  if (!verdict.ok) return { exitCode: 2, output: say('error.not_a_proof', { field: String(verdict.detail?.field ?? '') }) }
  return finish(verdict.value.ok, options.json ? verdict.value : describeRecord(verdict.value, say))
}

function checkEvidence(path: string, { json, policy, keys, tsa, items }: Options, say: Catalogue): Outcome {
  const object = items.get(0)
  const bytes = readFileSync(path)
  const whole = verifyEvidence(bytes, {
    ...(policy === undefined ? {} : { trustedPolicy: policy }),
    ...(keys === undefined ? {} : { trustedKeys: keys }),
    ...(object === undefined ? {} : { object }),
  })
  const times = verifyEvidenceTimes(bytes, whole, {
    ...(policy === undefined ? {} : { policy }),
    ...(tsa === undefined ? {} : { roots: tsa }),
  })
  const verdict = withTimes(whole, times)
  if (json) return finish(verdict.ok, { ...verdict, times })
  const said = describeEvidence(verdict, keys !== undefined && policy !== undefined, say)
  return finish(verdict.ok, [said, ...describeTimes(times, tsa !== undefined, say)].join('\n'))
}

function checkSealedResult(path: string, { json: asJson, keys }: Options, say: Catalogue): Outcome {
  const json = parseJson(readFileSync(path), { maxBytes: 67_108_864, maxDepth: 8 })
  if (!json.ok) return { exitCode: 2, output: say('error.not_json', { problem: json.reason }) }
  const document = parseResultDocument(json.value.value)
  if (!document.ok) return { exitCode: 2, output: say('error.not_a_result', { field: String(document.detail?.field ?? '') }) }
  const verdict = checkResult(document.value, keys === undefined ? {} : { trustedKeys: keys })
  if (!asJson) return finish(verdict.ok, describeResult(verdict, say))
  const seal = verdict.seal === null ? null : readableSeal(verdict.seal)
  return finish(verdict.ok, { ...verdict, seal })
}

function checkReleasedStatement(path: string, { json: asJson, keys }: Options, say: Catalogue): Outcome {
  const json = parseJson(readFileSync(path), { maxBytes: 1_048_576, maxDepth: 4 })
  if (!json.ok) return { exitCode: 2, output: say('error.not_json', { problem: json.reason }) }
  const document = parseStatementDocument(json.value.value)
  if (!document.ok) return { exitCode: 2, output: say('error.not_a_statement', { field: String(document.detail?.field ?? '') }) }
  const verdict = checkStatement(document.value, keys === undefined ? {} : { trustedKeys: keys })
  return finish(verdict.ok, asJson ? verdict : describeStatement(verdict, say))
}

/** Which of the files that end in .json this is; one that does not read is taken for a result, which says what is wrong with it. */
function formatOf(path: string): 'statement' | 'result' {
  const json = parseJson(readFileSync(path), { maxBytes: 67_108_864, maxDepth: 8 })
  return json.ok && isJsonObject(json.value.value) && json.value.value.format === 'enlace-released-statement' ? 'statement' : 'result'
}

/** A seal for programs: hashes in base64, the total as digits. */
function readableSeal(seal: SealedResult): object {
  return JSON.parse(sealedResultText(seal)) as object
}

function checkLog(path: string, options: Options, say: Catalogue): Outcome {
  const stored = readStoredLog(path)
  if (!stored.ok) return { exitCode: 2, output: say('error.not_a_log', { problem: stored.reason }) }
  const policy = options.policy ?? stored.value.policy
  if (policy === undefined) return { exitCode: 2, output: say('error.no_policy') }
  const verdict = verifyLog({ ...stored.value, policy })
  return finish(verdict.ok, options.json ? verdict : describeLog(verdict, say))
}

function checkReceipt(path: string, options: Options, say: Catalogue): Outcome {
  if (options.policy === undefined) return { exitCode: 2, output: say('error.no_policy') }
  const verdict = verifyReceipt(readFileSync(path, 'utf8'), options.policy)
  return finish(verdict.ok, options.json ? verdict : describeReceipt(verdict, say))
}

function finish(ok: boolean, shown: string | object): Outcome {
  return { exitCode: ok ? 0 : 1, output: typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2) }
}
