import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { clockDifferenceMs } from '../api/node-clock.ts'
import { formatDuration, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import type { FoundDraft } from './drafts/keep-drafts.ts'
import type { useRecordForm } from './use-record-form.ts'

type Form = ReturnType<typeof useRecordForm>

/** What has to be known before writing on: another tab, another browser, a wrong clock. */
export function FormNotices({ form, found }: { readonly form: Form; readonly found: FoundDraft | undefined }) {
  const text = useText()
  const wrongClockMs = clockDifferenceMs()
  const other = found?.other
  return (
    <>
      {form.hold === 'elsewhere' || form.hold === 'taken' ? (
        <Notice tone="warn" title={text(form.hold === 'taken' ? 'forms.tab.taken' : 'forms.tab.elsewhere')}>
          <div className="stack-tight">
            <span>{text('forms.tab.detail')}</span>
            <div>
              <Button variant="default" size="xs" onClick={form.takeOver}>
                {text('forms.tab.takeOver')}
              </Button>
            </div>
          </div>
        </Notice>
      ) : null}
      {other !== undefined && form.kept.where !== 'node' && form.sending === 'no' ? (
        <Notice tone="warn" title={text('forms.parted')}>
          <div className="stack-tight">
            <span>{text('forms.parted.detail', { at: formatInstant(other.changedAt, text.tag) })}</span>
            <div className="cluster">
              <Button variant="default" size="xs" onClick={() => form.insist(other.revision)}>
                {text('forms.parted.mine')}
              </Button>
              <Button variant="default" size="xs" onClick={() => form.adopt(other)}>
                {text('forms.parted.other')}
              </Button>
            </div>
          </div>
        </Notice>
      ) : null}
      {form.draft.derived === null ? null : (
        <p className="soft small">
          {text('forms.derived')}{' '}
          <Link to="/records/$id" params={{ id: form.draft.derived.from }}>
            {text('forms.derived.look')}
          </Link>
        </p>
      )}
      {wrongClockMs === 0 ? null : (
        <Notice tone="info" title={text('forms.clock', { by: formatDuration(Math.abs(wrongClockMs), text.tag) })} />
      )}
    </>
  )
}
