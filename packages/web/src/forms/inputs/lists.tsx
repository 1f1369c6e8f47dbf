import { isJsonObject, type Json } from '@enlace/core'
import { type Field, fieldLabel, partsOf } from '@enlace/records'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { type ComponentType, useRef, useState } from 'react'
import { useText } from '../../language/text.ts'
import { IconPlus, IconX } from '../../parts/icon.tsx'
import { emptyOf, type InputProps, inputId, useFormScope, useInputWords } from '../form-scope.ts'
import { ChoicesInput } from './choices.tsx'
import { leftToRight } from './direction.ts'
import { FieldError, FieldGroup } from './frame.tsx'
import classes from './inputs.module.css'

type Inner = { readonly Input: ComponentType<InputProps> }

/** Several of one field: add, take away, take back. A short closed list is ticked instead. */
export function ListInput({ Input, ...props }: InputProps & Inner) {
  const of = props.field.of
  if (of === undefined) return null
  if (of.type === 'choice' && Object.keys(of.choices ?? {}).length <= 16) return <ChoicesInput {...props} />
  return <Rows {...props} of={of} Input={Input} />
}

function Rows({ Input, of, ...props }: InputProps & Inner & { readonly of: Field }) {
  const text = useText()
  const words = useInputWords(props)
  const { prefix, readOnly } = useFormScope()
  const { at, path, field, onChange } = props
  const items: readonly Json[] = Array.isArray(props.value) ? props.value : []
  const [removed, setRemoved] = useState<{ readonly item: Json; readonly index: number }>()
  const box = useRef<HTMLDivElement>(null)
  const write = (next: readonly Json[]) => onChange(next.length === 0 ? null : next)
  const most = field.max ?? 1000
  const add = () => {
    write([...items, emptyOf(of)])
    setRemoved(undefined)
    // The new row exists after the next drawing.
    requestAnimationFrame(() => {
      const inputs = box.current?.querySelectorAll<HTMLElement>(`[id^="${inputId(prefix, `${at}/${items.length}`)}"]`)
      const typed = [...(inputs ?? [])].find((input) => input.matches('input, textarea')) ?? inputs?.[0]
      typed?.focus()
    })
  }
  const remove = (index: number) => {
    setRemoved({ item: items[index] as Json, index })
    write(items.filter((_, i) => i !== index))
    document.getElementById(inputId(prefix, at))?.focus()
  }
  const nested = partsOf(of) !== undefined && of.type !== 'identifier' && of.type !== 'quantity'
  return (
    <FieldGroup words={words} at={at}>
      <div ref={box} className="stack-tight">
        {items.map((item, index) => {
          const name = text('forms.item', { label: words.label, number: index + 1 })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the list
            <div key={index} className={`${classes.item} ${nested ? classes.nested : ''}`}>
              <Input
                path={path}
                at={`${at}/${index}`}
                field={of}
                value={item}
                label={name}
                bare
                onChange={(value) => write(items.map((each, i) => (i === index ? (value ?? emptyOf(of)) : each)))}
              />
              {readOnly ? null : (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={text('forms.remove', { name })}
                  onClick={() => remove(index)}
                >
                  <IconX size={18} />
                </ActionIcon>
              )}
            </div>
          )
        })}
      </div>
      {readOnly ? null : (
        <div className={classes.inline}>
          {items.length < most ? (
            <Button variant="default" size="xs" leftSection={<IconPlus size={16} />} onClick={add}>
              {text('forms.add', { label: words.label })}
            </Button>
          ) : (
            <span className="soft small">{text('forms.most', { max: most })}</span>
          )}
          {removed === undefined ? null : (
            <span role="status" className={classes.inline}>
              <span className="soft small">{text('forms.removed')}</span>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  write([...items.slice(0, removed.index), removed.item, ...items.slice(removed.index)])
                  setRemoved(undefined)
                }}
              >
                {text('forms.undo')}
              </Button>
            </span>
          )}
        </div>
      )}
    </FieldGroup>
  )
}

