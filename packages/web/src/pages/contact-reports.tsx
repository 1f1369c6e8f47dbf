import type { ReportList } from '@enlace/api'
import { choiceLabel, findField, kinds } from '@enlace/records'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { send } from '../api/send.ts'
import { FillReport } from '../call/fill-report.tsx'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconClipboardText } from '../parts/icon.tsx'
import { Limit } from '../parts/limit.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import classes from './list.module.css'

const kind = kinds.get('contact-report')
const askReports = queryOptions({
  queryKey: ['inbox', 'contact-reports'],
  queryFn: ({ signal }) => send<ReportList>('GET', '/contact-reports', { signal }),
})

/** Contact reports: what is owed with its hours, what is written and where it stands. Help, and said to be no more. */
export function ContactReports() {
  const text = useText()
  const question = useQuery(askReports)
  return (
    <Page title={text('reports.title')} lead={text('reports.lead')} actions={<PrintList list="contact-reports" of="" />}>
      <Answered question={question} shape="rows">
        {(list) => (
          <div className="stack">
            <Notice tone="warn" title={text('reports.help')}>
              {list.law === null ? (
                text('reports.noLaw')
              ) : (
                <div className="stack-tight">
                  <span>
                    <Link to="/instruments/$id" params={{ id: list.law.instrument }}>
                      {text.of(list.law.title)}
                    </Link>{' '}
                    {list.law.verified ? null : <Tag tone="warn">{text('reports.unverified')}</Tag>}
                  </span>
                  <span>{text.of(list.law.note)}</span>
                  <span>{text.of(list.law.validity)}</span>
                </div>
              )}
            </Notice>
            <Owed list={list} />
            <Written list={list} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Owed({ list }: { readonly list: ReportList }) {
  const text = useText()
  return (
    <Card title={text('reports.owed')} flush>
      {list.owed.length === 0 ? (
        <Empty icon={<IconClipboardText size={32} />} title={text('reports.owed.none')} />
      ) : (
        <ul>
          {list.owed.map(({ record, startedAt, dueAt, lastDay }) => (
            <li key={record.id} className={classes.row}>
              <div className="stack-tight">
                <Link to="/records/$id" params={{ id: record.id }} className={classes.title}>
                  {record.title}
                </Link>
                <span className="soft small">
                  <Time at={startedAt} />
                </span>
              </div>
              <span className="small">
                {Date.parse(dueAt) < Date.parse(list.asOf) ? <Tag tone="bad">{text('reports.late')}</Tag> : null}{' '}
                <Limit at={dueAt} lastDay={lastDay} />
              </span>
              <span className={classes.end}>
                <FillReport id={record.id} kind={record.kind} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Written({ list }: { readonly list: ReportList }) {
  const text = useText()
  const say = useKindWords()
  const choice = (name: string, code: string) => {
    const english = kind === undefined ? undefined : findField(kind, name)?.field.choices?.[code]
    return kind === undefined || english === undefined || say === undefined ? code : say(choiceLabel(kind, [name], code, english))
  }
  return (
    <Card title={text('reports.written')} flush>
      {list.items.length === 0 ? (
        <Empty icon={<IconClipboardText size={32} />} title={text('reports.written.none')} />
      ) : (
        <ul>
          {list.items.map((report) => (
            <li key={report.record.id} className={classes.row}>
              <div className="stack-tight">
                <Link to="/records/$id" params={{ id: report.record.id }} className={classes.title}>
                  {report.record.title}
                </Link>
                <span className={classes.meta}>
                  <span className="soft">{choice('channel', report.channel)}</span>
                  <span className="soft">{choice('topic_class', report.topicClass)}</span>
                  <span className="soft">{report.agentOffice}</span>
                </span>
              </div>
              <div className="stack-tight">
                <span>
                  <Tag tone={report.stage === 'receipted' ? 'good' : 'info'}>{choice('stage', report.stage)}</Tag>
                </span>
                {report.next.length === 0 ? null : (
                  <Link to="/records/$id/edit" params={{ id: report.record.id }} className="small">
                    {text('reports.next', { stages: report.next.map((stage) => choice('stage', stage)).join(', ') })}
                  </Link>
                )}
              </div>
              <ClockWords clock={report.clock} />
            </li>
          ))}
        </ul>
      )}
      {list.monthly === null ? null : (
        <p className={`small ${classes.draft}`}>
          <span>{text.of(list.monthly.title)}</span>
          <ClockWords clock={list.monthly} />
        </p>
      )}
    </Card>
  )
}

function ClockWords({ clock }: { readonly clock: ReportList['monthly'] }) {
  const text = useText()
  if (clock === null) return <span className="small soft">{text('reports.noClock')}</span>
  const late = clock.state === 'missed' || clock.state === 'late'
  return (
    <span className="small">
      <Tag tone={late ? 'bad' : clock.state === 'met' ? 'good' : 'info'}>{text.find(`reports.clock.${clock.state}`) ?? clock.state}</Tag>{' '}
      {clock.dueAt === null ? null : <Limit at={clock.dueAt} lastDay={clock.lastDay} />}{' '}
      <span className="soft">{text('reports.article', { article: clock.article })}</span>{' '}
      {clock.verified ? null : <Tag tone="warn">{text('reports.unverified')}</Tag>}
    </span>
  )
}
