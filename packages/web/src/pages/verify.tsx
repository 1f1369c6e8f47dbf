import { isJsonObject, parseJson } from '@enlace/core'
import {
  checkResult,
  checkStatement,
  type EvidenceTime,
  type EvidenceVerdict,
  parseResultDocument,
  parseStatementDocument,
  type ResultVerdict,
  type StatementVerdict,
  verifyEvidence,
  verifyEvidenceTimes,
  withTimes,
} from '@enlace/proof/browser'
import { Button, Textarea } from '@mantine/core'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { Alone } from '../app/alone.tsx'
import { LanguageChoice } from '../app/language-choice.tsx'
import classes from '../evidence/evidence.module.css'
import { ResultView } from '../evidence/result-view.tsx'
import { StatementView } from '../evidence/statement-view.tsx'
import { TimesView } from '../evidence/times-view.tsx'
import { VerdictView } from '../evidence/verdict-view.tsx'
import { useText } from '../language/text.ts'
import { IconFileCertificate } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { knowsMlDsa } from '../record/verify-record.ts'

/** Larger than any evidence file: nothing of it is read. */
const maxBytes = 134_217_728
/** Of a sealed result (docs/formats/sealed-result.md). */
const maxResultBytes = 67_108_864

type Checked = {
  readonly verdict: EvidenceVerdict
  readonly times: readonly EvidenceTime[]
  readonly ownKeys: boolean
  readonly ownRoots: boolean
}
type State =
  | { readonly at: 'waiting' }
  | { readonly at: 'checking'; readonly name: string }
  | { readonly at: 'too_large' }
  | { readonly at: 'checked'; readonly checked: Checked }
  | { readonly at: 'no_result'; readonly field: string }
  | { readonly at: 'result'; readonly verdict: ResultVerdict }
  | { readonly at: 'no_statement'; readonly field: string }
  | { readonly at: 'statement'; readonly verdict: StatementVerdict }

