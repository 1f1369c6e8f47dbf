import type { SessionDetail, SessionItem } from '@enlace/api'
import { precisionOf } from '@enlace/records'
import { ActionIcon, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../api/use-may.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconArrowDown, IconArrowUp } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import type { ItemType } from './item-dialog.tsx'
import { positionAfterMove } from './move-item.ts'
import classes from './programme.module.css'
import { useCorrect } from './use-write-about.ts'

const outcomes = ['discussed', 'decided', 'put_off', 'withdrawn'] as const

/** The items of one sort in their order, both languages beside each other; one’s own are moved by buttons, and say what became of them. */
export function SessionItems({
  detail,
  type,
  actions,
}: {
  readonly detail: SessionDetail
  readonly type: ItemType
  readonly actions: ReactNode
}) {
  const text = useText()
  const items = detail.told.items.filter((item) => item.type === type)
  // What else there is to add, the dialog of the agenda offers too.
  if (items.length === 0 && (actions === undefined || type !== 'agenda')) return null
  return (
    <Card title={text(`programme.items.${type}`)} lead={items.length === 0 ? text('programme.items.none') : undefined} actions={actions}>
      {items.length === 0 ? null : (
        <ol className={classes.items}>
          {items.map((item, at) => (
            <Item key={item.record.id} items={items} item={item} at={at} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function Item({ items, item, at }: { readonly items: readonly SessionItem[]; readonly item: SessionItem; readonly at: number }) {
  const text = useText()
  const may = useMay()
  const correct = useCorrect()
  const {
    mutate: change,
    isPending: busy,
    error: problem,
  } = useMutation({
    mutationFn: (values: Readonly<Record<string, string | number>>) => correct(item.record.id, 'session-item', values),
  })
  const writes = may('record.create') && item.own
  const name = text.of(item.words)
  return (
    <li className={classes.item}>
      <span className={classes.number}>{at + 1}</span>
      <div className="stack-tight">
        <div className={classes.both}>
          {inReadersOrder(item.words, text.language).map(([tag, words]) => (
            <p key={tag} lang={tag}>
              {words}
            </p>
          ))}
        </div>
        <span className="cluster soft small">
          <PartyMark party={item.record.from} />
          {item.presenter === null ? null : <span>{item.presenter}</span>}
          {item.outcome === null ? null : <span>{text.find(`programme.outcome.${item.outcome}`) ?? item.outcome}</span>}
          {item.due === null ? null : (
            <span>{text('programme.item.due', { day: formatDay(item.due, text.tag), part: precisionOf(item.due) })}</span>
          )}
          {item.url === null ? null : <a href={item.url}>{text('programme.item.document')}</a>}
          {item.about === null ? null : <Link to={pathOf(item.about)}>{item.about.title}</Link>}
        </span>
        {problem === null ? null : <ProblemNotice problem={problem} />}
      </div>
      {writes ? (
        <span className="cluster" data-no-print>
          {item.type === 'agenda' ? (
            <NativeSelect
              size="xs"
              aria-label={text('programme.outcome', { item: name })}
              value={item.outcome ?? ''}
              disabled={busy}
              onChange={(event) => (event.currentTarget.value === '' ? undefined : change({ outcome: event.currentTarget.value }))}
              data={[
                { value: '', label: text('programme.outcome.none') },
                ...outcomes.map((one) => ({ value: one, label: text(`programme.outcome.${one}`) })),
              ]}
            />
          ) : null}
          {([-1, 1] as const).map((by) => {
            const position = positionAfterMove(items, at, by)
            return (
              <ActionIcon
                key={by}
                variant="default"
                aria-label={text(by < 0 ? 'programme.item.up' : 'programme.item.down', { item: name })}
                disabled={busy || position === undefined}
                onClick={() => (position === undefined ? undefined : change({ position }))}
              >
                {by < 0 ? <IconArrowUp size={16} aria-hidden="true" /> : <IconArrowDown size={16} aria-hidden="true" />}
              </ActionIcon>
            )
          })}
        </span>
      ) : null}
    </li>
  )
}

function pathOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return kind === 'commitment' ? `/commitments/${id}` : `/records/${id}`
}

/** Words in each language, the reader's first. */
function inReadersOrder(words: Readonly<Record<string, string>>, language: string): readonly (readonly [string, string])[] {
  return Object.entries(words).toSorted(([a], [b]) => Number(b === language) - Number(a === language))
}
