import type { DeltaShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { useRequestWords } from '../requests/say-request.tsx'

type Sort = DeltaShape['asked'][number]

/** Requests and alerts since a day, every party beside the others: how many, and what became of them. */
export function AskedSince({ asked, since, on }: { readonly asked: readonly Sort[]; readonly since: string; readonly on: string }) {
  const text = useText()
  const forms = useRequestWords()
  const kindTitle = useKindTitle()
  const title = text('briefs.asked.since', { day: formatDay(since, text.tag) })
  const rows = asked.flatMap(({ what, sides }) =>
    sides.map((side) => ({ ...side, what: what === 'mirror-alert' ? kindTitle(what) : forms.form(what) })),
  )
  const count = (id: 'asked' | 'answered' | 'refused' | 'open', header: string) => ({
    id,
    header,
    align: 'number' as const,
    cell: (row: (typeof rows)[number]) => row[id],
  })
  return (
    <Card
      title={title}
      flush={rows.length > 0}
      actions={
        <Link to={programmePath('brief', 'reciprocity')} search={{ from: since, to: on }}>
          {text('briefs.asked.more')}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <p className="soft">{text('briefs.asked.none', { day: formatDay(since, text.tag) })}</p>
      ) : (
        <DataTable
          caption={title}
          rows={rows}
          keyOf={({ what, party }) => `${what} ${party}`}
          columns={[
            { id: 'what', header: text('briefs.what'), rowHeader: true, cell: ({ what }) => what },
            { id: 'by', header: text('briefs.asked.by'), cell: ({ party }) => <PartyMark party={party} /> },
            count('asked', text('briefs.asked')),
            count('answered', text('briefs.answered')),
            count('refused', text('briefs.refused')),
            count('open', text('briefs.waiting')),
          ]}
        />
      )}
    </Card>
  )
}
