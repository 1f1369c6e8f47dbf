import type { DeltaShape } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askDelta, queryOf } from './ask-briefs.ts'
import { AskedDays } from './asked-days.tsx'
import { AskedSince } from './asked-since.tsx'
import { DeltaGroups } from './delta-groups.tsx'
import { HowMade } from './how-made.tsx'
import { NotHere } from './not-here.tsx'

/** What moved since the last session, group by group. */
export function DeltaPage() {
  const text = useText()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askDelta(search))
  return (
    <Page
      title={text('briefs.delta')}
      trail={[{ label: text('briefs.title'), to: programmePath('briefs') }]}
      lead={text('briefs.delta.lead')}
      actions={<PrintList list="brief-delta" of={queryOf(search)} />}
    >
      <Answered question={question}>
        {(delta) => (
          <div className="stack">
            <AskedDays search={search} on={delta.on} since={delta.since} change={change} />
            <NotHere holders={delta.holders} />
            {delta.more ? <Notice tone="warn" title={text('briefs.truncated')} /> : null}
            <Card title={text('briefs.delta.count', { count: countOf(delta), day: formatDay(delta.since, text.tag) })}>
              <DeltaGroups delta={delta} />
            </Card>
            <AskedSince asked={delta.asked} since={delta.since} on={delta.on} />
            <HowMade on={delta.on} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function countOf({ groups }: Pick<DeltaShape, 'groups'>): number {
  return groups.reduce((sum, { lines }) => sum + lines.length, 0)
}
