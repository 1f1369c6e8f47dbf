import {
  draftStatuses,
  informationGrades,
  markingSchemes,
  origins,
  permittedUses,
  personStatuses,
  recordLabel,
  retentionClasses,
  sourceGrades,
} from '@enlace/records'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { PartnerStatus } from '../api/shapes.ts'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Tlp } from '../parts/tlp.tsx'
import { type Limits, labelOf, limitsProblems, schemesOf } from './limits.ts'
import classes from './limits-form.module.css'

type Props = {
  readonly limits: Limits
  readonly party: string
  readonly partners: readonly PartnerStatus[]
  readonly say: SayLabel
  readonly prefix: string
  readonly readOnly: boolean
  /** The sentence of the node for a member of the envelope. */
  readonly errorOf: (member: string) => string | undefined
  readonly onChange: (limits: Limits) => void
}

/** The limits that travel with the record: seen at a glance, changed in place, each in words. */
export function LimitsForm({ limits, party, partners, say, prefix, readOnly, errorOf, onChange }: Props) {
  const text = useText()
  const problems = limitsProblems(limits)
  const set = (change: Partial<Limits>) => onChange({ ...limits, ...change })
  const missing = (name: (typeof problems)[number]) => (problems.includes(name) ? text(`limits.problem.${name}`) : undefined)
  const scheme = markingSchemes[limits.scheme]
  const codes = (prefixOf: string, table: object, none?: string) => [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...Object.keys(table).map((code) => ({ value: code, label: say(recordLabel(`envelope.${prefixOf}.${code}`)) })),
  ]
  const id = (name: string) => `${prefix}-limits-${name}`
  return (
    <div className="stack">
      <NativeSelect
        id={id('to')}
        label={text('forms.limits.to')}
        value={limits.to === null ? 'any' : limits.to.length === 0 ? 'nobody' : 'only'}
        disabled={readOnly}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          set({ to: chosen === 'any' ? null : chosen === 'nobody' ? [] : partners.slice(0, 1).map((partner) => partner.party) })
        }}
        data={[
          { value: 'any', label: text('forms.limits.to.any') },
          ...(partners.length === 0
            ? []
            : [
                { value: 'only', label: text('forms.limits.to.only', { party: partners.length === 1 ? text.of(partners[0]?.name) : '…' }) },
              ]),
          { value: 'nobody', label: text('forms.limits.to.nobody') },
        ]}
      />
      {partners.length > 1 && limits.to !== null && limits.to.length > 0 ? (
        <fieldset className={classes.uses} disabled={readOnly}>
          <legend>{text('alert.to')}</legend>
          {partners.map((partner) => (
            <Checkbox
              key={partner.party}
              label={text.of(partner.name)}
              checked={limits.to?.includes(partner.party) ?? false}
              onChange={(event) =>
                set({
                  to: event.currentTarget.checked
                    ? [...(limits.to ?? []), partner.party]
                    : (limits.to ?? []).filter((each) => each !== partner.party),
                })
              }
            />
          ))}
        </fieldset>
      ) : null}
      <div className={classes.pair}>
        <NativeSelect
          label={text('limits.scheme')}
          value={limits.scheme}
          disabled={readOnly}
          onChange={(event) => set({ scheme: event.currentTarget.value })}
          data={[...new Set([...schemesOf(party), limits.scheme])].map((code) => ({
            value: code,
            label: text.of(markingSchemes[code]?.title) || code,
          }))}
        />
        <TextInput
          id={id('marking')}
          label={text('limits.marking')}
          value={limits.marking}
          maxLength={200}
          readOnly={readOnly}
          error={missing('marking') ?? errorOf('marking')}
          onChange={(event) => set({ marking: event.currentTarget.value })}
          aria-required
        />
      </div>
      <p className="cluster small">
        {text('limits.derived')} <Tlp label={labelOf(limits)} /> <span className="soft">{text.of(scheme?.lost)}</span>
      </p>
      <fieldset className={classes.uses} disabled={readOnly} id={id('uses')} tabIndex={-1}>
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
          id={id('instrument')}
          label={text('limits.instrument')}
          value={limits.instrument}
          maxLength={500}
          readOnly={readOnly}
          error={missing('instrument') ?? errorOf('legal_basis')}
          onChange={(event) => set({ instrument: event.currentTarget.value })}
        />
        <TextInput
          id={id('article')}
          label={text('limits.article')}
          value={limits.article}
          maxLength={100}
          readOnly={readOnly}
          error={missing('article')}
          onChange={(event) => set({ article: event.currentTarget.value })}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          id={id('purpose')}
          label={text('limits.purpose')}
          value={limits.purpose}
          maxLength={500}
          readOnly={readOnly}
          error={errorOf('purpose')}
          onChange={(event) => set({ purpose: event.currentTarget.value })}
        />
        <NativeSelect
          label={text('limits.retention')}
          value={limits.retention}
          disabled={readOnly}
          onChange={(event) => set({ retention: event.currentTarget.value })}
          data={codes('retention', retentionClasses)}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label={text('limits.source')}
          value={limits.source}
          disabled={readOnly}
          onChange={(event) => set({ source: event.currentTarget.value })}
          data={Object.entries(sourceGrades).map(([code, english]) => ({
            value: code,
            label: `${code} · ${text.find(`grade.source.${code}`) ?? english}`,
          }))}
        />
        <NativeSelect
          label={text('limits.information')}
          value={limits.information}
          disabled={readOnly}
          onChange={(event) => set({ information: event.currentTarget.value })}
          data={Object.entries(informationGrades).map(([code, english]) => ({
            value: code,
            label: `${code} · ${text.find(`grade.information.${code}`) ?? english}`,
          }))}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label={text('limits.origin')}
          value={limits.origin}
          disabled={readOnly}
          onChange={(event) => set({ origin: event.currentTarget.value })}
          data={codes('origin', origins)}
        />
        <NativeSelect
          label={text('limits.person')}
          value={limits.personStatus}
          disabled={readOnly}
          onChange={(event) => set({ personStatus: event.currentTarget.value })}
          data={codes('person_status', personStatuses, text('forms.notStated'))}
        />
        <NativeSelect
          label={text('forms.limits.draft')}
          description={text('forms.limits.draft.help')}
          value={limits.draftStatus}
          disabled={readOnly}
          onChange={(event) => set({ draftStatus: event.currentTarget.value })}
          data={codes('draft_status', draftStatuses, text('forms.limits.draft.none'))}
        />
      </div>
    </div>
  )
}
