import { type Text, useText } from '../language/text.ts'
import { IconCircleCheck, IconX } from '../parts/icon.tsx'
import { sayProofValues } from '../record/say-proof-values.ts'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'

/** One check of a verifier: what it was, whether it holds, and values for its sentence. */
export type Step = { readonly code: string; readonly ok: boolean; readonly values: Readonly<Record<string, string | number>> }

/** Checks one after the other, each in words; `area` is where its sentences stand in the verifier's catalogue. */
export function Steps({ steps, area = 'step' }: { readonly steps: readonly Step[]; readonly area?: 'step' | 'result' | 'statement' }) {
  const text = useText()
  return (
    <ol className={classes.list}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks are made once, in order
        <li key={index}>
          {step.ok ? (
            <IconCircleCheck size={18} className={marks.holds} aria-hidden="true" />
          ) : (
            <IconX size={18} className={marks.fails} aria-hidden="true" />
          )}
          <span className={classes.wrap}>
            <span className="unseen">{text(step.ok ? 'evidence.verify.holdsStep' : 'evidence.verify.failsStep')} </span>
            {sayVerifier(text, `${area}.${step.code}${step.ok ? '' : '.failed'}`, step.values)}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** A sentence of the verifier, as a reader says its values. */
export function sayVerifier(text: Text, key: string, values: Step['values']): string {
  return text.find(`verify.${key}`, sayProofValues(values, text)) ?? key
}
