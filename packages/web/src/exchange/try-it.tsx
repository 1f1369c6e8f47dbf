import { explainProof, parseProofDocument } from '@enlace/proof/browser'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { send } from '../api/send.ts'
import { type Text, useText } from '../language/text.ts'
import { IconCircleCheck, IconX } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { saveFile } from '../parts/save-file.ts'
import { sayProofValues } from '../record/say-proof-values.ts'
import classes from './history.module.css'

type Checked =
  | { readonly state: 'nothing' }
  | { readonly state: 'impossible' }
  | {
      readonly state: 'checked'
      readonly ok: boolean
      readonly tookMs: number
      readonly document: unknown
      readonly steps: readonly Step[]
    }
type Step = { readonly code: string; readonly ok: boolean; readonly values: Readonly<Record<string, string | number>> }

/**
 * Fetches the newest receipted entry of each log and checks signatures, inclusion and receipt here, in this browser. No content is
 * fetched, so whoever may not read records can try it too.
 */
export default function TryIt({ party }: { readonly party: string }) {
  const text = useText()
  const check = useMutation({ mutationFn: () => checkNow(party) })
  const done = check.data
  return (
    <div className="stack-tight">
      <div className="cluster">
        <Button variant="default" onClick={() => check.mutate()} loading={check.isPending}>
          {text('people.try.do')}
        </Button>
        <span className="soft small">{text('people.try.lead')}</span>
      </div>
      {check.isError ? <ProblemNotice problem={check.error} /> : null}
      {done?.state === 'nothing' ? <Notice tone="info" title={text('people.try.nothing')} /> : null}
      {done?.state === 'impossible' ? <Notice tone="warn" title={text('proof.impossible')} /> : null}
      {done?.state === 'checked' ? (
        <Notice
          tone={done.ok ? 'good' : 'bad'}
          title={text(done.ok ? 'people.try.holds' : 'people.try.fails', { ms: Math.max(1, Math.round(done.tookMs)) })}
        >
          <ol>
            {sayOnce(done.steps, text).map(({ sentence, ok, times }) => (
              <li key={sentence} className={classes.step}>
                {ok ? <IconCircleCheck size={18} aria-hidden="true" /> : <IconX size={18} aria-hidden="true" />}
                <span>
                  <span className="unseen">{text(ok ? 'proof.step.holds' : 'proof.step.fails')} </span>
                  {sentence} {times > 1 ? <span className="soft small">{text('people.try.signatures', { count: times })}</span> : null}
                </span>
              </li>
            ))}
          </ol>
          <Button
            size="xs"
            variant="default"
            onClick={() => saveFile(`exchange-${party}.proof.json`, 'application/json', `${JSON.stringify(done.document, null, 2)}\n`)}
          >
            {text('people.try.save')}
          </Button>
        </Notice>
      ) : null}
    </div>
  )
}

/** Each sentence once: a receipt is signed by an Ed25519 and an ML-DSA key, which say the same. */
function sayOnce(
  steps: readonly Step[],
  text: Text,
): readonly { readonly sentence: string; readonly ok: boolean; readonly times: number }[] {
  const found = new Map<string, { readonly sentence: string; readonly ok: boolean; readonly times: number }>()
  for (const step of steps) {
    const sentence = text.find(`verify.step.${step.code}${step.ok ? '' : '.failed'}`, sayProofValues(step.values, text)) ?? step.code
    found.set(sentence, { sentence, ok: step.ok, times: (found.get(sentence)?.times ?? 0) + 1 })
  }
  return [...found.values()]
}

/** The steps worth showing: whether signed, included and receipted; that a text could be read is not news. */
const shown: readonly string[] = ['checkpoint_signed', 'entry_included', 'receipt_signed', 'witness_saw']

async function checkNow(party: string): Promise<Checked> {
  if (globalThis.crypto?.subtle === undefined) return { state: 'impossible' }
  const document = await send<{ readonly positions: readonly unknown[] }>('GET', `/exchange/${encodeURIComponent(party)}/proof`)
  if (document.positions.length === 0) return { state: 'nothing' }
  const proof = parseProofDocument(document)
  if (!proof.ok) return { state: 'impossible' }
  const before = performance.now()
  const verdict = await explainProof(proof.value, {})
  const steps = verdict.steps.filter((step) => !step.ok || shown.includes(step.code))
  return { state: 'checked', ok: verdict.ok, tookMs: performance.now() - before, document, steps }
}
