import type { RetentionRuleView, RetentionView } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { IconCircleCheck } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago, Time } from '../parts/time.tsx'
import { askRetention } from '../retention/ask-retention.ts'

const PeriodDialog = late(() => import('../retention/period-dialog.tsx'))

type Coming = RetentionView['coming'][number]
type Held = RetentionView['held'][number]
type Past = RetentionView['erased'][number]

/** How long what is kept: what ends next, what was erased, what a legal hold stops, and the rules behind it. Numbers and days, never a text. */
export function Retention() {
  const text = useText()
  const retention = useQuery(askRetention)
  return (
    <Page title={text('retention.title')} lead={text('retention.lead')}>
      <Answered question={retention} shape="cards">
        {(view) => (
          <div className="stack">
            <Notice tone="warn" title={text('retention.unverified')}>
              {text.of(view.note)}
            </Notice>
            <ComingCard view={view} />
            <HeldCard rows={view.held} />
            <PastCard rows={view.erased} />
            <RulesCard rules={view.rules} />
            <CopiesCard copies={view.copies} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function useColumns() {
  const text = useText()
  const kindTitle = useKindTitle()
  const number = (value: number) => formatNumber(value, text.tag)
  return {
    text,
    number,
    kindOf: { id: 'kind', header: text('retention.kind'), cell: (row: { readonly kind: string }) => kindTitle(row.kind) },
    classOf: {
      id: 'class',
      header: text('retention.class'),
      cell: (row: { readonly class: string }) => sayClass(row.class, text),
    },
  }
}

function sayClass(name: string, text: Text): string {
  return text.find(`retention.class.${name}`) ?? name
}

function ComingCard({ view }: { readonly view: RetentionView }) {
  const { text, number, kindOf, classOf } = useColumns()
  const { lookedAt, erased, running } = view.run
  return (
    <Card
      title={text('retention.next')}
      lead={
        lookedAt === null ? (
          text('retention.run.never')
        ) : (
          <>
            {text(running ? 'retention.run.running' : 'retention.run.looked')} <Ago at={lookedAt} />.{' '}
            {text('retention.run.erased', { count: erased })}
          </>
        )
      }
    >
      <DataTable
        caption={text('retention.next')}
        rows={view.coming}
        keyOf={(row: Coming) => `${row.on} ${row.class} ${row.kind} ${row.atEnd}`}
        empty={
          <Empty icon={<IconCircleCheck size={32} />} title={text('retention.next.none')}>
            {text('retention.next.none.detail')}
          </Empty>
        }
        columns={[
          { id: 'on', header: text('retention.on'), cell: (row: Coming) => formatDay(row.on, text.tag), rowHeader: true },
          classOf,
          kindOf,
          { id: 'count', header: text('retention.records'), cell: (row: Coming) => number(row.count), align: 'number' },
          {
            id: 'end',
            header: text('retention.what'),
            cell: (row: Coming) => <Tag tone={row.atEnd === 'erase' ? 'warn' : 'info'}>{text(`retention.atEnd.${row.atEnd}`)}</Tag>,
          },
        ]}
      />
    </Card>
  )
}

function HeldCard({ rows }: { readonly rows: readonly Held[] }) {
  const { text, kindOf, classOf } = useColumns()
  return (
    <Card title={text('retention.held')} lead={text('retention.held.lead')}>
      <DataTable
        caption={text('retention.held')}
        rows={rows}
        keyOf={(row: Held) => `${row.record} ${row.placedAt}`}
        empty={<p className="soft">{text('retention.held.none')}</p>}
        columns={[
          {
            id: 'record',
            header: text('retention.record'),
            rowHeader: true,
            cell: (row: Held) =>
              row.record === null ? (
                '–'
              ) : (
                <Link to="/records/$id" params={{ id: row.record }}>
                  <code className="small">{row.record}</code>
                </Link>
              ),
          },
          classOf,
          kindOf,
          {
            id: 'due',
            header: text('retention.held.due'),
            cell: (row: Held) => (row.dueAt === null ? text('retention.never') : <Time at={row.dueAt} brief />),
          },
          { id: 'reason', header: text('retention.held.reason'), cell: (row: Held) => <span dir="auto">{row.reason}</span> },
          {
            id: 'by',
            header: text('retention.held.by'),
            cell: (row: Held) => (
              <>
                <span className="mono">{row.placedBy}</span> · <Time at={row.placedAt} brief />
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}

function PastCard({ rows }: { readonly rows: readonly Past[] }) {
  const { text, number, kindOf, classOf } = useColumns()
  return (
    <Card title={text('retention.past')} lead={text('retention.past.lead')}>
      <DataTable
        caption={text('retention.past')}
        rows={rows}
        keyOf={(row: Past) => `${row.on} ${row.class} ${row.kind} ${row.rule}`}
        empty={<p className="soft">{text('retention.past.none')}</p>}
        columns={[
          { id: 'on', header: text('retention.on'), cell: (row: Past) => formatDay(row.on, text.tag), rowHeader: true },
          classOf,
          kindOf,
          { id: 'records', header: text('retention.records'), cell: (row: Past) => number(row.records), align: 'number' },
          { id: 'versions', header: text('retention.versions'), cell: (row: Past) => number(row.versions), align: 'number' },
          {
            id: 'why',
            header: text('retention.why'),
            cell: (row: Past) => text(row.rule === null ? 'retention.why.persons' : 'retention.why.rule'),
          },
        ]}
      />
    </Card>
  )
}

function CopiesCard({ copies }: { readonly copies: RetentionView['copies'] }) {
  const text = useText()
  const [oldest] = copies
  return (
    <Card title={text('retention.copies')} lead={text('retention.copies.lead')}>
      {oldest === undefined ? (
        <p className="soft">{text('retention.copies.none')}</p>
      ) : (
        <ul className="stack-tight">
          {copies.map((copy) => (
            <li key={copy.at}>
              {text('retention.copies.of')} <Time at={copy.at} brief />. {text('retention.copies.ends')} <Time at={copy.endsAt} brief />.
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function RulesCard({ rules }: { readonly rules: readonly RetentionRuleView[] }) {
  const { text, number } = useColumns()
  const may = useMay()
  const [changing, setChanging] = useState<RetentionRuleView>()
  return (
    <Card title={text('retention.rules')} lead={text('retention.rules.lead')}>
      <DataTable
        caption={text('retention.rules')}
        rows={rules}
        keyOf={(row: RetentionRuleView) => row.id}
        columns={[
          {
            id: 'rule',
            header: text('retention.rule'),
            rowHeader: true,
            cell: (row: RetentionRuleView) => text.of(row.title),
          },
          {
            id: 'period',
            header: text('retention.period'),
            cell: (row: RetentionRuleView) => (
              <>
                {row.days === null ? text('retention.never') : text('retention.days', { days: row.days })}
                <div className="soft small">{text(`retention.atEnd.${row.atEnd}`)}</div>
              </>
            ),
          },
          {
            id: 'standing',
            header: text('retention.standing'),
            cell: (row: RetentionRuleView) => (
              <span className="cluster">
                <Tag tone={row.verified ? 'good' : 'warn'}>{text(row.verified ? 'retention.verified' : 'retention.notVerified')}</Tag>
                {row.own ? <Tag tone="info">{text('retention.own')}</Tag> : null}
                <span className="soft small">{text.of(row.basis)}</span>
              </span>
            ),
          },
          { id: 'kept', header: text('retention.kept'), cell: (row: RetentionRuleView) => number(row.kept), align: 'number' },
          { id: 'due', header: text('retention.due'), cell: (row: RetentionRuleView) => number(row.due), align: 'number' },
          { id: 'review', header: text('retention.review'), cell: (row: RetentionRuleView) => number(row.review), align: 'number' },
          { id: 'held', header: text('retention.stopped'), cell: (row: RetentionRuleView) => number(row.held), align: 'number' },
          ...(may('retention.change')
            ? [
                {
                  id: 'change',
                  header: text('retention.change'),
                  cell: (row: RetentionRuleView) => (
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={text('retention.change.of', { rule: text.of(row.title) })}
                      onClick={() => setChanging(row)}
                    >
                      {text('retention.change')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Suspense fallback={null}>
        {changing === undefined ? null : <PeriodDialog rule={changing} onClose={() => setChanging(undefined)} />}
      </Suspense>
    </Card>
  )
}
