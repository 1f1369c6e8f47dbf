import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askClearances } from '../api/questions.ts'
import type { Clearance } from '../api/shapes.ts'
import { ClearanceState } from '../clearance/clearance-state.tsx'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconChecks } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { Tabs } from '../parts/tabs.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/clearance')
const shows = ['mine', 'open', 'done'] as const

/** Documents on their way through the party: what waits for the reader first, by term. */
export function Clearances() {
  const text = useText()
  const search = route.useSearch()
  const show = shows.find((name) => name === search.show) ?? 'mine'
  const question = useQuery(askClearances({ show }))
  const mine = useQuery(askClearances({ show: 'mine' }))
  return (
    <Page title={text('clearance.title')} lead={text('clearance.lead')}>
      <Tabs
        label={text('clearance.tabs')}
        tabs={shows.map((name) => ({
          name,
          to: `/clearance?show=${name}`,
          current: name === show,
          label: text(`clearance.tab.${name}`),
          ...(name === 'mine' && mine.data !== undefined ? { count: mine.data.length } : {}),
        }))}
      />
      <Answered question={question}>
        {(items) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconChecks size={32} />} title={text(`clearance.empty.${show}`)}>
                {text(`clearance.empty.${show}.detail`)}
              </Empty>
            </div>
          ) : (
            <ul className="card">
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function Row({ item }: { readonly item: Clearance }) {
  const text = useText()
  const parties = useParties()
  const kindTitle = useKindTitle()
  const { step, silence } = item
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        <Link to="/clearance/$id" params={{ id: item.id }} className={classes.title}>
          {item.record.title || kindTitle(item.record.kind)}
        </Link>
        <span className={classes.meta}>
          <span className="soft">{kindTitle(item.record.kind)}</span>
          <span className="soft">{parties.agencyName(item.agency)}</span>
          <Tlp label={item.record.tlp} />
          {item.draftStatus === null ? null : <Tag tone="warn">{text.find(`clearance.draft.${item.draftStatus}`) ?? item.draftStatus}</Tag>}
        </span>
        {silence === null ? null : (
          <span className="small">{text(`clearance.silence.${silence.means}`, { time: formatInstant(silence.at, text.tag) })}</span>
        )}
      </div>
      <div className="stack-tight">
        <ClearanceState state={item.state} />
        {step === null ? null : (
          <span className="small">
            {text('clearance.waitsFor', { office: text.of(step.title), agency: parties.agencyName(step.agency) })}
          </span>
        )}
      </div>
      <span className="small">
        {text('release.asked')} <Ago at={item.openedAt} />
      </span>
    </li>
  )
}
