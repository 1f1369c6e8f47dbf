import type { AgreementList, AgreementView } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { AcceptAgreement } from '../agreements/accept-agreement.tsx'
import { AskAgreement } from '../agreements/ask-agreement.tsx'
import { HowItTravels } from '../agreements/how-it-travels.tsx'
import { LegalFacts } from '../agreements/legal-facts.tsx'
import { LetsOut } from '../agreements/lets-out.tsx'
import { PartnerKeys } from '../agreements/partner-keys.tsx'
import { askAgreements } from '../api/people-questions.ts'
import { useMay } from '../api/use-may.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconClipboardText } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { TabPanels } from '../parts/tab-panels.tsx'

/** Every co-signed agreement in plain words, what would happen to a record under it, and whose keys signed it. */
export function Agreements() {
  const text = useText()
  const may = useMay()
  const agreements = useQuery(askAgreements)
  return (
    <Page title={text('people.agreements.title')} lead={text('people.agreements.lead')}>
      <Answered question={agreements} shape="cards">
        {(list) => (
          <div className="stack">
            {list.items.length === 0 ? (
              <Card>
                <Empty icon={<IconClipboardText size={32} />} title={text('people.agreements.empty')}>
                  {text('people.agreements.empty.detail')}
                </Empty>
              </Card>
            ) : null}
            {list.items.map((agreement) => (
              <AgreementCard key={`${agreement.id}/${agreement.version}`} agreement={agreement} list={list} />
            ))}
            {list.partners.map((partner) => (
              <PartnerKeys key={partner.party} partner={partner} />
            ))}
            {may('agreement.propose') ? <AcceptAgreement /> : null}
          </div>
        )}
      </Answered>
    </Page>
  )
}

const states: Readonly<Record<AgreementView['state'], Status>> = { in_force: 'good', not_started: 'waiting', ended: 'bad', replaced: 'off' }

function AgreementCard({ agreement, list }: { readonly agreement: AgreementView; readonly list: AgreementList }) {
  const text = useText()
  return (
    <Card
      title={text.of(agreement.title)}
      lead={
        <span className="cluster">
          {agreement.parties.map((party) => (
            <PartyMark key={party} party={party} />
          ))}
          <span>
            {text('people.agreements.term', { from: formatDay(agreement.startsOn, text.tag), to: formatDay(agreement.endsOn, text.tag) })}
          </span>
          <code>
            {agreement.id}/{agreement.version}
          </code>
        </span>
      }
      actions={
        <span className="cluster">
          <StatusMark status={states[agreement.state]}>{text(`people.agreements.state.${agreement.state}`)}</StatusMark>
          <PrintList list="agreement" id={`${agreement.id}/${agreement.version}`} />
        </span>
      }
    >
      <TabPanels
        label={text('people.agreements.views')}
        panels={[
          { name: 'out', label: text('people.agreements.out'), content: () => <LetsOut agreement={agreement} /> },
          ...(agreement.state === 'in_force'
            ? [{ name: 'ask', label: text('people.agreements.ask'), content: () => <AskAgreement agreement={agreement} /> }]
            : []),
          { name: 'travel', label: text('people.travel'), content: () => <HowItTravels agreement={agreement} /> },
          { name: 'law', label: text('people.agreements.law'), content: () => <LegalFacts agreement={agreement} duties={list.duties} /> },
        ]}
      />
    </Card>
  )
}
