import type { InboxEntry } from '@enlace/api'
import { Button } from '@mantine/core'
import { useText } from '../language/text.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { Progress } from '../parts/progress.tsx'
import { Toolbar } from '../parts/toolbar.tsx'
import classes from './batch-bar.module.css'
import type { Batch } from './use-acknowledge.ts'

/** What can be done with what is selected, and how far a batch has come. */
export function BatchBar({
  selected,
  total,
  acknowledgeable,
  finishable,
  batch,
  marks,
  onSelectAll,
  onClear,
  onAcknowledge,
  onAssign,
  onMine,
  onSnooze,
  onFinish,
}: {
  readonly selected: readonly InboxEntry[]
  readonly total: number
  readonly acknowledgeable: number
  readonly finishable: number
  readonly batch: Batch | undefined
  readonly marks: boolean
  readonly onSelectAll: () => void
  readonly onClear: () => void
  readonly onAcknowledge: () => void
  readonly onAssign: () => void
  readonly onMine: () => void
  readonly onSnooze: () => void
  readonly onFinish: () => void
}) {
  const text = useText()
  if (selected.length === 0 && batch === undefined) return null
  return (
    <div className={classes.bar}>
      {selected.length === 0 ? null : (
        <Toolbar
          label={text('inbox.batch')}
          end={
            <>
              {selected.length < total ? (
                <Button variant="subtle" onClick={onSelectAll}>
                  {text('inbox.selectAll', { count: Math.min(total, 500) })}
                </Button>
              ) : null}
              <Button variant="subtle" onClick={onClear} rightSection={<KeyHint keys="Esc" />}>
                {text('inbox.clear')}
              </Button>
            </>
          }
        >
          <strong aria-live="polite">{text('inbox.selected', { count: selected.length })}</strong>
          {acknowledgeable > 0 ? (
            <Button variant="default" onClick={onAcknowledge} rightSection={<KeyHint keys="a" />}>
              {text('inbox.acknowledge', { count: acknowledgeable })}
            </Button>
          ) : null}
          {marks ? (
            <>
              <Button variant="default" onClick={onMine} rightSection={<KeyHint keys="m" />}>
                {text('inbox.toMe')}
              </Button>
              <Button variant="default" onClick={onAssign} rightSection={<KeyHint keys="e" />}>
                {text('inbox.assign')}
              </Button>
              <Button variant="default" onClick={onSnooze} rightSection={<KeyHint keys="s" />}>
                {text('inbox.snooze')}
              </Button>
              {finishable > 0 ? (
                <Button variant="default" onClick={onFinish}>
                  {text('inbox.finish', { count: finishable })}
                </Button>
              ) : null}
            </>
          ) : null}
        </Toolbar>
      )}
      {batch === undefined ? null : (
        <>
          <Progress label={text('inbox.acknowledging')} done={batch.done} total={batch.total} startedAt={batch.startedAt} />
          {batch.failed > 0 ? <span className={classes.failed}>{text('inbox.failed', { count: batch.failed })}</span> : null}
        </>
      )}
    </div>
  )
}
