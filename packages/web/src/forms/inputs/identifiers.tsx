import { isJsonObject, type Json } from '@enlace/core'
import { fieldLabel, identifierTypes, identify, partsOf } from '@enlace/records'
import { NativeSelect, TextInput } from '@mantine/core'
import { sayIdentifierReason, sayIdentifierType } from '../../kinds/say-identifier.ts'
import { useText } from '../../language/text.ts'
import { IconAlertTriangle, IconCheck } from '../../parts/icon.tsx'
import { type InputProps, inputId, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { leftToRight } from './direction.ts'
import { FieldGroup, frameOf } from './frame.tsx'
import classes from './inputs.module.css'

/** An identifier as written. A wrong check digit warns; it never blocks and nothing is altered. */
export function IdentifierInput(props: InputProps) {
  return partsOf(props.field) === undefined ? <OneType {...props} /> : <SeveralTypes {...props} />
}

function OneType(props: InputProps) {
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const type = props.field.identifierTypes?.[0] ?? ''
  const value = textOf(props.value)
  return (
    <div>
      <TextInput
        {...frameOf(words, props.at, readOnly, props.bare)}
        className="typed-code"
        attributes={leftToRight}
        spellCheck={false}
        autoCapitalize="characters"
        maxLength={200}
        value={value}
        onChange={(event) => props.onChange(event.currentTarget.value || null)}
      />
      <Verdict type={type} written={value} issuerMissing={false} />
    </div>
  )
}

function SeveralTypes(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { kind, say, prefix, readOnly, errorOf } = useFormScope()
  const { at, path, field, onChange } = props
  const held = isJsonObject(props.value) ? props.value : {}
  const types = field.identifierTypes ?? []
  const type = textOf(held.type as Json | undefined) || (types[0] ?? '')
  const written = textOf(held.value as Json | undefined)
  const issued = identifierTypes.get(type)?.needsIssuer === true
  const name = (part: string) => {
    const described = partsOf(field)?.[part]
    return `${words.label}: ${described === undefined ? part : say(fieldLabel(kind, [...path, part], described))}`
  }
  const change = (part: Readonly<Record<string, string>>) => {
    const next = Object.entries({ type, ...held, ...part }).filter(([key, each]) => each !== '' || key === 'value')
    onChange(Object.fromEntries(next) as Json)
  }
  const row = (
    <div className={classes.identifier} data-issuer={issued}>
      <NativeSelect
        id={inputId(prefix, `${at}/type`)}
        aria-label={name('type')}
        disabled={readOnly}
        value={type}
        onChange={(event) => change({ type: event.currentTarget.value })}
        data={(types.includes(type) ? types : [type, ...types]).map((code) => ({ value: code, label: sayIdentifierType(code, say) }))}
      />
      <TextInput
        id={inputId(prefix, `${at}/value`)}
        data-field={`${at}/value`}
        aria-label={name('value')}
        className="typed-code"
        attributes={leftToRight}
        readOnly={readOnly}
        value={written}
        maxLength={200}
        spellCheck={false}
        autoCapitalize="characters"
        error={errorOf(`${at}/value`)}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      {issued ? (
        <>
          <TextInput
            id={inputId(prefix, `${at}/country`)}
            aria-label={name('country')}
            placeholder={text('identifier.country.example')}
            readOnly={readOnly}
            value={textOf(held.country as Json | undefined)}
            maxLength={2}
            error={errorOf(`${at}/country`)}
            onChange={(event) => change({ country: event.currentTarget.value.toUpperCase() })}
          />
          <TextInput
            id={inputId(prefix, `${at}/state`)}
            aria-label={name('state')}
            placeholder={text('identifier.state.example')}
            readOnly={readOnly}
            value={textOf(held.state as Json | undefined)}
            maxLength={10}
            error={errorOf(`${at}/state`)}
            onChange={(event) => change({ state: event.currentTarget.value.toUpperCase() })}
          />
        </>
      ) : null}
      <Verdict type={type} written={written} issuerMissing={issued && held.country === undefined} />
    </div>
  )
  return props.bare === true ? (
    row
  ) : (
    <FieldGroup words={words} at={at}>
      {row}
    </FieldGroup>
  )
}

function Verdict({ type, written, issuerMissing }: { readonly type: string; readonly written: string; readonly issuerMissing: boolean }) {
  const text = useText()
  const { say } = useFormScope()
  if (written === '') return null
  const verdict = identify(type, written)
  return (
    <span className={classes.verdict} data-valid={verdict.valid}>
      {verdict.valid === false ? <IconAlertTriangle size={15} aria-hidden="true" /> : null}
      {verdict.valid === true ? <IconCheck size={15} aria-hidden="true" /> : null}
      {sayIdentifierReason(verdict.reason, say)}
      {issuerMissing ? ` ${text('identifier.issuerMissing')}` : ''}
    </span>
  )
}
