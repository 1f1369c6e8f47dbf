import { aboutOffices, holdersOn, offices } from '@enlace/records'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { DayField } from '../parts/day-field.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

type Row = { readonly office: (typeof offices)[number]; readonly holders: ReturnType<typeof holdersOn> }

/** Who holds each public office on a day, and who acts beside the holder. */
export default function OfficesCard() {
  const text = useText()
  const [day, setDay] = useState(() => nodeNow().toISOString().slice(0, 10))
  const rows = offices.map((office): Row => ({ office, holders: day === '' ? [] : holdersOn(office, day) }))
  return (
    <Card title={text('offices.title')} lead={text.of(aboutOffices)} id="offices">
      <div className="stack">
        <DayField label={text('offices.on')} value={day} onChange={(event) => setDay(event.currentTarget.value)} data-no-print />
        <DataTable
          caption={text('offices.title')}
          rows={rows}
          keyOf={({ office }) => office.id}
          columns={[
            {
              id: 'office',
              header: text('offices.office'),
              rowHeader: true,
              cell: ({ office }) => (
                <>
                  <PartyMark party={office.party} short /> {text.of(office.name)}
                </>
              ),
            },
            { id: 'holder', header: text('offices.holder'), cell: ({ holders }) => <Holders holders={holders} /> },
          ]}
        />
      </div>
    </Card>
  )
}

function Holders({ holders }: { readonly holders: Row['holders'] }) {
  const text = useText()
  if (holders.length === 0) return <span className="soft">{text('offices.nobody')}</span>
  return (
    <ul className="stack-tight">
      {holders.map((holder) => (
        <li key={`${holder.name} ${holder.from}`}>
          <strong dir="auto">{holder.name}</strong> {holder.acting === true ? <Tag tone="info">{text('offices.acting')}</Tag> : null}
          {holder.word === undefined ? null : (
            <>
              {' '}
              <q dir="auto">{holder.word}</q>
            </>
          )}{' '}
          <span className="soft small">
            {holder.until === undefined
              ? text('offices.since', { from: formatDay(holder.from, text.tag) })
              : text('offices.between', { from: formatDay(holder.from, text.tag), until: formatDay(holder.until, text.tag) })}
            {' · '}
            {text.of(holder.source)}
          </span>{' '}
          {holder.verified ? null : <Tag tone="warn">{text('offices.unverified')}</Tag>}
        </li>
      ))}
    </ul>
  )
}
