import type { ReactNode } from 'react'
import { useText } from '../../language/text.ts'
import { IconAlertTriangle, IconUser } from '../../parts/icon.tsx'
import type { useInputWords } from '../form-scope.ts'
import classes from './inputs.module.css'

type Words = ReturnType<typeof useInputWords>

/** The marks behind a label: says something about a person, needed, came from the message. Who listens hears each apart from the label. */
function LabelMarks({ words }: { readonly words: Words }) {
  const text = useText()
  return (
    <>
      {words.personal ? (
        <span className={classes.personal} title={text('facts.personal')}>
          <IconUser size={13} aria-hidden="true" />
          <Heard>{text('facts.personal')}</Heard>
        </span>
      ) : null}
      {words.required ? (
        <span className={classes.needed}>
          <Heard />
          {text('forms.needed')}
        </span>
      ) : null}
      {words.proposed ? (
        <span className={classes.proposed}>
          <Heard />
          {text('alert.proposed')}
        </span>
      ) : null}
    </>
  )
}

/** A pause, and words that are shown as a sign. */
function Heard({ children }: { readonly children?: string }) {
  return <span className={classes.heard}>, {children}</span>
}

/** What Mantine's inputs take for an input of ours. */
export function frameOf(words: Words, at: string, readOnly: boolean, bare = false) {
  return {
    id: words.id,
    name: at,
    'data-field': at,
    readOnly,
    ...(bare ? { 'aria-label': words.label } : { label: <Labelled words={words} /> }),
    description: bare ? undefined : words.help,
    error: words.error,
    'aria-required': words.required || undefined,
    inputWrapperOrder: ['label', 'description', 'error', 'input'] as ('label' | 'input' | 'description' | 'error')[],
  }
}

function Labelled({ words }: { readonly words: Words }) {
  return (
    <>
      {words.label}
      <LabelMarks words={words} />
    </>
  )
}

/** Several controls that are one field, under its label. */
export function FieldGroup({ words, at, children }: { readonly words: Words; readonly at: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.group} data-field={at} id={words.id} tabIndex={-1} aria-describedby={`${words.id}-said`}>
      <legend>
        {words.label}
        <LabelMarks words={words} />
      </legend>
      <div id={`${words.id}-said`} className={classes.said}>
        {words.help === undefined ? null : <span className="soft small">{words.help}</span>}
        {words.error === undefined ? null : <FieldError>{words.error}</FieldError>}
      </div>
      {children}
    </fieldset>
  )
}

/** One sentence that says what is wrong, with a sign that does not need colour. */
export function FieldError({ children }: { readonly children: ReactNode }) {
  return (
    <span className={classes.error}>
      <IconAlertTriangle size={15} aria-hidden="true" /> {children}
    </span>
  )
}
