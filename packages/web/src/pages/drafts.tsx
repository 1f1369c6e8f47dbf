import { findKind, titleLabel } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askSession } from '../api/questions.ts'
import type { FormDraft } from '../forms/drafts/form-draft.ts'
import { forgetDraft, keepHere } from '../forms/drafts/keep-drafts.ts'
import { type ListedDraft, listDrafts } from '../forms/drafts/list-drafts.ts'
import { hearOutbox, takeBack } from '../forms/drafts/outbox.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { IconCloudOff, IconFileText, IconHourglassEmpty } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import classes from './list.module.css'

/** What I have not sent yet: where each draft is kept, what waits for the node, and what was refused. */
export function Drafts() {
  const text = useText()
  const client = useQueryClient()
  const { data: session } = useQuery(askSession)
  const who = session == null ? '' : `${session.account.party}.${session.account.user}`
  const drafts = useQuery({ queryKey: ['drafts', who], queryFn: () => listDrafts(who), enabled: who !== '', staleTime: 0 })
  const [gone, setGone] = useState<FormDraft>()
  useEffect(() => hearOutbox(() => void client.invalidateQueries({ queryKey: ['drafts'] })), [client])
  const discard = async ({ draft, waiting }: ListedDraft) => {
    if (waiting !== undefined) await takeBack(who, draft.id)
    await forgetDraft(who, draft.id)
    setGone(draft)
    await drafts.refetch()
  }
  const undo = async () => {
    if (gone === undefined) return
    await keepHere(who, { id: gone.id, kind: gone.kind, draft: gone, revision: 0, clean: false, changedAt: nodeNow().toISOString() })
    setGone(undefined)
    await drafts.refetch()
  }
  return (
    <Page title={text('forms.drafts')} lead={text('forms.drafts.lead')}>
      {gone === undefined ? null : (
        <Notice tone="info" title={text('forms.drafts.gone')}>
          <Button variant="default" size="xs" onClick={undo}>
            {text('forms.undo')}
          </Button>
        </Notice>
      )}
      <Answered question={drafts}>
        {({ items, reached, keptDays }) => (
          <>
            {reached ? null : <Notice tone="warn" title={text('forms.drafts.unreached')} icon={<IconCloudOff size={20} />} />}
            {items.length === 0 ? (
              <div className="card">
                <Empty icon={<IconFileText size={32} />} title={text('forms.drafts.empty')}>
                  {text('forms.drafts.empty.detail')}
                </Empty>
              </div>
            ) : (
              <ul className="card">
                {items.map((item) => (
                  <Row key={item.draft.id} item={item} onDiscard={() => discard(item)} />
                ))}
              </ul>
            )}
            {keptDays === undefined ? null : <p className="soft small">{text('forms.drafts.days', { days: keptDays })}</p>}
          </>
        )}
      </Answered>
    </Page>
  )
}

function Row({ item, onDiscard }: { readonly item: ListedDraft; readonly onDiscard: () => void }) {
  const text = useText()
  const say = useKindWords()
  const { draft, title, changedAt, where, waiting } = item
  const kind = findKind(draft.kind)
  const kindName = kind === undefined || say === undefined ? draft.kind : say(titleLabel(kind))
  return (
    <li className={classes.draft}>
      <div className="stack-tight">
        <Link
          {...(draft.base === null
            ? draft.kind === 'request'
              ? { to: '/requests/new' as const, search: { draft: draft.id } }
              : { to: '/new/$kind' as const, params: { kind: draft.kind }, search: { draft: draft.id } }
            : { to: '/records/$id/edit' as const, params: { id: draft.identity.id }, search: { draft: draft.id } })}
        >
          <bdi>{title === '' ? text('forms.drafts.untitled') : title}</bdi>
        </Link>
        <span className="cluster small">
          <Tag>{kindName}</Tag>
          {draft.base === null ? null : <Tag>{text('forms.drafts.correction')}</Tag>}
          {waiting === undefined ? null : waiting.state === 'refused' ? (
            <Tag tone="bad">{text('forms.drafts.refused')}</Tag>
          ) : (
            <Tag tone="warn" icon={<IconHourglassEmpty />}>
              {text('forms.drafts.waits')}
            </Tag>
          )}
          <span className="soft">
            {text(where === 'node' ? 'forms.drafts.node' : 'forms.drafts.browser')} <Time at={changedAt} />
          </span>
        </span>
      </div>
      <Button variant="subtle" size="compact-sm" onClick={onDiscard}>
        {text('forms.discard')}
        <span className="unseen">: {title || kindName}</span>
      </Button>
    </li>
  )
}
