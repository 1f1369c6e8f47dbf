import type { AgreementAnswer, AgreementView } from '@enlace/api'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askKinds } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { useText } from '../language/text.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { useExplain } from '../parts/use-explain.ts'
import classes from '../people/people.module.css'

const labels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
const origins = ['human', 'ai_assisted', 'ai_made', 'machine_translated'] as const
const statuses = ['', 'suspect', 'victim', 'witness'] as const
const tones = { release: 'good', ask: 'warn', withhold: 'bad' } as const
const uses = ['lead', 'evidence', 'no_court', 'no_onward', 'no_press', 'no_immigration_use', 'no_force_or_targeting'] as const

/** «What would happen if»: a record's properties, and the answer of the very function that decides releases. */
export function AskAgreement({ agreement }: { readonly agreement: AgreementView }) {
  const text = useText()
  const parties = useParties()
  const explain = useExplain()
  const { data: kinds } = useQuery(askKinds)
  const [kind, setKind] = useState('mirror-alert')
  const [from, setFrom] = useState(agreement.parties.find((party) => party !== agreement.partner) ?? '')
  const [tlp, setTlp] = useState('amber')
  const [origin, setOrigin] = useState('human')
  const [personStatus, setPersonStatus] = useState('')
  const [use, setUse] = useState<readonly string[]>(['lead'])
  const [flags, setFlags] = useState({ legalBasis: true, personal: false, locatedPerson: false })
  const ask = useMutation({
    mutationFn: () =>
      send<AgreementAnswer>('POST', `/agreements/${encodeURIComponent(agreement.partner)}/ask`, {
        body: { kind, from, tlp, origin, permittedUse: use, ...flags, ...(personStatus === '' ? {} : { personStatus }) },
      }),
  })
  const fieldName = useFieldNames(kind)
  const choose = (set: (value: string) => void) => (event: { readonly currentTarget: { readonly value: string } }) => {
    set(event.currentTarget.value)
    ask.reset()
  }
  const answer = ask.data
  return (
    <div className="stack">
      <p className="soft">{text('people.ask.lead')}</p>
      <div className={classes.form}>
        <NativeSelect
          label={text('people.ask.from')}
          value={from}
          onChange={choose(setFrom)}
          data={agreement.parties.map((party) => ({ value: party, label: parties.nameOf(party) }))}
        />
        <NativeSelect
          label={text('people.ask.kind')}
          value={kind}
          onChange={choose(setKind)}
          data={(kinds ?? []).map((each) => ({ value: each.name, label: text.of(each.title) }))}
        />
        <NativeSelect
          label={text('people.ask.tlp')}
          value={tlp}
          onChange={choose(setTlp)}
          data={labels.map((each) => ({ value: each, label: `TLP:${each.toUpperCase()}` }))}
        />
        <NativeSelect
          label={text('people.ask.origin')}
          value={origin}
          onChange={choose(setOrigin)}
          data={origins.map((each) => ({ value: each, label: text(`origin.${each}`) }))}
        />
        <NativeSelect
          label={text('people.ask.person')}
          value={personStatus}
          onChange={choose(setPersonStatus)}
          data={statuses.map((each) => ({ value: each, label: text(`people.ask.person.${each === '' ? 'none' : each}`) }))}
        />
      </div>
      <fieldset className="stack-tight">
        <legend>{text('people.ask.use')}</legend>
        <div className={classes.checks}>
          {uses.map((each) => (
            <Checkbox
              key={each}
              label={text(`use.${each}`)}
              checked={use.includes(each)}
              onChange={(event) => {
                setUse(event.currentTarget.checked ? [...use, each] : use.filter((one) => one !== each))
                ask.reset()
              }}
            />
          ))}
        </div>
      </fieldset>
      <div className={classes.checks}>
        {(['legalBasis', 'personal', 'locatedPerson'] as const).map((flag) => (
          <Checkbox
            key={flag}
            label={text(`people.ask.${flag}`)}
            checked={flags[flag]}
            onChange={(event) => {
              setFlags({ ...flags, [flag]: event.currentTarget.checked })
              ask.reset()
            }}
          />
        ))}
      </div>
      <div>
        <Button onClick={() => ask.mutate()} loading={ask.isPending}>
          {text('people.ask.do')}
        </Button>
      </div>
      {ask.isError ? <ProblemNotice problem={ask.error} /> : null}
      {answer === undefined ? null : (
        <Notice
          tone={tones[answer.outcome as keyof typeof tones] ?? 'info'}
          title={text.find(`people.ask.outcome.${answer.outcome}`) ?? answer.outcome}
        >
          <div className="stack-tight">
            <span>{explain(answer.explanation)}</span>
            {answer.toAgency === null ? null : (
              <span>
                {text('people.agreements.to', {
                  agency: parties.agencyName(
                    answer.toAgency,
                    agreement.parties.find((party) => party !== from),
                  ),
                })}
              </span>
            )}
            {answer.without.length === 0 ? null : (
              <span>
                {text('people.agreements.strike', { fields: new Intl.ListFormat(text.tag).format(answer.without.map(fieldName)) })}
              </span>
            )}
            {answer.retentionDays === null ? null : <span>{text('people.agreements.keep', { days: answer.retentionDays })}</span>}
          </div>
        </Notice>
      )}
      <p className="soft small">{text('people.ask.note')}</p>
    </div>
  )
}
