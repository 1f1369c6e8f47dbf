import type { CommitmentList } from '@enlace/api'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'

type Standing = CommitmentList['parties'][number]

/** How each party stands with what it owes, both beside each other. */
export function Scoreboard({ standings, caption }: { readonly standings: readonly Standing[]; readonly caption: string }) {
  const text = useText()
  const number = (id: Exclude<keyof Standing, 'party'>): Column<Standing> => ({
    id,
    header: text(`commitments.${id}`),
    align: 'number',
    cell: (row) => row[id],
  })
  return (
    <DataTable
      caption={caption}
      rows={standings}
      keyOf={({ party }) => party}
      columns={[
        { id: 'party', header: text('commitments.party'), rowHeader: true, cell: ({ party }) => <PartyMark party={party} /> },
        number('owes'),
        number('open'),
        number('delivered'),
        number('verified'),
        number('disputed'),
        number('overdue'),
      ]}
    />
  )
}
