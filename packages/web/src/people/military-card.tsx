import pack from '../../../../packs/authorities/military.json'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

type Both = { readonly en: string; readonly es: string }
const limits: Readonly<Record<string, Both>> = pack.may_not

/** Military bodies of the parties, what they may not do, and in which law that is written; what nobody read there says so. */
export default function MilitaryCard() {
  const text = useText()
  return (
    <Card title={text('offices.military')} lead={text.of(pack.about)} id="military">
      <DataTable
        caption={text('offices.military')}
        rows={pack.bodies}
        keyOf={({ party, id }) => `${party} ${id}`}
        columns={[
          {
            id: 'body',
            header: text('offices.military.body'),
            rowHeader: true,
            cell: ({ party, name }) => (
              <>
                <PartyMark party={party} short /> {text.of(name)}
              </>
            ),
          },
          {
            id: 'limits',
            header: text('offices.military.mayNot'),
            cell: ({ may_not: codes }) => (
              <ul>
                {codes.map((code) => (
                  <li key={code}>{text.of(limits[code]) || code}</li>
                ))}
              </ul>
            ),
          },
          {
            id: 'law',
            header: text('offices.military.law'),
            cell: ({ instrument, verified }) => (
              <>
                {text.of(instrument)} {verified ? null : <Tag tone="warn">{text('offices.unverified')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}
