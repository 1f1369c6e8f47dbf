import { Button } from '@mantine/core'
import { Problem } from '../api/problem.ts'
import type { PartnerStatus } from '../api/shapes.ts'
import { type Text, useText } from '../language/text.ts'
import { IconSend } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { DraftNote } from './draft-note.tsx'
import { isUntouched } from './drafts/form-draft.ts'
import type { Limits } from './limits.ts'
import classes from './record-form.module.css'
import type { useRecordForm } from './use-record-form.ts'

type Props = {
  readonly form: ReturnType<typeof useRecordForm>
  readonly partners: readonly PartnerStatus[]
  readonly lasting: boolean
  readonly errorCount: number
  /** What the button says. */
  readonly act: string
  readonly onDiscarded: () => void
}

/** The one act of the form, always in sight, with whom it goes to, where the draft is kept, and what became of the last try. */
export function SendBar({ form, partners, lasting, errorCount, act, onDiscarded }: Props) {
  const text = useText()
  const { draft, sending, problem, hold } = form
  const held = partners.some((partner) => (draft.limits.to ?? []).includes(partner.party) && partner.link !== 'up')
  return (
    <div className={classes.bar}>
      {problem === undefined ? null : <ProblemNotice problem={withoutFields(problem)} />}
      {sending === 'waits' ? (
        <Notice tone="warn" title={text('forms.waits')}>
          <div className="stack-tight">
            <span>{text(lasting ? 'forms.waits.detail' : 'forms.waits.page')}</span>
            <div>
              <Button variant="default" size="xs" onClick={form.takeItBack}>
                {text('forms.waits.back')}
              </Button>
            </div>
          </div>
        </Notice>
      ) : null}
      {form.tried && errorCount > 0 && sending === 'no' ? <Notice tone="warn" title={text('forms.errors', { count: errorCount })} /> : null}
      <div className={classes.send}>
        <Button
          type="submit"
          size="md"
          leftSection={<IconSend size={18} />}
          loading={sending === 'now'}
          disabled={sending === 'waits' || hold === 'elsewhere' || hold === 'taken'}
        >
          {act}
        </Button>
        <span className={classes.keys}>
          {['Ctrl', 'Enter'].map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
        <span className="soft">{sayTo(draft.limits, partners, text)}</span>
        {held ? <span className={classes.held}>{text('alert.linkDown')}</span> : null}
        <span className={classes.push} />
        <DraftNote kept={form.kept} lasting={lasting} onSignIn={() => form.setSignsIn(true)} />
        {isUntouched(draft) || form.readOnly ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={async () => {
              await form.finish()
              onDiscarded()
            }}
          >
            {text('forms.discard')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The fields stand in the summary already, by their names. */
function withoutFields(problem: unknown): unknown {
  return problem instanceof Problem && problem.fields.some(({ field }) => field !== '')
    ? new Problem({ status: problem.status, code: problem.code, title: problem.title, detail: problem.detail })
    : problem
}

function sayTo({ to }: Limits, partners: readonly PartnerStatus[], text: Text): string {
  if (to !== null && to.length === 0) return text('forms.to.nobody')
  if (to === null) return text('forms.to.any')
  const names = to.map((party) => text.of(partners.find((partner) => partner.party === party)?.name) || party.toUpperCase())
  return text('alert.to.one', { party: names.join(', ') })
}