/** Checks an evidence file, a sealed result or a released joint statement here, in the browser: no sign-in, no question to the node, and it works with the network cut. */
export function Verify() {
  const text = useText()
  const [state, setState] = useState<State>({ at: 'waiting' })
  const [keys, setKeys] = useState('')
  const [policy, setPolicy] = useState('')
  const [roots, setRoots] = useState('')
  const [over, setOver] = useState(false)
  const [able, setAble] = useState<'yes' | 'no_crypto' | 'no_ml_dsa'>('yes')
  const chooser = useRef<HTMLInputElement>(null)
  useEffect(() => {
    document.title = `${text('evidence.verify.title')} · Enlace`
  }, [text])
  useEffect(() => {
    // The typeface of fingerprints comes with the page, so that nothing is asked for once a file is chosen.
    void document.fonts.load('400 1rem "IBM Plex Mono"')
    if (globalThis.crypto?.subtle === undefined) setAble('no_crypto')
    else void knowsMlDsa().then((knows) => setAble(knows ? 'yes' : 'no_ml_dsa'))
  }, [])

  const check = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > maxBytes) return setState({ at: 'too_large' })
    setState({ at: 'checking', name: file.name })
    const bytes = new Uint8Array(await file.arrayBuffer())
    // An archive never begins with the brace of a JSON object.
    if (bytes[0] === 0x7b) return setState(await checkJsonFile(bytes, keys.trim() === '' ? undefined : lines(keys)))
    const given = { keys: keys.trim() !== '', policy: policy.trim() !== '', roots: roots.trim() !== '' }
    const whole = await verifyEvidence(bytes, {
      ...(given.keys ? { trustedKeys: lines(keys) } : {}),
      ...(given.policy ? { trustedPolicy: lines(policy) } : {}),
    })
    const times = await verifyEvidenceTimes(bytes, whole, {
      ...(given.policy ? { policy: lines(policy) } : {}),
      ...(given.roots ? { roots } : {}),
    })
    const checked = { verdict: withTimes(whole, times), times, ownKeys: given.keys && given.policy, ownRoots: given.roots }
    setState({ at: 'checked', checked })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void check(event.dataTransfer.files[0])
  }
  return (
    <Alone>
      <div className="stack">
        <div className={classes.head}>
          <h1>{text('evidence.verify.title')}</h1>
          <LanguageChoice />
        </div>
        <p>{text('evidence.verify.lead')}</p>
        <p className="soft small">{text('evidence.verify.offline')}</p>
        {able === 'no_crypto' ? <Notice tone="bad" title={text('evidence.verify.nocrypto')} /> : null}
        {able === 'no_ml_dsa' ? <Notice tone="warn" title={text('evidence.verify.pq')} /> : null}
        <section
          className={classes.drop}
          data-over={over}
          aria-label={text('evidence.verify.choose')}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileCertificate size={40} aria-hidden="true" />
          <input
            ref={chooser}
            type="file"
            accept=".zip,.json,application/zip,application/json"
            aria-label={text('evidence.verify.choose')}
            hidden
            onChange={(event) => {
              void check(event.currentTarget.files?.[0])
              // The same file again is checked again.
              event.currentTarget.value = ''
            }}
          />
          <Button onClick={() => chooser.current?.click()} disabled={able === 'no_crypto'}>
            {text(
              state.at === 'checked' || state.at === 'result' || state.at === 'statement'
                ? 'evidence.verify.again'
                : 'evidence.verify.choose',
            )}
          </Button>
          <span className="soft">{text('evidence.verify.drop')}</span>
        </section>
        <details className={classes.steps}>
          <summary>{text('evidence.verify.own')}</summary>
          <div className="stack">
            <p className="soft">{text('evidence.verify.own.help')}</p>
            <Textarea
              label={text('evidence.verify.keys')}
              description={text('evidence.verify.keys.help')}
              value={keys}
              onChange={(event) => setKeys(event.currentTarget.value)}
              rows={3}
              spellCheck={false}
            />
            <Textarea
              label={text('evidence.verify.policy')}
              description={text('evidence.verify.policy.help')}
              value={policy}
              onChange={(event) => setPolicy(event.currentTarget.value)}
              rows={4}
              spellCheck={false}
            />
            <Textarea
              label={text('evidence.verify.tsa')}
              description={text('evidence.verify.tsa.help')}
              value={roots}
              onChange={(event) => setRoots(event.currentTarget.value)}
              rows={3}
              spellCheck={false}
            />
          </div>
        </details>
        {state.at === 'checking' ? <p role="status">{text('evidence.verify.checking', { name: state.name })}</p> : null}
        {state.at === 'too_large' ? <Notice tone="bad" title={text('evidence.verify.big')} /> : null}
        {state.at === 'no_result' ? <Notice tone="bad" title={text('evidence.verify.result.malformed', { field: state.field })} /> : null}
        {state.at === 'no_statement' ? (
          <Notice tone="bad" title={text('evidence.verify.statement.malformed', { field: state.field })} />
        ) : null}
        {state.at === 'statement' ? <StatementView verdict={state.verdict} /> : null}
        {state.at === 'result' ? <ResultView verdict={state.verdict} /> : null}
        {state.at === 'checked' ? (
          <VerdictView verdict={state.checked.verdict} ownKeys={state.checked.ownKeys}>
            {state.checked.verdict.ok || state.checked.times.length > 0 ? (
              <TimesView times={state.checked.times} ownRoots={state.checked.ownRoots} />
            ) : null}
          </VerdictView>
        ) : null}
      </div>
    </Alone>
  )
}

async function checkJsonFile(bytes: Uint8Array, trustedKeys: string | undefined): Promise<State> {
  const json = parseJson(bytes, { maxBytes: maxResultBytes, maxDepth: 8 })
  if (json.ok && isJsonObject(json.value.value) && json.value.value.format === 'enlace-released-statement') {
    const statement = parseStatementDocument(json.value.value)
    if (!statement.ok) return { at: 'no_statement', field: String(statement.detail?.field ?? '') }
    return { at: 'statement', verdict: await checkStatement(statement.value, trustedKeys === undefined ? {} : { trustedKeys }) }
  }
  const document = json.ok ? parseResultDocument(json.value.value) : json
  if (!document.ok) return { at: 'no_result', field: String(document.detail?.field ?? '') }
  return { at: 'result', verdict: await checkResult(document.value, trustedKeys === undefined ? {} : { trustedKeys }) }
}

/** What was pasted, with the newline at its end that both formats want. */
function lines(pasted: string): string {
  return `${pasted.replaceAll('\r\n', '\n').trim()}\n`
}
