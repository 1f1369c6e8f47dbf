import type { CommunityShape } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PrintList } from '../parts/print-list.tsx'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askCommunities, queryOf } from './ask-briefs.ts'
import { Stretch } from './stretch.tsx'

/** Coarse counts of both sides of the border, paired communities in a row, parties in columns; small numbers withheld. */
export function CommunityPage() {
  const text = useText()
  const kindTitle = useKindTitle()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askCommunities(search))
  return (
    <Page
      title={text('briefs.community')}
      trail={[{ label: text('briefs.title'), to: programmePath('briefs') }]}
      lead={text('briefs.community.lead')}
      actions={<PrintList list="brief-community" of={queryOf(search)} />}
    >
      <Answered question={question}>
        {(view) => (
          <div className="stack">
            <Stretch search={search} from={view.from} to={view.to} change={change} />
            {view.more ? <Notice tone="warn" title={text('briefs.truncated')} /> : null}
            {view.tables.length === 0 ? <Card>{text('briefs.community.none')}</Card> : null}
            {view.tables.map((table) => (
              <Card key={table.kind} title={kindTitle(table.kind)} flush>
                <Counts view={view} table={table} title={kindTitle(table.kind)} />
              </Card>
            ))}
            <p className="small soft">{text('briefs.community.rule')}</p>
            <p className="small soft">
              {text('briefs.community.codes', { day: formatDay(view.checked.on, text.tag) })} {text.of(view.checked.how)}
            </p>
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Counts({
  view,
  table,
  title,
}: {
  readonly view: CommunityShape
  readonly table: CommunityShape['tables'][number]
  readonly title: string
}) {
  const text = useText()
  const parties = useParties()
  const places = new Map(
    view.pairs.map(({ code, mx, us }) => [
      code,
      `${mx.name}, ${text.of(mx.state)} – ${text('briefs.community.county', { name: us.name })}, ${text.of(us.state)}`,
    ]),
  )
  const rows = [
    ...table.rows.map(({ code, counts }) => ({ code, name: places.get(code) ?? code, counts })),
    { code: '', name: text('briefs.community.total'), counts: table.total },
  ]
  const headers = [...view.parties.map((party) => parties.nameOf(party)), text('briefs.community.both')]
  return (
    <DataTable
      caption={title}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        { id: 'place', header: text('briefs.community.place'), rowHeader: true, cell: ({ name }) => name },
        ...headers.map((header, i) => ({
          id: header,
          header,
          align: 'number' as const,
          cell: ({ counts }: (typeof rows)[number]) => {
            const count = counts[i] ?? null
            return count === null ? <span className="soft">{text('briefs.community.withheld')}</span> : count
          },
        })),
      ]}
    />
  )
}
