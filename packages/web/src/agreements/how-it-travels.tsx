import type { AgreementView } from '@enlace/api'
import { recallDefaultHours } from '@enlace/records'
import { Suspense } from 'react'
import { sayTerm } from '../clocks/say-clock.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatBytes, formatDay } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { DefinitionList } from '../parts/definition-list.tsx'
import { late } from '../parts/late.tsx'
import { useParties } from '../parts/party.ts'
import { useSayOnly } from './say-only.ts'

const ReceiptFirst = late(withWords('sealed', () => import('./receipt-first.tsx')))

const algorithms: Readonly<Record<string, string>> = { ed25519: 'Ed25519', 'ml-dsa-44': 'ML-DSA-44' }

/** What both promised about the way itself: signatures, receipts, lanes, recall, time, sizes. A clause that is absent says what holds then. */
export function HowItTravels({ agreement }: { readonly agreement: AgreementView }) {
  const text = useText()
  const parties = useParties()
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  const { signatures, receiptBeforeRead: first, flash, promises } = agreement
  const partner = parties.nameOf(agreement.partner)
  const size = (bytes: number) => formatBytes(bytes, text.tag)
  return (
    <DefinitionList
      items={[
        {
          term: text('people.travel.signatures'),
          detail:
            signatures === undefined
              ? text('people.travel.signatures.none')
              : text('people.travel.signatures.from', {
                  day: formatDay(signatures.from, text.tag),
                  algorithms: list.format(signatures.algorithms.map((name) => algorithms[name] ?? name)),
                }),
        },
        {
          term: text('people.travel.first'),
          detail:
            first === undefined ? (
              text('people.travel.first.none')
            ) : (
              <Suspense fallback={null}>
                <ReceiptFirst clause={first} />
              </Suspense>
            ),
        },
        {
          term: text('people.travel.flash'),
          detail: (
            <div className="stack-tight">
              <span>{text('people.travel.flash.recalls')}</span>
              {flash.map((clause) => (
                <FlashClause key={clause.kinds.join()} clause={clause} />
              ))}
            </div>
          ),
        },
        { term: text('people.travel.recall'), detail: text('people.travel.recall.detail', { hours: recallDefaultHours }) },
        {
          term: text('people.travel.onward'),
          detail: `${text('people.travel.onward.detail')} ${text(agreement.tellNewer ? 'people.travel.newer' : 'people.travel.newer.none')}`,
        },
        {
          term: text('people.travel.ids'),
          detail: text(agreement.partnerIds ? 'people.travel.ids.own' : 'people.travel.ids.same', { partner }),
        },
        { term: text('people.travel.logs'), detail: text(agreement.openLogs ? 'people.travel.logs.open' : 'people.travel.logs.closed') },
        {
          term: text('people.travel.promises'),
          detail:
            promises.length === 0 ? (
              text('people.travel.promises.none')
            ) : (
              <div className="stack-tight">
                {promises.map((promise) => (
                  <div key={promise.id}>
                    {promise.clocks.length === 0 ? (
                      text('people.travel.promises.unknown', { id: promise.id })
                    ) : (
                      <ul>
                        {promise.clocks.map((clock) => (
                          <li key={clock.id}>
                            {text.of(clock.title)}: {sayTerm(clock.term, text)}
                          </li>
                        ))}
                      </ul>
                    )}
                    {promise.standing === 'proposed' ? <span className="soft small">{text('people.travel.promises.proposed')}</span> : null}
                  </div>
                ))}
              </div>
            ),
        },
        {
          term: text('people.travel.bounds'),
          detail: text('people.travel.bounds.detail', { item: size(agreement.maxItemBytes), leaf: size(agreement.maxLeafBytes) }),
        },
        { term: text('people.travel.domain'), detail: text('people.travel.domain.detail', { code: agreement.classification }) },
      ]}
    />
  )
}

function FlashClause({ clause }: { readonly clause: AgreementView['flash'][number] }) {
  const text = useText()
  const list = new Intl.ListFormat(text.tag, { type: 'conjunction' })
  const kindTitle = useKindTitle()
  return (
    <span>
      {list.format(clause.kinds.map(kindTitle))}. {useSayOnly(clause)}
    </span>
  )
}
