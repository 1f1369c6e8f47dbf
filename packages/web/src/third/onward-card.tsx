import type { OnwardState } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { askNode } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { late } from '../parts/late.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { askOnward } from './ask-onward.ts'
import classes from './third.module.css'

const AskDialog = late(() => import('./ask-dialog.tsx'))
const PassDialog = late(() => import('./pass-dialog.tsx'))

type Deed = 'ask' | { readonly pass: string }

/** Who asked to pass a record on, what its author answered, and for the holder: asking, and passing on. */
export default function OnwardCard({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const may = useMay()
  const { data: node } = useQuery(askNode)
  const { data } = useQuery(askOnward(detail.id))
  const [deed, setDeed] = useState<Deed>()
  const received = node !== undefined && detail.from !== node.party
  // Each version is passed on once, and asked about once.
  const has = (party: string) => data?.passedOn.some((copy) => copy.party === party && (copy.newest || copy.asked)) === true
  if (data === undefined || (!received && data.requests.length + data.consents.length === 0)) return null
  return (
    <Card
      title={text('third.onward')}
      lead={text('third.onward.lead')}
      id="onward"
      actions={
        received && may('record.create') ? (
          <Button variant="default" size="xs" onClick={() => setDeed('ask')} data-no-print>
            {text('third.onward.ask')}
          </Button>
        ) : null
      }
    >
      {data.requests.length + data.consents.length === 0 ? <p className="soft">{text('third.onward.none')}</p> : null}
      <ul className={classes.parts}>
        {data.consents.map((consent) => (
          <li key={consent.id} className="cluster">
            <Recipient to={consent} />
            <Tag tone={consent.state === 'granted' ? 'good' : 'bad'}>{text(`third.onward.state.${consent.state}`)}</Tag>
            {consent.until === null ? null : <span>{text('third.onward.until', { day: formatDay(consent.until, text.tag) })}</span>}
            <span className="soft small">{consent.conditions.map((code) => text.find(`use.${code}`) ?? code).join(' · ')}</span>
            {received && consent.state === 'granted' && consent.party !== node.party && !has(consent.party) && may('record.pass_on') ? (
              <Button variant="default" size="xs" onClick={() => setDeed({ pass: consent.party })} data-no-print>
                {text('third.onward.pass')}
              </Button>
            ) : null}
          </li>
        ))}
        {data.passedOn.map((copy) => (
          <li key={copy.party} className="cluster">
            <PartyMark party={copy.party} />
            <span>{text('third.onward.has')}</span>
            <Time at={copy.at} />
            <Tag tone={copy.newest ? 'good' : 'warn'}>
              {text(copy.newest ? 'third.onward.has.newest' : copy.asked ? 'third.onward.has.asked' : 'third.onward.has.older')}
            </Tag>
          </li>
        ))}
        {data.requests.map((request) => (
          <li key={request.id} className="cluster">
            <Recipient to={request} />
            <span>{text('third.onward.asked', { by: request.by.toUpperCase() })}</span>
            <Tag tone={request.answered ? 'plain' : 'warn'}>{text(request.answered ? 'third.onward.answered' : 'third.onward.waits')}</Tag>
            <Link to="/records/$id" params={{ id: request.id }}>
              {text('third.onward.open')}
            </Link>
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {deed === 'ask' ? <AskDialog detail={detail} onClose={() => setDeed(undefined)} /> : null}
        {typeof deed === 'object' ? <PassDialog id={detail.id} partner={deed.pass} onClose={() => setDeed(undefined)} /> : null}
      </Suspense>
    </Card>
  )
}

function Recipient({ to }: { readonly to: Pick<OnwardState['requests'][number], 'party' | 'agency'> }) {
  const parties = useParties()
  return (
    <span className="cluster">
      <PartyMark party={to.party} />
      {to.agency === null ? null : <span>{parties.agencyName(to.agency, to.party)}</span>}
    </span>
  )
}
