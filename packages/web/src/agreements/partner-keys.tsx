import type { PartnerPairing } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import classes from '../people/people.module.css'

/** A partner with everything that is checked against it: the digits compared at pairing, and each key as digits to be read aloud. */
export function PartnerKeys({ partner }: { readonly partner: PartnerPairing }) {
  const text = useText()
  const name = text.of(partner.name)
  return (
    <Card title={text('people.partner.title', { party: name })} lead={text('people.partner.lead')}>
      <div className="stack">
        <DefinitionList
          items={[
            { term: text('people.partner.pairing'), detail: <span className={classes.digits}>{partner.pairing ?? '–'}</span> },
            {
              term: text('people.partner.agencies'),
              detail: partner.agencies.map((agency) => <div key={agency.id}>{text.of(agency.name)}</div>),
            },
            { term: text('people.partner.address'), detail: <span className={classes.address}>{partner.exchangeUrl}</span> },
          ]}
        />
        <details>
          <summary>{text('people.partner.keys', { count: partner.keys.length })}</summary>
          <DataTable
            caption={text('people.partner.keys', { count: partner.keys.length })}
            rows={partner.keys}
            keyOf={(key) => key.name + key.algorithm + key.digits}
            columns={[
              {
                id: 'use',
                header: text('people.partner.use'),
                rowHeader: true,
                cell: (key) => text.find(`people.key.${key.use}`) ?? key.use,
              },
              { id: 'name', header: text('exchange.keys.name'), cell: (key) => <span className="mono small">{key.name}</span> },
              { id: 'algorithm', header: text('exchange.keys.algorithm'), cell: (key) => key.algorithm },
              { id: 'digits', header: text('people.partner.digits'), cell: (key) => <span className={classes.digits}>{key.digits}</span> },
            ]}
          />
        </details>
      </div>
    </Card>
  )
}
