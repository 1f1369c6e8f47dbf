import type { AgreementView } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { askKinds } from '../api/questions.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tlp } from '../parts/tlp.tsx'
import classes from '../people/people.module.css'
import { useSayOnly } from './say-only.ts'

type Rule = AgreementView['rules'][number]
const modes: readonly { readonly mode: Rule['mode']; readonly status: Status }[] = [
  { mode: 'automatic', status: 'good' },
  { mode: 'ask', status: 'waiting' },
]

/** In plain words and in both directions: what leaves by itself, what waits for an officer, what never leaves. */
export function LetsOut({ agreement }: { readonly agreement: AgreementView }) {
  const text = useText()
  const parties = useParties()
  const kindTitle = useKindTitle()
  const { data: kinds } = useQuery(askKinds)
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  return (
    <div className="stack">
      <DefinitionList
        items={[
          {
            term: text('people.agreements.ceiling'),
            detail: (
              <span className="cluster">
                <Tlp label={agreement.ceiling} /> {text('people.agreements.ceiling.detail')}
              </span>
            ),
          },
          {
            term: text('people.agreements.uses'),
            detail: list.format(agreement.permittedUse.map((use) => text.find(`use.${use}`) ?? use)),
          },
          {
            term: text('people.agreements.agencies'),
            detail: Object.entries(agreement.agencies).map(([party, agencies]) => (
              <div key={party}>
                {parties.nameOf(party)}: {list.format(agencies.map((agency) => parties.agencyName(agency, party)))}
              </div>
            )),
          },
        ]}
      />
      {agreement.parties.map((from) => {
        const rules = agreement.rules.filter((rule) => rule.from === from)
        const covered = new Set(rules.flatMap((rule) => rule.kinds))
        const never = (kinds ?? []).filter((kind) => !covered.has(kind.name)).map((kind) => text.of(kind.title))
        const other = agreement.parties.find((party) => party !== from) ?? ''
        return (
          <section key={from} className="stack-tight">
            <h3 className="cluster">
              <PartyMark party={from} />
              <span aria-hidden="true">→</span>
              <PartyMark party={other} />
            </h3>
            {modes.map(({ mode, status }) =>
              rules
                .filter((rule) => rule.mode === mode)
                .map((rule) => (
                  <div key={rule.kinds.join()} className={classes.rule}>
                    <StatusMark status={status}>{text(`people.agreements.mode.${mode}`)}</StatusMark>
                    <Kinds names={rule.kinds.map(kindTitle)} />
                    <RuleTerms rule={rule} to={other} />
                  </div>
                )),
            )}
            <div className={classes.rule}>
              <StatusMark status="off">{text('people.agreements.mode.never')}</StatusMark>
              {never.length === 0 ? <span>{text('people.agreements.never.none')}</span> : <Kinds names={never} />}
            </div>
          </section>
        )
      })}
      <p className="soft small">{text('people.agreements.always')}</p>
    </div>
  )
}

const fewKinds = 6

function Kinds({ names }: { readonly names: readonly string[] }) {
  const text = useText()
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  const sorted = [...names].sort((a, b) => a.localeCompare(b, text.tag))
  if (sorted.length <= fewKinds) return <span>{list.format(sorted)}</span>
  return (
    <details>
      <summary>{text('people.agreements.kinds', { count: sorted.length, some: sorted.slice(0, 3).join(', ') })}</summary>
      <p>{list.format(sorted)}</p>
    </details>
  )
}

/** The conditions of one rule, sentence by sentence, with the names of fields as the kind gives them. */
function RuleTerms({ rule, to }: { readonly rule: Rule; readonly to: string }) {
  const text = useText()
  const parties = useParties()
  const fieldName = useFieldNames(rule.kinds[0] ?? '')
  const sayOnly = useSayOnly(rule)
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  const sentences = [
    text('people.agreements.to', { agency: parties.agencyName(rule.toAgency, to) }),
    text.find(`people.agreements.personal.${rule.personal}`) ?? '',
    rule.strike.length === 0 ? '' : text('people.agreements.strike', { fields: list.format(rule.strike.map(fieldName)) }),
    sayOnly,
    rule.requires.length === 0
      ? ''
      : text('people.agreements.needs', {
          what: list.format(rule.requires.map((one) => text.find(`people.agreements.need.${one}`) ?? one)),
        }),
    rule.retentionDays === null ? '' : text('people.agreements.keep', { days: rule.retentionDays }),
  ]
  return <span className="soft small">{sentences.filter((sentence) => sentence !== '').join(' ')}</span>
}
