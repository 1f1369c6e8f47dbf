import type { AgreementList, AgreementView } from '@enlace/api'
import { useText } from '../language/text.ts'
import { DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'
import { StatusMark } from '../parts/status-mark.tsx'
import classes from '../people/people.module.css'

type Duty = AgreementView['registration'][string]

/** What the agreement is in law, who must register it where, and who may open a proof to whom. */
export function LegalFacts({ agreement, duties }: { readonly agreement: AgreementView; readonly duties: AgreementList['duties'] }) {
  const text = useText()
  const parties = useParties()
  const { proofUse } = agreement
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  const shown = duties.filter((duty) => duty.party === null || agreement.parties.includes(duty.party))
  return (
    <div className="stack">
      <DefinitionList
        items={[
          {
            term: text('people.law.character'),
            detail: (
              <>
                <strong>{text.find(`people.law.character.${agreement.character}`) ?? agreement.character}</strong>
                <div className="soft small">{text.find(`people.law.character.${agreement.character}.detail`)}</div>
              </>
            ),
          },
          ...Object.entries(agreement.registration).map(([party, duty]) => ({
            term: text('people.law.registration', { party: parties.nameOf(party) }),
            detail: <DutyState duty={duty} />,
          })),
          ...(agreement.depositary === undefined
            ? []
            : [{ term: text('people.law.un'), detail: <DutyState duty={agreement.depositary} /> }]),
          {
            term: text('people.law.proof'),
            detail: (
              <div className="stack-tight">
                <span>
                  {text('people.law.proof.to', {
                    who:
                      proofUse.mayShowTo.length === 0
                        ? text('people.law.nobody')
                        : list.format(proofUse.mayShowTo.map((who) => text.find(`people.law.to.${who}`) ?? who)),
                  })}
                </span>
                <span>{text.find(`people.law.consent.${proofUse.consent}`) ?? proofUse.consent}</span>
                <span>{text.find(`people.law.order.${proofUse.onCourtOrder}`) ?? proofUse.onCourtOrder}</span>
                {proofUse.clause === undefined ? null : <q>{text.of(proofUse.clause)}</q>}
              </div>
            ),
          },
          {
            term: text('people.law.signed'),
            detail: agreement.signedBy.map((name) => (
              <div key={name} className="mono">
                {name}
              </div>
            )),
          },
        ]}
      />
      <section className="stack-tight">
        <h3>{text('people.law.duties')}</h3>
        <p className="soft small">{text('people.law.duties.lead')}</p>
        {shown.map((duty) => (
          <div key={duty.id} className={classes.rule}>
            <strong>
              {text.of(duty.instrument)}, {text('people.law.article', { article: duty.article })}
            </strong>
            <span>{text.of(duty.asks)}</span>
            <span className="soft small">
              {text(duty.characters.includes(agreement.character) ? 'people.law.applies' : 'people.law.doesNotApply')}{' '}
              <span className={classes.address}>{duty.source}</span>
            </span>
          </div>
        ))}
      </section>
    </div>
  )
}

function DutyState({ duty }: { readonly duty: Duty }) {
  const text = useText()
  const state = duty.state ?? (duty.duty ? 'due' : 'not_needed')
  return (
    <div className="stack-tight">
      <StatusMark status={state === 'done' ? 'good' : state === 'due' ? 'warn' : 'plain'}>
        {text.find(`people.law.state.${state}`) ?? state}
      </StatusMark>
      {duty.reference === undefined ? null : <span>{duty.reference}</span>}
      <span className="soft small">{duty.source}</span>
    </div>
  )
}
