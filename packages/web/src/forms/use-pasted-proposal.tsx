import type { Json } from '@enlace/core'
import { draftFields, fieldLabel, findField, type Kind, recognise } from '@enlace/records'
import { Button } from '@mantine/core'
import { type ClipboardEvent, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { FieldValue } from '../kinds/field-value.tsx'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { IconX } from '../parts/icon.tsx'
import classes from './pasted.module.css'

type Props = {
  readonly kind: Kind
  readonly say: SayLabel
  readonly zone: string
  readonly values: Readonly<Record<string, Json>>
  readonly written: Readonly<Record<string, Json>>
  readonly onTake: (fields: Readonly<Record<string, Json>>) => void
  readonly onUndo: (written: Readonly<Record<string, Json>>) => void
}

type Offer =
  | { readonly state: 'offered'; readonly fields: Readonly<Record<string, Json>> }
  | { readonly state: 'taken'; readonly before: Readonly<Record<string, Json>>; readonly count: number }

const fewest = 6
const most = 60_000

/**
 * A message pasted into any input of the form: what it says of other, still empty fields is offered, taken by one key, and taken back by
 * the same. The paste itself goes where it was meant to go.
 */
export function usePastedProposal({ kind, say, zone, values, written, onTake, onUndo }: Props) {
  const text = useText()
  const [offer, setOffer] = useState<Offer>()

  const onPaste = (event: ClipboardEvent) => {
    const target = event.target
    if (!(target instanceof HTMLElement) || target.hasAttribute('data-message-box')) return
    const said = event.clipboardData.getData('text/plain').slice(0, most)
    if (said.trim().length < fewest) return
    const found = recognise(said, { locale: text.language })
    const { fields, from } = draftFields(kind, said, found, { now: nodeNow(), zone })
    const into = target.closest('[data-field]')?.getAttribute('data-field')?.split('/')[0]
    const open = Object.entries(fields as Readonly<Record<string, Json>>).filter(
      ([name]) => name !== 'name' && name !== 'description' && name !== into && values[name] === undefined && (from[name]?.length ?? 0) > 0,
    )
    if (open.length > 0) setOffer({ state: 'offered', fields: Object.fromEntries(open) })
  }
  const take = (names: readonly string[]) => {
    if (offer?.state !== 'offered') return
    const taken = Object.fromEntries(Object.entries(offer.fields).filter(([name]) => names.includes(name)))
    onTake(taken)
    const rest = Object.fromEntries(Object.entries(offer.fields).filter(([name]) => !names.includes(name)))
    setOffer(
      Object.keys(rest).length > 0
        ? { state: 'offered', fields: rest }
        : { state: 'taken', before: written, count: Object.keys(taken).length },
    )
  }
  const undo = () => {
    if (offer?.state !== 'taken') return
    onUndo(offer.before)
    setOffer(undefined)
  }
  const all = () => (offer?.state === 'offered' ? take(Object.keys(offer.fields)) : undo())
  const panel =
    offer === undefined ? null : offer.state === 'taken' ? (
      <div className={classes.panel} role="status">
        <span>{text('forms.pasted.taken', { count: offer.count })}</span>
        <Button variant="subtle" size="compact-sm" onClick={undo}>
          {text('forms.undo')} <Chord />
        </Button>
      </div>
    ) : (
      <div className={classes.panel} role="status">
        <strong>{text('forms.pasted.offer', { count: Object.keys(offer.fields).length })}</strong>
        <ul className={classes.offers}>
          {Object.entries(offer.fields).map(([name, value]) => {
            const placed = findField(kind, name)
            if (placed === undefined) return null
            return (
              <li key={name}>
                <span className="soft small">{say(fieldLabel(kind, [name], placed.field))}</span>
                <span>
                  <FieldValue value={value} field={placed.field} kind={kind} path={[name]} say={say} />
                </span>
                <Button variant="default" size="compact-sm" onClick={() => take([name])}>
                  {text('forms.pasted.one')}
                </Button>
              </li>
            )
          })}
        </ul>
        <div className="cluster">
          <Button size="xs" onClick={all}>
            {text('forms.pasted.all')} <Chord />
          </Button>
          <Button variant="subtle" size="xs" leftSection={<IconX size={14} />} onClick={() => setOffer(undefined)}>
            {text('forms.pasted.dismiss')}
          </Button>
        </div>
      </div>
    )
  return { onPaste, panel, keys: offer === undefined ? {} : { 'Ctrl+.': all } }
}

function Chord() {
  return (
    <span className={classes.chord} aria-hidden="true">
      {['Ctrl', '.'].map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
