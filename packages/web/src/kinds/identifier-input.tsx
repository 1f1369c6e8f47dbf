import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { identifierTypes, identify } from '@enlace/records'
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCheck, IconPlus, IconX } from '../parts/icon.tsx'
import classes from './field-input.module.css'
import { type InputProps, useFrame } from './field-input.tsx'
import { sayIdentifierReason, sayIdentifierType } from './say-identifier.ts'

/** Identifiers as a list: type, value as written, who issued it where that matters. A wrong check digit warns, and never blocks. */
export function IdentifierInput(props: InputProps) {
  const text = useText()
  const frame = useFrame(props)
  const { placed, value, onChange, say } = props
  const rows: readonly JsonObject[] = Array.isArray(value) ? value.flatMap((row: Json) => (isJsonObject(row) ? [row] : [])) : []
  const types = placed.field.of?.identifierTypes ?? []
  const write = (next: readonly JsonObject[]) => onChange(next.length === 0 ? null : next)
  const change = (at: number, part: Readonly<Record<string, string>>) =>
    write(
      rows.map((row, index) =>
        index === at
          ? Object.fromEntries(Object.entries({ ...row, ...part }).filter(([name, held]) => held !== '' || name === 'value'))
          : row,
      ),
    )
  return (
    <fieldset className={classes.identifiers} data-field={placed.name}>
      <legend>{frame.label}</legend>
      {rows.map((row, at) => {
        const type = typeof row.type === 'string' ? row.type : ''
        const written = typeof row.value === 'string' ? row.value : ''
        const verdict = identify(type, written)
        const issued = identifierTypes.get(type)?.needsIssuer === true
        const name = `${text('identifier.number', { number: at + 1 })}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list
          <div key={at} className={classes.identifier} data-issuer={issued}>
            <NativeSelect
              aria-label={`${name}: ${text('identifier.type')}`}
              value={type}
              onChange={(event) => change(at, { type: event.currentTarget.value })}
              data={(types.includes(type) ? types : [type, ...types]).map((code) => ({ value: code, label: sayIdentifierType(code, say) }))}
            />
            <TextInput
              aria-label={`${name}: ${text('identifier.value')}`}
              className="mono"
              value={written}
              maxLength={200}
              spellCheck={false}
              autoCapitalize="characters"
              onChange={(event) => change(at, { value: event.currentTarget.value })}
            />
            {issued ? (
              <>
                <TextInput
                  aria-label={`${name}: ${text('identifier.country')}`}
                  placeholder={text('identifier.country.example')}
                  value={typeof row.country === 'string' ? row.country : ''}
                  maxLength={2}
                  onChange={(event) => change(at, { country: event.currentTarget.value.toUpperCase() })}
                />
                <TextInput
                  aria-label={`${name}: ${text('identifier.state')}`}
                  placeholder={text('identifier.state.example')}
                  value={typeof row.state === 'string' ? row.state : ''}
                  maxLength={10}
                  onChange={(event) => change(at, { state: event.currentTarget.value.toUpperCase() })}
                />
              </>
            ) : null}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${name}: ${text('identifier.remove')}`}
              onClick={() => write(rows.filter((_, index) => index !== at))}
            >
              <IconX size={18} />
            </ActionIcon>
            {written === '' ? null : (
              <span className={classes.verdict} data-valid={verdict.valid}>
                {verdict.valid === false ? <IconAlertTriangle size={15} aria-hidden="true" /> : null}
                {verdict.valid === true ? <IconCheck size={15} aria-hidden="true" /> : null}
                {sayIdentifierReason(verdict.reason, say)}
                {issued && row.country === undefined ? ` ${text('identifier.issuerMissing')}` : ''}
              </span>
            )}
          </div>
        )
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => write([...rows, { type: types[0] ?? '', value: '' }])}
        >
          {text('identifier.add')}
        </Button>
      </div>
      {frame.description === undefined ? null : <span className="soft small">{frame.description}</span>}
      {frame.error === undefined ? null : (
        <span role="alert" className={classes.verdict} data-valid="false">
          {frame.error}
        </span>
      )}
    </fieldset>
  )
}
