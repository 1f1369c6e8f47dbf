import { useQuery } from '@tanstack/react-query'
import { askExchange } from '../api/questions.ts'
import { PartnerCard } from '../exchange/partner-card.tsx'
import { useText } from '../language/text.ts'
import { IconArrowsExchange } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'

/** Every partner: does the link stand, what waits, what is receipted, and what we could prove today. */
export function Exchange() {
  const text = useText()
  const exchange = useQuery({ ...askExchange, refetchInterval: 15_000 })
  return (
    <Page title={text('exchange.title')} lead={text('exchange.lead')}>
      <Answered question={exchange}>
        {(partners) =>
          partners.length === 0 ? (
            <Empty icon={<IconArrowsExchange size={32} />} title={text('exchange.empty')}>
              {text('exchange.empty.detail')}
            </Empty>
          ) : (
            <div className="stack">
              {partners.map((partner) => (
                <PartnerCard key={partner.party} partner={partner} />
              ))}
            </div>
          )
        }
      </Answered>
    </Page>
  )
}
