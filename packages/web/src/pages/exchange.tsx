import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { askExchange } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { PartnerCard } from '../exchange/partner-card.tsx'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { IconArrowsExchange } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty, Loading } from '../parts/page-state.tsx'

/** Asked for seldom, and with words of their own: they come behind the partners. */
const Courier = late(withWords('courier', () => import('../exchange/courier.tsx')))
const Timestamps = late(withWords('courier', () => import('../exchange/timestamps.tsx')))
const Witnesses = late(withWords('courier', () => import('../exchange/witnesses.tsx')))

/** Every partner: does the link stand, what waits, what is receipted, and what we could prove today. */
export function Exchange() {
  const text = useText()
  const may = useMay()
  const exchange = useQuery({ ...askExchange, refetchInterval: 15_000 })
  return (
    <Page
      title={text('exchange.title')}
      lead={text('exchange.lead')}
      actions={may('evidence.make') ? <Link to="/evidence">{text('exchange.evidence')}</Link> : undefined}
    >
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
              <Suspense fallback={<Loading lines={3} />}>
                <Courier partners={partners} />
              </Suspense>
              <Suspense fallback={<Loading lines={3} />}>
                <Witnesses />
              </Suspense>
              <Suspense fallback={<Loading lines={3} />}>
                <Timestamps />
              </Suspense>
            </div>
          )
        }
      </Answered>
    </Page>
  )
}
