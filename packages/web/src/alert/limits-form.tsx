import { informationGrades, markingSchemes, permittedUses, sourceGrades } from '@enlace/records'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
import { Tlp } from '../parts/tlp.tsx'
import { type Limits, labelOf, limitsProblems, schemesOf } from './limits.ts'
import classes from './limits-form.module.css'

/** The limits that travel with the alert: seen at a glance, changed in place. */
export function LimitsForm({
  limits,
  party,
  onChange,
}: {
  readonly limits: Limits
  readonly party: string
  readonly onChange: (limits: Limits) => void
}) {
  const text = useText()
  const problems = limitsProblems(limits)
  const set = (change: Partial<Limits>) => onChange({ ...limits, ...change })
  const missing = (name: (typeof problems)[number]) => (problems.includes(name) ? text(`limits.problem.${name}`) : undefined)
  const scheme = markingSchemes[limits.scheme]
  return (
    <div className="stack">
      <div className={classes.pair}>
        <NativeSelect
          label={text('limits.scheme')}
          value={limits.scheme}
          onChange={(event) => set({ scheme: event.currentTarget.value })}
          data={schemesOf(party).map((code) => ({ value: code, label: text.of(markingSchemes[code]?.title) }))}
        />
        <TextInput
          label={text('limits.marking')}
          value={limits.marking}
          maxLength={200}
          error={missing('marking')}
          onChange={(event) => set({ marking: event.currentTarget.value })}
          required
        />
      </div>
      <p className="cluster small">
        {text('limits.derived')} <Tlp label={labelOf(limits)} /> <span className="soft">{text.of(scheme?.lost)}</span>
      </p>
      <fieldset className={classes.uses}>
        <legend>{text('limits.use')}</legend>
        {Object.entries(permittedUses).map(([code, english]) => (
          <Checkbox
            key={code}
            label={text.find(`use.${code}`) ?? english}
            checked={limits.uses.includes(code)}
            onChange={(event) =>
              set({ uses: event.currentTarget.checked ? [...limits.uses, code] : limits.uses.filter((use) => use !== code) })
            }
          />
        ))}
        {(['uses', 'uses_contradict'] as const).map((name) =>
          problems.includes(name) ? (
            <p key={name} role="alert" className={classes.problem}>
              {text(`limits.problem.${name}`)}
            </p>
          ) : null,
        )}
      </fieldset>
      <div className={classes.pair}>
        <TextInput
          label={text('limits.instrument')}
          value={limits.instrument}
          maxLength={500}
          error={missing('instrument')}
          onChange={(event) => set({ instrument: event.currentTarget.value })}
          required
        />
        <TextInput
          label={text('limits.article')}
          value={limits.article}
          maxLength={100}
          error={missing('article')}
          onChange={(event) => set({ article: event.currentTarget.value })}
          required
        />
      </div>
      <TextInput
        label={text('limits.purpose')}
        value={limits.purpose}
        maxLength={500}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={text('limits.source')}
          value={limits.source}
          onChange={(event) => set({ source: event.currentTarget.value })}
          data={Object.entries(sourceGrades).map(([code, english]) => ({
            value: code,
            label: `${code} · ${text.find(`grade.source.${code}`) ?? english}`,
          }))}
        />
        <NativeSelect
          label={text('limits.information')}
          value={limits.information}
          onChange={(event) => set({ information: event.currentTarget.value })}
          data={Object.entries(informationGrades).map(([code, english]) => ({
            value: code,
            label: `${code} · ${text.find(`grade.information.${code}`) ?? english}`,
          }))}
        />
      </div>
    </div>
  )
}
