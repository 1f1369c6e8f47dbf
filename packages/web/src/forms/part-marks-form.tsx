import type { JsonObject } from '@enlace/core'
import { fieldLabel, fieldValue, type Kind, type PlacedField, type TlpLabel, tlpLabels } from '@enlace/records'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { housekeeping } from '../kinds/facts.tsx'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Tlp } from '../parts/tlp.tsx'
import { fieldNameOf } from '../third/part-versions.tsx'
import classes from '../third/third.module.css'
import { type PartMark, selectorOf, widerThan } from './part-marks.ts'

/** Which fields travel less far than the record, and what stands in their place for those who may not read them. */
export default function PartMarksForm({
  kind,
  say,
  object,
  marks,
  readOnly,
  onChange,
}: {
  readonly kind: Kind
  readonly say: SayLabel
  readonly object: JsonObject
  readonly marks: readonly PartMark[]
  readonly readOnly: boolean
  readonly onChange: (marks: readonly PartMark[]) => void
}) {
  const text = useText()
  const filled = kind.fields.filter((placed) => !housekeeping.has(placed.name) && fieldValue(placed, object) !== undefined)
  const free = filled.filter((placed) => marks.every(({ selector }) => selector !== selectorOf(kind, placed.name)))
  const nameOf = (placed: PlacedField) => say(fieldLabel(kind, [placed.name], placed.field))
  const change = (selector: string, next: Partial<PartMark>) =>
    onChange(marks.map((mark) => (mark.selector === selector ? { ...mark, ...next } : mark)))
  const add = (name: string) => {
    if (name !== '') onChange([...marks, { selector: selectorOf(kind, name), label: 'red', tearLine: null }])
  }
  return (
    <div className="stack">
      <p className="soft small">{text('third.form.lead')}</p>
      {marks.map((mark) => {
        const placed = kind.fields.find(({ name }) => name === fieldNameOf(kind, mark.selector))
        const label = placed === undefined ? mark.selector : nameOf(placed)
        const wider = widerThan(mark.label)
        const isText = placed !== undefined && typeof fieldValue(placed, object) === 'string' && !placed.field.choices
        return (
          <fieldset key={mark.selector} className={classes.mark}>
            <legend className="unseen">{label}</legend>
            <div className={classes.pair}>
              <NativeSelect
                label={text('third.form.label', { field: label })}
                value={mark.label}
                disabled={readOnly}
                onChange={(event) => {
                  const next = asLabel(event.currentTarget.value)
                  const fits = mark.tearLine !== null && widerThan(next).includes(mark.tearLine.tlp)
                  change(mark.selector, { label: next, tearLine: fits ? mark.tearLine : null })
                }}
                data={tlpLabels.slice(1).map((code) => ({ value: code, label: `TLP:${code.toUpperCase()}` }))}
              />
              <span>
                <Tlp label={mark.label} />
              </span>
            </div>
            {isText ? (
              <>
                <Textarea
                  label={text('third.form.tearLine', { field: label })}
                  description={text('third.form.tearLine.help')}
                  rows={2}
                  maxLength={10_000}
                  readOnly={readOnly}
                  value={mark.tearLine?.text ?? ''}
                  onChange={(event) => {
                    const words = event.currentTarget.value
                    change(mark.selector, { tearLine: words === '' ? null : { text: words, tlp: mark.tearLine?.tlp ?? 'green' } })
                  }}
                />
                {mark.tearLine === null ? null : (
                  <NativeSelect
                    label={text('third.form.tearLine.label')}
                    value={mark.tearLine.tlp}
                    disabled={readOnly}
                    onChange={(event) =>
                      change(mark.selector, { tearLine: { text: mark.tearLine?.text ?? '', tlp: asLabel(event.currentTarget.value) } })
                    }
                    data={wider.map((code) => ({ value: code, label: `TLP:${code.toUpperCase()}` }))}
                  />
                )}
              </>
            ) : null}
            {readOnly ? null : (
              <div>
                <Button variant="default" size="xs" onClick={() => onChange(marks.filter(({ selector }) => selector !== mark.selector))}>
                  {text('third.form.remove', { field: label })}
                </Button>
              </div>
            )}
          </fieldset>
        )
      })}
      <NativeSelect
        label={text('third.form.add')}
        value=""
        disabled={readOnly || free.length === 0}
        onChange={(event) => add(event.currentTarget.value)}
        data={[
          { value: '', label: text(filled.length === 0 ? 'third.form.none' : 'form.chooseOne') },
          ...free.map((placed) => ({ value: placed.name, label: nameOf(placed) })),
        ]}
      />
    </div>
  )
}

function asLabel(label: string): TlpLabel {
  return tlpLabels.find((known) => known === label) ?? 'red'
}
