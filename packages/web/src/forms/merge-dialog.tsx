import type { Json, JsonObject } from '@enlace/core'
import { fieldLabel, findField, type Kind, mergeByField, resolveConflicts } from '@enlace/records'
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { FieldValue } from '../kinds/field-value.tsx'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import classes from './merge-dialog.module.css'

type Props = {
  readonly kind: Kind
  readonly say: SayLabel
  readonly base: JsonObject
  readonly mine: JsonObject
  readonly theirs: JsonObject
  readonly onMerged: (merged: JsonObject) => void
  readonly onClose: () => void
}

/** Two people corrected one version: their fields are laid together, and only where both changed one field is anybody asked. */
export function MergeDialog({ kind, say, base, mine, theirs, onMerged, onClose }: Props) {
  const text = useText()
  const merge = useMemo(() => mergeByField(kind, base, mine, theirs), [kind, base, mine, theirs])
  const [choices, setChoices] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const open = merge.conflicts.filter(({ name }) => choices[name] === undefined).length
  const name = (field: string) => {
    const placed = findField(kind, field)
    return placed === undefined ? field : say(fieldLabel(kind, [field], placed.field))
  }
  const show = (field: string, value: Json | undefined) => {
    const placed = findField(kind, field)
    if (value === undefined) return <span className="soft">{text('forms.merge.nothing')}</span>
    if (placed === undefined) return <code>{JSON.stringify(value)}</code>
    return <FieldValue value={value} field={placed.field} kind={kind} path={[field]} say={say} />
  }
  return (
    <Dialog title={text('forms.merge.title')} onClose={onClose}>
      <div className="stack">
        <p>{text('forms.merge.detail', { count: merge.conflicts.length })}</p>
        {merge.theirs.length === 0 ? null : (
          <p className="soft small">{text('forms.merge.theirs', { fields: merge.theirs.map(name).join(', ') })}</p>
        )}
        {merge.mine.length === 0 ? null : (
          <p className="soft small">{text('forms.merge.mine', { fields: merge.mine.map(name).join(', ') })}</p>
        )}
        {merge.conflicts.map((conflict) => (
          <fieldset key={conflict.name} className={classes.conflict}>
            <legend>{name(conflict.name)}</legend>
            <p className="soft small">
              {text('forms.merge.before')} {show(conflict.name, conflict.base)}
            </p>
            <div className={classes.sides}>
              {(['mine', 'theirs'] as const).map((side) => (
                <label key={side} className={classes.side} data-chosen={choices[conflict.name] === side}>
                  <input
                    type="radio"
                    name={`${conflict.name}-side`}
                    checked={choices[conflict.name] === side}
                    onChange={() => setChoices((before) => ({ ...before, [conflict.name]: side }))}
                  />
                  <span className="stack-tight">
                    <strong>{text(`forms.merge.side.${side}`)}</strong>
                    <span>{show(conflict.name, conflict[side])}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <div className="cluster">
          <Button disabled={open > 0} onClick={() => onMerged(resolveConflicts(merge, choices))}>
            {text('forms.merge.go')}
          </Button>
          {open > 0 ? <span className="soft small">{text('forms.merge.open', { count: open })}</span> : null}
        </div>
      </div>
    </Dialog>
  )
}
