import type { PartnerStatus } from '../api/shapes.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Time } from '../parts/time.tsx'

type Refused = PartnerStatus['refused'][number]

/** What one partner sent that this node refused, by name: nothing at all, of a partner that works as it should. */
export function RefusedList({ refused }: { readonly refused: PartnerStatus['refused'] }) {
  const text = useText()
  if (refused.length === 0) return null
  const total = refused.reduce((sum, each) => sum + each.count, 0)
  const title = text('quarantine.refused', { count: total })
  return (
    <details>
      <summary>{title}</summary>
      <p className="soft small">{text('quarantine.refused.lead')}</p>
      <DataTable caption={title} columns={columnsFor(text)} rows={refused} keyOf={(each) => `${each.status} ${each.code}`} />
    </details>
  )
}

function columnsFor(text: ReturnType<typeof useText>) {
  return [
    {
      id: 'what',
      header: text('quarantine.refused.what'),
      rowHeader: true as const,
      cell: (each: Refused) => (
        <>
          {text.find(`quarantine.refused.${each.status}`) ?? text('quarantine.refused.other', { status: each.status })}{' '}
          {each.code === '' ? null : <code className="small">{each.code}</code>}
        </>
      ),
    },
    {
      id: 'count',
      header: text('quarantine.refused.times'),
      align: 'number' as const,
      cell: (each: Refused) => formatNumber(each.count, text.tag),
    },
    { id: 'last', header: text('quarantine.refused.last'), cell: (each: Refused) => <Time at={each.lastAt} seconds /> },
  ]
}
