import type { ReciprocityShape } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
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
  const parties = useParties()
  const forms = useRequestWords()
  const kindTitle = useKindTitle()
  const verdicts = useCodeWords('feedback')
  const reasons = useCodeWords('response')
  const title = what === 'mirror-alert' ? kindTitle(what) : forms.form(what)
  const tally = (all: Side['grounds'], say: (code: string) => string) =>
    all.length === 0 ? text('briefs.none') : all.map(({ code, count }) => text('briefs.counted', { code: say(code), count })).join('; ')
  const ground = (code: string) => (code === 'unstated' ? text('briefs.unstated') : (reasons?.('reason', code) ?? code))
  const hours = new Intl.NumberFormat(text.tag, { maximumFractionDigits: 1 })
  const lines: readonly { readonly id: string; readonly label: string; readonly of: (side: Side) => string }[] = [
    { id: 'asked', label: text('briefs.asked'), of: ({ asked }) => String(asked) },
    { id: 'answered', label: text('briefs.answered'), of: ({ answered }) => String(answered) },
    { id: 'refused', label: text('briefs.refused'), of: ({ refused }) => String(refused) },
    { id: 'open', label: text('briefs.waiting'), of: ({ open }) => String(open) },
    {
      id: 'hours',
      label: text('briefs.hours'),
      of: ({ hours: took }) =>
        took === null
          ? text('briefs.hours.none')
          : text('briefs.hours.said', { p50: hours.format(took.p50), p95: hours.format(took.p95), of: took.of }),
    },
    { id: 'grounds', label: text('briefs.grounds'), of: ({ grounds }) => tally(grounds, ground) },
    { id: 'worth', label: text('briefs.worth'), of: (side) => tally(side.verdicts, (code) => verdicts?.('verdict', code) ?? code) },
  ]
  return (
    <Card title={title} flush>
      <DataTable
        caption={title}
        rows={lines}
        keyOf={({ id }) => id}
        columns={[
          { id: 'what', header: text('briefs.what'), rowHeader: true, cell: ({ label }) => label },
          ...sides.map((side) => ({
            id: side.party,
            header: text('briefs.asks', { party: parties.nameOf(side.party) }),
            cell: (line: (typeof lines)[number]) => line.of(side),
          })),
        ]}
      />
    </Card>
  )
}
