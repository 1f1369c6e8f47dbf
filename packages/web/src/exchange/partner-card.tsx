import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { PartnerStatus } from '../api/shapes.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCheck, IconLinkOff, IconPlayerPause } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago, Time } from '../parts/time.tsx'
import { History } from './history.tsx'
import { HoldLink } from './hold-link.tsx'
import { LogTable } from './log-table.tsx'
import classes from './partner-card.module.css'
import { QuarantineList } from './quarantine-list.tsx'
import { Recalls } from './recalls.tsx'
import { RefusedList } from './refused-list.tsx'
import { sayProvable } from './say-provable.ts'

const FrozenLogs = late(withWords('epochs', () => import('./frozen-logs.tsx')))
const KeysOwed = late(withWords('sealed', () => import('./keys-owed.tsx')))
const Paused = late(withWords('rights', () => import('./paused.tsx')))
const KeyTable = late(withWords('signing', () => import('./key-table.tsx')))
/** The checking code is heavy and is loaded when the card is shown, behind everything else. */
const TryIt = late(withWords('verify', () => import('./try-it.tsx')))

const links = {
  up: { tone: 'good', Icon: IconCheck },
  down: { tone: 'bad', Icon: IconLinkOff },
  held: { tone: 'warn', Icon: IconPlayerPause },
} as const

/** One partner: link, logs, agreement, keys, last fault in plain words, and what stands proved. */
export function PartnerCard({ partner }: { readonly partner: PartnerStatus }) {
  const text = useText()
  const { tone, Icon } = links[partner.link]
  const waiting = partner.logs.filter((log) => log.direction === 'out').reduce((sum, log) => sum + log.waiting, 0)
  const frozen = partner.logs.some((log) => log.frozen !== null && log.next == null)
  return (
    <section className="card" aria-labelledby={`partner-${partner.party}`}>
      <div className={classes.head}>
        <h2 id={`partner-${partner.party}`}>
          <PartyMark party={partner.party} />
        </h2>
        <span className="cluster">
          <Tag tone={tone} icon={<Icon />}>
            {text(`link.${partner.link}`)}
          </Tag>
          <span className="soft small">
            {text('exchange.since')} <Time at={partner.since} brief />
            {partner.heldUntil == null ? null : (
              <>
                {' · '}
                {text('people.hold.until')} <Time at={partner.heldUntil} brief />
              </>
            )}
          </span>
        </span>
        <span className={classes.push} />
        <HoldLink partner={partner} />
      </div>
      <div className={classes.body}>
        <Suspense fallback={frozen ? <Notice tone="bad" title={text('exchange.frozen')} /> : null}>
          <FrozenLogs partner={partner} />
        </Suspense>
        {partner.link !== 'up' && waiting > 0 ? (
          <Notice tone="warn" title={text('exchange.waits', { count: waiting })}>
            {text('exchange.waits.detail')}
          </Notice>
        ) : null}
        <Suspense fallback={null}>
          <Paused party={partner.party} />
        </Suspense>
        {partner.quarantined > 0 ? (
          <Notice tone="warn" title={text('exchange.quarantined', { count: partner.quarantined })}>
            {text('exchange.quarantined.detail')}
          </Notice>
        ) : null}
        {partner.keysOwed === undefined && partner.heldBack !== true ? null : (
          <Suspense fallback={null}>
            <KeysOwed partner={partner} />
          </Suspense>
        )}
        <div className={classes.proved}>
          <h3>{text('exchange.provable')}</h3>
          <ul className="stack-tight">
            {sayProvable(partner, text, (value) => formatNumber(value, text.tag)).map((sentence) => (
              <li key={sentence}>
                <IconCheck size={16} aria-hidden="true" /> <span>{sentence}</span>
              </li>
            ))}
          </ul>
          <p className="soft small">{text('exchange.provable.not')}</p>
          <Suspense fallback={<Loading lines={1} />}>
            <TryIt party={partner.party} />
          </Suspense>
        </div>
        <LogTable logs={partner.logs} />
        <History party={partner.party} />
        <div className={classes.facts}>
          <section className="stack-tight">
            <h3>{text('exchange.agreement')}</h3>
            {partner.agreement === null ? (
              <p className="soft">{text('exchange.agreement.none')}</p>
            ) : (
              <>
                <p>{text.of(partner.agreement.title)}</p>
                <p className="soft small">
                  {text('exchange.agreement.term', {
                    from: formatDay(partner.agreement.from, text.tag),
                    to: formatDay(partner.agreement.to, text.tag),
                  })}{' '}
                  · <code>{partner.agreement.id}</code>
                </p>
                <p>
                  <Link to="/agreements">{text('people.exchange.agreement')}</Link>
                </p>
              </>
            )}
          </section>
          <section className="stack-tight">
            <h3>{text('exchange.fault')}</h3>
            {partner.lastFault === null ? (
              <p className="soft">{text('exchange.fault.none')}</p>
            ) : (
              <p>
                {partner.link === 'up' ? null : <IconAlertTriangle size={16} aria-hidden="true" />} {sayFault(partner.lastFault, text)}{' '}
                <span className="soft small">
                  (<Ago at={partner.lastFault.at} />
                  {partner.link === 'up' ? `; ${text('exchange.fault.past')}` : ''})
                </span>
              </p>
            )}
          </section>
        </div>
        <Recalls party={partner.party} />
        <QuarantineList party={partner.party} />
        <RefusedList refused={partner.refused} />
        <details>
          <summary>{text('exchange.keys', { count: partner.keys.length })}</summary>
          <Suspense fallback={<Loading lines={2} />}>
            <KeyTable partner={partner} />
          </Suspense>
        </details>
      </div>
    </section>
  )
}

function sayFault({ code, values }: NonNullable<PartnerStatus['lastFault']>, text: ReturnType<typeof useText>): string {
  return text.find(`fault.${code}`, values) ?? text.find(`faults.${code}`, values) ?? text('exchange.fault.code', { code })
}
