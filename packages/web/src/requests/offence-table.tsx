import type { RequestDetail } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'

type Table = NonNullable<RequestDetail['offences']>
type Item = Table['items'][number]

/** Each offence of a request in both codes, element by element, with what stands in the way told in words. Nothing is decided here. */
export function OffenceTable({ table, parties }: { readonly table: Table; readonly parties: readonly string[] }) {
  const text = useText()
  const { nameOf } = useParties()
  return (
    <Card
      title={text('requests.dual')}
      lead={`${text('requests.dual.lead', { article: table.article, years: table.leastYears })} ${text.of(table.note)}`}
      flush
    >
      <DataTable
        caption={text('requests.dual')}
        rows={table.items}
        keyOf={({ asked }) => asked}
        columns={[
          {
            id: 'offence',
            header: text('requests.dual.offence'),
            rowHeader: true,
            cell: (item) => text.of(item.title ?? undefined) || item.asked,
          },
          ...parties.map((party) => ({ id: party, header: nameOf(party), cell: (item: Item) => <Side item={item} party={party} /> })),
          {
            id: 'gaps',
            header: text('requests.dual.gaps'),
            cell: ({ gaps }) =>
              gaps.length === 0 ? (
                text('requests.dual.none')
              ) : (
                <span className="stack-tight">
                  {gaps.map((gap) => (
                    <span key={gap}>
                      <Tag tone="warn">{text.find(`requests.gap.${gap}`) ?? gap}</Tag>
                    </span>
                  ))}
                </span>
              ),
          },
        ]}
      />
    </Card>
  )
}

function Side({ item, party }: { readonly item: Item; readonly party: string }) {
  const text = useText()
  const side = item.sides.find((one) => one.party === party)
  if (side === undefined) return <span className="soft">{text('requests.dual.absent')}</span>
  const penalty = side.death
    ? text('requests.dual.death')
    : side.life
      ? text('requests.dual.life')
      : side.maxYears === null
        ? text('requests.dual.unbounded')
        : text('requests.dual.years', { years: side.maxYears })
  return (
    <span className="stack-tight">
      <span>
        {text.of(side.law)}, {text('requests.article', { article: side.article })}
      </span>
      <span className="small">{penalty}</span>
      <ul className="small">
        {item.elements.map((element) => (
          <li key={element.title.en}>
            {element.in.includes(party) ? text.of(element.title) : <s>{text.of(element.title)}</s>}
            {element.in.includes(party) ? null : <span className="soft"> ({text('requests.dual.notAsked')})</span>}
          </li>
        ))}
      </ul>
    </span>
  )
}
