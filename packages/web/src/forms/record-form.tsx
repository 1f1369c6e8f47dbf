import type { PlacedField } from '@enlace/records'
import { titleLabel } from '@enlace/records'
import { Textarea } from '@mantine/core'
import { Suspense, type SyntheticEvent, useId, useMemo } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { Problem } from '../api/problem.ts'
import type { NodeInfo, PartnerStatus } from '../api/shapes.ts'
import { useBasis } from '../clocks/law-name.ts'
import { useText } from '../language/text.ts'
import { late } from '../parts/late.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { ErrorSummary, goToInput } from './error-summary.tsx'
import { FilesInput } from './files/files-input.tsx'
import { envelopeError, type FormError } from './form-errors.ts'
import { formFields } from './form-fields.ts'
import { FormNotices } from './form-notices.tsx'
import { type FormScope, FormScopeProvider, headingId } from './form-scope.ts'
import { useBoundedPaste } from './inputs/bounded-paste.ts'
import { ownDirection } from './inputs/direction.ts'
import { FieldInput } from './inputs/field-input.tsx'
import { CutNote } from './inputs/words.tsx'
import { labelOf, limitsProblems } from './limits.ts'
import { LimitsForm } from './limits-form.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { partMarksOf } from './part-marks.ts'
import { Recognised } from './recognised.tsx'
import classes from './record-form.module.css'
import { SendBar } from './send-bar.tsx'
import { SignInBeside } from './sign-in-beside.tsx'
import { usePastedProposal } from './use-pasted-proposal.tsx'
import { type RecordFormOptions, useRecordForm } from './use-record-form.ts'

const PartMarksForm = late(() => import('./part-marks-form.tsx'))

type Props = RecordFormOptions & {
  readonly node: NodeInfo
  readonly partners: readonly PartnerStatus[]
  /** False when the browser keeps nothing. */
  readonly lasting: boolean
  readonly onDiscarded: () => void
}

const mostPasted = 60_000