/** An object with named parts, each drawn by its own type; parts that these pages do not know stay in it. */
export function GroupInput({ Input, ...props }: InputProps & Inner) {
  const words = useInputWords(props)
  const { kind, say } = useFormScope()
  const { at, path, field, onChange } = props
  const held = isJsonObject(props.value) ? props.value : {}
  const parts = Object.entries(partsOf(field) ?? {}).filter(([, part]) => part.constant === undefined)
  const write = (name: string, value: Json) => {
    const { [name]: _, ...rest } = held as Readonly<Record<string, Json>>
    const next = value === null ? rest : { ...held, [name]: value }
    onChange(Object.keys(next).length === 0 && props.bare !== true ? null : (next as Json))
  }
  const inner = (
    <div className={classes.parts}>
      {parts.map(([name, part]) => (
        <Input
          key={name}
          path={[...path, name]}
          at={`${at}/${name}`}
          field={part}
          value={held[name] as Json | undefined}
          onChange={(value) => write(name, value)}
        />
      ))}
    </div>
  )
  if (props.bare === true) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset in each row would say the list's name again
      <div role="group" aria-label={words.label} id={words.id} tabIndex={-1}>
        {words.error === undefined ? null : <FieldError>{words.error}</FieldError>}
        {inner}
      </div>
    )
  }
  const title = parts.length === 1 ? say(fieldLabel(kind, path, field)) : words.label
  return (
    <FieldGroup words={{ ...words, label: title }} at={at}>
      <div className={classes.nested}>{inner}</div>
    </FieldGroup>
  )
}

/** Names and values where the names are data: digests by algorithm, free dictionaries. A value that is no text is written as JSON. */
export function PairsInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly, prefix } = useFormScope()
  const { at, field, onChange } = props
  const held = isJsonObject(props.value) ? props.value : {}
  const [adding, setAdding] = useState('')
  const usual = field.type === 'hashes' ? ['SHA-256', 'SHA-1', 'MD5', 'SHA-512'] : []
  const write = (next: Readonly<Record<string, Json>>) => onChange(Object.keys(next).length === 0 ? null : next)
  const rows = Object.entries(held as Readonly<Record<string, Json>>)
  const open = usual.filter((name) => !Object.hasOwn(held, name)).slice(0, rows.length === 0 ? 1 : 0)
  return (
    <FieldGroup words={words} at={at}>
      {[...rows, ...open.map((name) => [name, ''] as const)].map(([name, value]) => (
        <TextInput
          key={name}
          id={inputId(prefix, `${at}/${name}`)}
          label={<span className="mono">{name}</span>}
          className="typed-code"
          attributes={leftToRight}
          readOnly={readOnly}
          spellCheck={false}
          maxLength={4000}
          value={typeof value === 'string' ? value : JSON.stringify(value)}
          onChange={(event) => {
            const { [name]: _, ...rest } = held as Readonly<Record<string, Json>>
            const said = event.currentTarget.value
            write(
              said === ''
                ? rest
                : ({ ...held, [name]: typeof value === 'string' ? said : (parseJsonText(said) ?? said) } as Record<string, Json>),
            )
          }}
        />
      ))}
      {readOnly ? null : (
        <div className={classes.inline}>
          <TextInput
            aria-label={text('forms.pair.name')}
            placeholder={text('forms.pair.name')}
            attributes={leftToRight}
            maxLength={250}
            value={adding}
            onChange={(event) => setAdding(event.currentTarget.value)}
          />
          <Button
            variant="default"
            size="xs"
            disabled={adding.trim() === '' || Object.hasOwn(held, adding.trim())}
            onClick={() => {
              write({ ...held, [adding.trim()]: '' } as Record<string, Json>)
              setAdding('')
            }}
          >
            {text('forms.pair.add')}
          </Button>
        </div>
      )}
    </FieldGroup>
  )
}

function parseJsonText(said: string): Json | undefined {
  try {
    return JSON.parse(said) as Json
  } catch {
    return undefined
  }
}
