import { Checkbox } from '@mantine/core'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { housekeeping } from '../kinds/facts.tsx'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconScissors } from '../parts/icon.tsx'
import classes from './strike-card.module.css'

/** What is struck, by whom, and what a releasing officer may strike besides. */
export function StrikeCard({
  detail,
  without,
  onStrike,
}: {
  readonly detail: ReleaseTaskDetail
  readonly without: readonly string[]
  readonly onStrike: (names: readonly string[]) => void
}) {
  const text = useText()
  const may = useMay()
  const removed = new Set(detail.removed)
  const labelOf = (name: string) => text.of(detail.fields.find((field) => field.name === name)?.label) || name
  const changes = may('release_task.decide') && detail.choice?.waitsFor !== 'undo_time'
  return (
    <Card title={text('release.fields')} id="struck">
      <div className="stack">
        {detail.removed.length === 0 ? <p className="soft">{text('release.removed.none')}</p> : null}
        <ul className="stack-tight">
          {[...detail.removed, ...(changes ? [] : without)].map((name) => (
            <li key={name} className={classes.struck}>
              <IconScissors size={16} aria-hidden="true" />
              <span>
                <s>{labelOf(name)}</s>{' '}
                <span className="soft small">
                  {removed.has(name)
                    ? text('release.removed.byRule')
                    : text('clearance.release.struckBy', { user: detail.choice?.by ?? '' })}
                </span>
              </span>
            </li>
          ))}
        </ul>
        {changes ? (
          <fieldset className={classes.choose}>
            <legend className="soft small">{text('release.strikeMore')}</legend>
            {detail.fields
              .filter((field) => !removed.has(field.name) && !housekeeping.has(field.name))
              .map((field) => (
                <Checkbox
                  key={field.name}
                  label={`${text.of(field.label)}${field.personal ? ` (${text('facts.personal')})` : ''}`}
                  checked={without.includes(field.name)}
                  onChange={(event) => {
                    const { checked } = event.currentTarget
                    onStrike(checked ? [...without, field.name] : without.filter((name) => name !== field.name))
                  }}
                />
              ))}
          </fieldset>
        ) : null}
      </div>
    </Card>
  )
}