/** The form of any kind, drawn from its definition: message, facts, limits, and the one key that sends. */
export function RecordForm({ node, partners, lasting, onDiscarded, ...options }: Props) {
  const { kind, say, account, found } = options
  const text = useText()
  const prefix = useId().replaceAll(/[^A-Za-z0-9_-]/g, '')
  const form = useRecordForm(options)
  const { draft, values, errors, readOnly, tried } = form
  const { limits } = draft
  const { Head, hides } = options.extras ?? {}
  const fields = useMemo(() => formFields(kind, hides), [kind, hides])
  const pasted = usePastedProposal({
    ...{ kind, say, values, zone: form.zone, written: draft.written },
    onTake: (taken) => form.keep({ written: { ...draft.written, ...taken } }),
    onUndo: (written) => form.keep({ written }),
  })
  const writeMessage = (said: string) => form.keep({ pasted: said, pastedAt: nodeNow().toISOString() })
  const message = useBoundedPaste(mostPasted, writeMessage)
  useKeys({ 'Ctrl+Enter': () => void form.submit(), ...pasted.keys })

  const scope: FormScope = {
    ...{ kind, say, prefix, readOnly, stubs: draft.stubs },
    errorOf: (place) => errors.find((error) => error.at === place)?.message,
    isProposed: (name) => draft.written[name] === undefined && form.proposal.told.has(name),
    addStub: form.addStub,
  }
  const basis = useBasis(limits.instrument, limits.article)
  const wrongLimits = tried ? limitsProblems(limits) : []
  const all: readonly FormError[] = [
    ...errors,
    ...wrongLimits.map((name) => ({
      at: `limits/${name === 'uses_contradict' ? 'uses' : name}`,
      label: text('alert.limits'),
      message: text(`limits.problem.${name}`),
    })),
  ]
  const input = ({ name, field }: PlacedField) => (
    <FieldInput key={name} path={[name]} at={name} field={field} value={values[name]} onChange={(value) => form.write(name, value)} />
  )
  const folded = (label: string, placed: readonly PlacedField[]) =>
    placed.length === 0 ? null : (
      <details>
        <summary>{label}</summary>
        <div className={classes.fields}>{placed.map(input)}</div>
      </details>
    )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    form.submit()
  }
  const act =
    draft.base !== null ? text('forms.saveVersion') : kind.clocks.includes('mirror-alert') ? text('alert.send') : text('forms.send')
  return (
    <FormScopeProvider value={scope}>
      <form
        className={classes.form}
        data-message={form.reads}
        onSubmit={submit}
        onPaste={pasted.onPaste}
        noValidate
        aria-label={say(titleLabel(kind))}
      >
        <div className={classes.wide}>
          <ErrorSummary errors={all} prefix={prefix} box={form.summary} />
          <FormNotices form={form} found={found} />
          {Head === undefined ? null : (
            <Head
              {...{ values, limits, readOnly, missing: form.missing }}
              goTo={(at) => goToInput(prefix, at)}
              onChange={(said, changed) =>
                form.keep({
                  written: { ...draft.written, ...said },
                  ...(changed === undefined ? {} : { limits: { ...limits, ...changed } }),
                })
              }
            />
          )}
        </div>
        {form.reads ? (
          <section className={`card pad stack ${classes.paste}`} aria-labelledby={headingId(prefix, 'paste')}>
            <h2 id={headingId(prefix, 'paste')}>{text('alert.paste')}</h2>
            <Textarea
              aria-labelledby={headingId(prefix, 'paste')}
              aria-describedby={headingId(prefix, 'help')}
              autoFocus
              data-message-box
              attributes={ownDirection}
              rows={7}
              readOnly={readOnly}
              maxLength={mostPasted}
              value={draft.pasted}
              onPaste={message.onPaste}
              onChange={(event) => writeMessage(event.currentTarget.value)}
              placeholder={text('alert.paste.example')}
            />
            <CutNote cut={message.cut} />
            <p id={headingId(prefix, 'help')} className="soft small">
              {text('alert.paste.help')}
            </p>
            {draft.pasted === '' ? null : <Recognised found={form.proposal.found} kind={kind} say={say} />}
          </section>
        ) : null}
        <section className="card pad stack" aria-labelledby={headingId(prefix, 'facts')}>
          <h2 id={headingId(prefix, 'facts')}>{text('forms.facts')}</h2>
          {pasted.panel}
          <div className={classes.fields}>{fields.short.map(input)}</div>
          {folded(text('alert.more', { count: fields.more.length }), fields.more)}
          {folded(text('forms.extensions', { count: fields.extensions.length }), fields.extensions)}
          {folded(text('forms.common', { count: fields.common.length }), fields.common)}
        </section>
        <section className="card pad stack" aria-labelledby={headingId(prefix, 'files')}>
          <h2 id={headingId(prefix, 'files')}>{text('forms.files')}</h2>
          <FilesInput files={draft.files} readOnly={readOnly} onChange={form.changeFiles} />
        </section>
        <section className="card pad stack" aria-labelledby={headingId(prefix, 'limits')}>
          <div className="spread">
            <h2 id={headingId(prefix, 'limits')}>{text('alert.limits')}</h2>
            <span className="cluster">
              <strong>{limits.marking}</strong> <Tlp label={labelOf(limits)} />
            </span>
          </div>
          <p>
            {limits.uses.map((code) => text.find(`use.${code}`) ?? code).join(' · ')}
            <br />
            <span className="soft small">
              {limits.to !== null && limits.to.length === 0 ? text('forms.limits.home') : text('alert.limits.basis', { basis })}
            </span>
          </p>
          <details open={wrongLimits.length > 0 ? true : undefined}>
            <summary>{text('alert.limits.change')}</summary>
            <LimitsForm
              {...{ limits, partners, say, prefix, readOnly }}
              party={node.party}
              errorOf={(member) => (form.problem instanceof Problem ? envelopeError(form.problem.fields, member) : undefined)}
              onChange={(next) => form.keep({ limits: next })}
            />
          </details>
          <details>
            <summary>{text('third.form.title')}</summary>
            <Suspense fallback={null}>
              <PartMarksForm
                {...{ kind, say, readOnly }}
                object={form.object}
                marks={draft.marks ?? partMarksOf(form.object)}
                onChange={(marks) => form.keep({ marks })}
              />
            </Suspense>
          </details>
        </section>
        <SendBar {...{ form, partners, lasting, act, onDiscarded }} errorCount={all.length} />
      </form>
      {form.signsIn ? (
        <SignInBeside
          user={account.user}
          onClose={() => form.setSignsIn(false)}
          onDone={() => {
            form.setSignsIn(false)
            form.keepNow()
          }}
        />
      ) : null}
      {form.newer === undefined || draft.base === null ? null : (
        <MergeDialog
          {...{ kind, say }}
          base={draft.base.object}
          mine={form.object}
          theirs={form.newer.object as typeof form.object}
          onClose={form.closeMerge}
          onMerged={form.acceptMerge}
        />
      )}
    </FormScopeProvider>
  )
}
