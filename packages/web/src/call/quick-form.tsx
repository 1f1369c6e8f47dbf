import type { Json, JsonObject } from '@enlace/core'
import { fieldLabel, type Kind } from '@enlace/records'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { findFieldMessage, Problem } from '../api/problem.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { composeNew } from '../forms/compose-object.ts'
import { type Identity, newIdentity } from '../forms/identity.ts'
import { FieldInput } from '../kinds/field-input.tsx'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { forgetHere, keepHere, readHere } from './keep-here.ts'
import classes from './quick-form.module.css'

type Values = Readonly<Record<string, Json>>
type Kept = { readonly identity: Identity; readonly values: Values }

/** What was written, with the exact object that was stored. */
export type Written = { readonly id: string; readonly object: JsonObject }

/**
 * A few fields of a kind, drawn from its definition, written in one go: Ctrl+Enter stores. The draft is kept until it is stored, and its identity
 * with it, so that a second try stores nothing twice.
 */
export function QuickForm({
  kind,
  say,
  fields,
  start,
  draftName,
  more,
  envelope,
  choices = {},
  shows = () => true,
  action,
  onWritten,
}: {
  readonly kind: Kind
  readonly say: SayLabel
  readonly fields: readonly string[]
  readonly start: Values
  /** Absent: nothing is kept. */
  readonly draftName?: string
  /** What is known beside the fields, asked when it is stored. */
  readonly more?: (values: Values) => Promise<Values>
  readonly envelope: JsonObject
  /** For text fields whose values are known here: what to choose from. */
  readonly choices?: Readonly<Record<string, readonly { readonly value: string; readonly label: string }[]>>
  /** False hides a field while what others hold makes it moot; its value is then left out. */
  readonly shows?: (name: string, values: Values) => boolean
  readonly action: string
  readonly onWritten: (written: Written) => void
}) {
  const text = useText()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const sentAt = useRef<string>(undefined)
  const [{ identity, values }, setKept] = useState<Kept>(() => readKept(draftName) ?? { identity: newIdentity(kind), values: start })
  const [tried, setTried] = useState(false)
  const placed = fields.filter((name) => shows(name, values)).flatMap((name) => kind.fields.filter((field) => field.name === name))
  const missing = placed
    .filter(({ name, field }) => field.required === true && (values[name] === undefined || values[name] === ''))
    .map(({ name }) => name)

  const write = (name: string, value: Json) =>
    setKept((kept) => {
      sentAt.current = undefined
      const { [name]: _before, ...rest } = kept.values
      const next = { ...kept, values: value === null ? rest : { ...rest, [name]: value } }
      if (draftName !== undefined) keepHere(draftName, next)
      return next
    })
  const shownOnly = (all: Values): Values => Object.fromEntries(Object.entries(all).filter(([name]) => shows(name, all)))
  const writing = useMutation({
    mutationFn: async () => {
      // Fixed at the first try, so that a second stores nothing twice.
      const at = sentAt.current ?? nodeNow().toISOString()
      sentAt.current = at
      const object = composeNew(kind, identity.id, at, { ...shownOnly(values), ...(await more?.(values)) })
      const stored = await send<Stored>('POST', '/records', { body: { object, envelope } })
      return { id: stored.id, object }
    },
    onSuccess: (written) => {
      if (draftName !== undefined) forgetHere(draftName)
      client.invalidateQueries({ queryKey: ['inbox'] })
      onWritten(written)
    },
  })
  const problem = writing.error instanceof Problem ? writing.error : undefined
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length === 0 && !writing.isPending) writing.mutate()
  }
  const firstMissing = tried ? missing[0] : undefined
  useEffect(() => {
    if (firstMissing !== undefined) form.current?.querySelector<HTMLElement>(`[name="${firstMissing}"]`)?.focus()
  }, [firstMissing])
  const errorOf = (name: string, path: readonly string[]) =>
    findFieldMessage(problem, `/object/${path.join('/')}`) ?? (tried && missing.includes(name) ? text('form.missing') : undefined)
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
      }}
    >
      <div className={classes.fields}>
        {placed.map((one) => {
          const known = choices[one.name]
          return (
            <div key={one.name} data-wide={one.field.type === 'long_text' || undefined}>
              {known === undefined ? (
                <FieldInput
                  kind={kind}
                  placed={one}
                  say={say}
                  value={values[one.name]}
                  onChange={(value) => write(one.name, value)}
                  error={errorOf(one.name, one.path)}
                  proposed={false}
                />
              ) : (
                <NativeSelect
                  label={say(fieldLabel(kind, [one.name], one.field))}
                  name={one.name}
                  value={String(values[one.name] ?? '')}
                  onChange={(event) => write(one.name, event.currentTarget.value === '' ? null : event.currentTarget.value)}
                  data={[...known]}
                />
              )}
            </div>
          )
        })}
      </div>
      {problem === undefined ? null : (
        <>
          <ProblemNotice problem={problem} />
          {problem.code === 'offline' ? <Notice tone="info" title={text('inbox.call.kept')} /> : null}
        </>
      )}
      <div className="cluster">
        <Button type="submit" loading={writing.isPending}>
          {action}
        </Button>
        <span className="keys" aria-hidden="true">
          {['Ctrl', 'Enter'].map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      </div>
    </form>
  )
}

function readKept(name: string | undefined): Kept | undefined {
  const kept = name === undefined ? undefined : readHere(name)
  if (typeof kept !== 'object' || kept === null) return undefined
  const { identity, values } = kept as Partial<Kept>
  return typeof identity?.id === 'string' && typeof values === 'object' ? (kept as Kept) : undefined
}
