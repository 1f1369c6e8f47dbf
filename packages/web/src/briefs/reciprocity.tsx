import type { ReciprocityShape } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { useRequestWords } from '../requests/say-request.tsx'
import { askReciprocity, queryOf } from './ask-briefs.ts'
import { Stretch } from './stretch.tsx'

type Row = ReciprocityShape['rows'][number]
type Side = Row['sides'][number]

/** Who asked, who answered, who refused and why, how fast, and how useful it was: every party in a column of its own, always. */
export function ReciprocityPage() {
  const text = useText()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askReciprocity(search))
  return (
    <Page
      title={text('briefs.reciprocity')}
      trail={[{ label: text('briefs.title'), to: programmePath('briefs') }]}
      lead={text('briefs.reciprocity.lead')}
      actions={<PrintList list="brief-reciprocity" of={queryOf(search)} />}
    >
      <Answered question={question}>
        {({ rows, from, to, more }) => (
          <div className="stack">
            <Stretch search={search} from={from} to={to} change={change} />
            {more ? <Notice tone="warn" title={text('briefs.truncated')} /> : null}
            {rows.length === 0 ? <Card>{text('briefs.reciprocity.none')}</Card> : rows.map((row) => <Sort key={row.what} row={row} />)}
            <p className="small soft">{text('briefs.reciprocity.rule')}</p>
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Sort({ row: { what, sides } }: { readonly row: Row }) {
  const text = useText()
  const forms = useRequestWords()
  const kindTitle = useKindTitle()
  const verdicts = useCodeWords('feedback')
  const reasons = useCodeWords('response')
  const title = what === 'mirror-alert' ? kindTitle(what) : forms.form(what)
  const tally = (all: Side['grounds'], say: (code: string) => string) =>
    all.length === 0 ? text('briefs.none') : all.map(({ code, count }) => text('briefs.counted', { code: say(code), count })).join('; ')
  const ground = (code: string) => (code === 'unstated' ? text('briefs.unstated') : (reasons?.('reason', code) ?? code))
  const wait = (took: Side['hours']) =>
    took === null
      ? text('briefs.hours.none')
      : took.of < fewest
        ? text('briefs.hours.few', { p50: spanOf(took.p50, text), of: took.of })
        : text('briefs.hours.said', { p50: spanOf(took.p50, text), p95: spanOf(took.p95, text), of: took.of })
  const count = (id: 'asked' | 'answered' | 'refused' | 'open', header: string) => ({
    id,
    header,
    align: 'number' as const,
    cell: (side: Side) => side[id],
  })
  return (
    <Card title={title} flush>
      <DataTable
        caption={title}
        rows={sides}
        keyOf={({ party }) => party}
        columns={[
          { id: 'by', header: text('briefs.asked.by'), rowHeader: true, cell: ({ party }) => <PartyMark party={party} /> },
          count('asked', text('briefs.asked')),
          count('answered', text('briefs.answered')),
          count('refused', text('briefs.refused')),
          count('open', text('briefs.waiting')),
          { id: 'hours', header: text('briefs.hours'), cell: (side: Side) => wait(side.hours) },
          { id: 'grounds', header: text('briefs.grounds'), cell: (side: Side) => tally(side.grounds, ground) },
          {
            id: 'worth',
            header: text('briefs.worth'),
            cell: (side: Side) => tally(side.verdicts, (code) => verdicts?.('verdict', code) ?? code),
          },
        ]}
      />
    </Card>
  )
}

/** Of fewer the slow end says nothing that the middle does not. */
const fewest = 20

/** A stretch of hours by the unit that it is read in: minutes, hours or days. */
function spanOf(hours: number, text: Text): string {
  if (hours < 1) return text('briefs.span.minutes', { count: Math.max(1, Math.ceil(hours * 60)) })
  const count = Math.round((hours < 48 ? hours : hours / 24) * 10) / 10
  return hours < 48 ? text('briefs.span.hours', { count }) : text('briefs.span.days', { count })
}
