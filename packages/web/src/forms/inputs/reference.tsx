import type { JsonObject } from '@enlace/core'
import { isStixId, kinds, titleLabel, titleOf, typeOfId } from '@enlace/records'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { askRecord, fetchHits, fetchRecords } from '../../api/questions.ts'
import type { Summary } from '../../api/shapes.ts'
import { useKindTitle } from '../../kinds/kind-title.ts'
import { useText } from '../../language/text.ts'
import { IconX } from '../../parts/icon.tsx'
import { Combobox } from '../combobox.tsx'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { stubTypes } from '../stubs.ts'
import { frameOf } from './frame.tsx'
import classes from './inputs.module.css'

/** Another record, by searching as one types, by its id, or made on the spot as a stub that is stored together with this one. */
export function ReferenceInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly, stubs, addStub, say } = useFormScope()
  const kindTitle = useKindTitle()
  const { field, at, onChange } = props
  const value = textOf(props.value)
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const fits = (type: string | undefined) => type !== undefined && fitsField(field, type)
  const hits = useQuery({
    queryKey: ['reference', asked],
    queryFn: ({ signal }) => fetchHits({ q: asked }, signal),
    enabled: asked.length >= 2 && !isStixId(asked),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  const usual = useQuery({
    queryKey: ['reference', 'usual', asked, ...(field.usually ?? [])],
    queryFn: ({ signal }) => findUsual(field.usually ?? [], asked.length >= 2 ? asked : '', signal),
    enabled: field.usually !== undefined && !isStixId(value) && !isStixId(asked),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  const makes = stubTypes(field)
  const [type, setType] = useState(makes[0] ?? '')
  if (isStixId(value)) {
    return (
      <Chosen
        words={words}
        at={at}
        id={value}
        stub={stubs[value]}
        bare={props.bare === true}
        {...(readOnly ? {} : { onClear: () => onChange(null) })}
      />
    )
  }
  const offered = new Map([...(usual.data ?? []), ...(asked.length >= 2 ? (hits.data?.items ?? []) : [])].map((hit) => [hit.id, hit]))
  const options = [...offered.values()]
    .filter((hit) => fits(kinds.get(hit.kind)?.stixType ?? typeOfId(hit.id)))
    .slice(0, 8)
    .map((hit) => ({ value: hit.id, label: hit.title, detail: kindTitle(hit.kind) }))
  const stubKind = kinds.get(type)
  return (
    <div className="stack-tight">
      <Combobox
        frame={{ ...frameOf(words, at, readOnly, props.bare), placeholder: text('forms.reference.hint') }}
        words={typed === '' ? value : typed}
        onWords={(next) => {
          setTyped(next)
          // An id pasted whole is taken; other words stay words until something is chosen.
          if (isStixId(next.trim()) && fits(typeOfId(next.trim()))) onChange(next.trim())
          else if (value !== '' || next === '') onChange(next === '' ? null : next)
        }}
        options={options}
        busy={hits.isFetching}
        empty={asked.length >= 2 && !hits.isFetching ? text('forms.reference.none') : undefined}
        onChoose={(option) => {
          setTyped('')
          onChange(option.value)
        }}
        more={
          addStub === undefined || stubKind === undefined || asked.length < 2
            ? undefined
            : {
                label: text('forms.reference.make', { name: asked, kind: say(titleLabel(stubKind)) }),
                act: () => {
                  onChange(addStub(type, asked))
                  setTyped('')
                },
              }
        }
      />
      {addStub !== undefined && makes.length > 1 && asked.length >= 2 ? (
        <NativeSelect
          aria-label={text('forms.reference.makeKind', { label: words.label })}
          size="xs"
          value={type}
          onChange={(event) => setType(event.currentTarget.value)}
          data={makes.map((code) => {
            const kind = kinds.get(code)
            return { value: code, label: kind === undefined ? code : text('forms.reference.new', { kind: say(titleLabel(kind)) }) }
          })}
        />
      ) : null}
    </div>
  )
}

/** Records of the kinds that are usually meant: those that match the words, or the newest where nothing is written yet. */
async function findUsual(names: readonly string[], words: string, signal: AbortSignal): Promise<readonly Summary[]> {
  const pages = await Promise.all(
    names.map((kind) => (words === '' ? fetchRecords({ kind }, signal) : fetchHits({ q: words, kind }, signal))),
  )
  return pages.flatMap(({ items }) => items)
}

function fitsField({ targets = [], families = [] }: InputProps['field'], type: string): boolean {
  if (targets.length === 0 && families.length === 0) return true
  const family = kinds.get(type)?.family
  return targets.includes(type) || (family !== undefined && families.includes(family))
}

type ChosenProps = {
  readonly words: ReturnType<typeof useInputWords>
  readonly at: string
  readonly id: string
  readonly stub: { readonly type: string; readonly name: string } | undefined
  readonly bare: boolean
  readonly onClear?: () => void
}

function Chosen({ words, at, id, stub, bare, onClear }: ChosenProps) {
  const text = useText()
  const kindTitle = useKindTitle()
  const record = useQuery({ ...askRecord(id), enabled: stub === undefined, retry: false })
  const { kind = typeOfId(id), object } = record.data ?? {}
  const defined = kinds.get(kind)
  const name = stub?.name ?? (defined === undefined || object === undefined ? id : titleOf(defined, object as JsonObject) || id)
  const detail = stub === undefined ? (record.isError ? text('forms.reference.unknown') : kindTitle(kind)) : text('forms.reference.stub')
  return (
    // biome-ignore lint/a11y/useSemanticElements: one value with a button, no set of inputs
    <div role="group" aria-label={words.label} data-field={at} id={words.id} tabIndex={-1} className="stack-tight">
      {bare ? null : <strong className="small">{words.label}</strong>}
      <span className={classes.chosen}>
        <bdi>{name}</bdi> <span className="soft small">{detail}</span>
        {onClear === undefined ? null : (
          <Button variant="subtle" size="compact-sm" leftSection={<IconX size={14} />} onClick={onClear}>
            {text('forms.reference.change')}
          </Button>
        )}
      </span>
      {words.error === undefined ? null : <span className={classes.error}>{words.error}</span>}
    </div>
  )
}
