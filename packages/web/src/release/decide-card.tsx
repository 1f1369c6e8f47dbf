import { isDraft } from '@enlace/records'
import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { ReleaseChosen, ReleaseTaskDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import { Card } from '../parts/card.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField } from '../parts/reason-field.tsx'
import { Time } from '../parts/time.tsx'
import { showToast } from '../parts/toast.ts'

const holdSeconds = 10

/** The decision: release, ask a second person, agree with the first, or keep it home; and taking it back while nothing has left. */
export function DecideCard({ detail, without }: { readonly detail: ReleaseTaskDetail; readonly without: readonly string[] }) {
  const text = useText()
  const parties = useParties()
  const may = useMay()
  const { data: session } = useQuery(askSession)
  const user = session?.account.user
  if (!may('release_task.decide')) {
    return (
      <Notice tone="info" title={text('release.notYours')}>
        {text('release.notYours.detail', { agency: parties.agencyName(detail.agency) })}
      </Notice>
    )
  }
  if (detail.author !== null && detail.author === user) {
    return (
      <Notice tone="info" title={text('clearance.release.own')}>
        {text('clearance.release.own.detail')}
      </Notice>
    )
  }
  if (detail.choice?.waitsFor === 'undo_time') return <Pending detail={detail} choice={detail.choice} />
  if (detail.choice !== null && detail.choice.by === user) return <WaitsForSecond detail={detail} choice={detail.choice} />
  return <Choose detail={detail} without={without} />
}

type Choice = NonNullable<ReleaseTaskDetail['choice']>

function Choose({ detail, without }: { readonly detail: ReleaseTaskDetail; readonly without: readonly string[] }) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const undo = useUndo(detail.id)
  const [reason, setReason] = useState('')
  const [asDraft, setAsDraft] = useState(detail.choice?.asDraft ?? false)
  const [tried, setTried] = useState<'release' | 'deny'>()
  const { choice } = detail
  const draft = isDraft(detail.draftStatus ?? undefined)
  const isFree = detail.paused == null && detail.needsNote == null && (detail.clearance === null || detail.clearance.state === 'cleared')
  const firstCut = choice?.without.filter((name) => !detail.removed.includes(name)) ?? []
  const same = choice !== null && [...firstCut].sort().join() === [...without].sort().join() && choice.asDraft === asDraft
  const decide = useMutation({
    mutationFn: (outcome: 'release' | 'deny') =>
      send<ReleaseChosen>('POST', `/release-tasks/${encodeURIComponent(detail.id)}`, {
        body: {
          outcome,
          without: outcome === 'release' ? [...detail.removed, ...without] : [],
          reason: reason.trim(),
          holdSeconds,
          ...(outcome === 'release' && asDraft ? { asDraft } : {}),
        },
      }),
    onSuccess: async ({ state }, outcome) => {
      const saying = state === 'second' ? 'clearance.release.toast.second' : (`clearance.release.toast.${outcome}` as const)
      showToast(text(saying), { undo: () => undo.mutate(), staysMs: holdSeconds * 1000 })
      client.invalidateQueries({ queryKey: ['release-tasks'] })
      client.invalidateQueries({ queryKey: ['inbox'] })
      // Whoever lets a note out has its request to decide next.
      const next = outcome === 'release' && detail.note?.task === detail.id ? detail.note.request : null
      await navigate(next == null ? { to: '/release' } : { to: '/release/$id', params: { id: next.task } })
    },
  })
  const start = (outcome: 'release' | 'deny') => {
    setTried(outcome)
    if (reason.trim() !== '' && (outcome === 'deny' || !draft || asDraft)) decide.mutate(outcome)
  }
  const label =
    choice !== null
      ? text(same ? 'clearance.release.agree' : 'clearance.release.propose')
      : detail.persons === 2
        ? text('clearance.release.ask')
        : text(without.length === 0 ? 'release.release' : 'release.releaseWithout', { count: without.length })
  return (
    <Card title={text('release.decide')} id="decide">
      <div className="stack">
        {choice === null ? null : <First choice={choice} />}
        {draft && isFree ? (
          <Checkbox
            label={text('clearance.release.asDraft')}
            checked={asDraft}
            onChange={(event) => setAsDraft(event.currentTarget.checked)}
            error={tried === 'release' && !asDraft ? text('clearance.release.asDraft.missing') : undefined}
          />
        ) : null}
        <ReasonField value={reason} onChange={setReason} tried={tried !== undefined} />
        {decide.isError ? <ProblemNotice problem={decide.error} /> : null}
        <div className="cluster">
          {isFree ? (
            <Button onClick={() => start('release')} loading={decide.isPending && decide.variables === 'release'}>
              {label}
            </Button>
          ) : null}
          <Button variant="default" onClick={() => start('deny')} loading={decide.isPending && decide.variables === 'deny'}>
            {text('release.deny')}
          </Button>
        </div>
        <p className="soft small">{text('clearance.release.undoRule')}</p>
      </div>
    </Card>
  )
}

/** What the first of two persons chose, before the second does. */
function First({ choice }: { readonly choice: Choice }) {
  const text = useText()
  return (
    <Notice tone="warn" title={text('clearance.release.first', { user: choice.by })}>
      <div className="stack-tight">
        <span>{text('clearance.release.first.detail')}</span>
        <span className="small">
          {text('clearance.release.reasonGiven')}: <span dir="auto">{choice.reason}</span> · <Time at={choice.at} />
        </span>
      </div>
    </Notice>
  )
}

function WaitsForSecond({ detail, choice }: { readonly detail: ReleaseTaskDetail; readonly choice: Choice }) {
  const text = useText()
  const undo = useUndo(detail.id)
  return (
    <Card title={text('clearance.release.firstMine')} id="decide" tone="info">
      <div className="stack">
        <span className="small">
          {text('clearance.release.reasonGiven')}: <span dir="auto">{choice.reason}</span> · <Time at={choice.at} />
        </span>
        {undo.isError ? <ProblemNotice problem={undo.error} /> : null}
        <div className="cluster">
          <Button variant="default" onClick={() => undo.mutate()} loading={undo.isPending}>
            {text('clearance.release.undo')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function Pending({ detail, choice }: { readonly detail: ReleaseTaskDetail; readonly choice: Choice }) {
  const text = useText()
  const undo = useUndo(detail.id)
  const leftMs = Date.parse(choice.effectAt ?? choice.at) - useNow()
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  const users = [choice.first, choice.by].filter((user) => user !== null).join(', ')
  return (
    <Card title={text(`clearance.release.pending.${choice.outcome}`, { seconds })} id="decide" tone="warn">
      <div className="stack">
        <p>{text('clearance.release.pending.detail', { user: users })}</p>
        {undo.isError ? <ProblemNotice problem={undo.error} /> : null}
        <div className="cluster">
          <Button variant="default" onClick={() => undo.mutate()} loading={undo.isPending}>
            {text('clearance.release.undo')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function useUndo(taskId: string) {
  const text = useText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => send('POST', `/release-tasks/${encodeURIComponent(taskId)}/undo`, { body: {} }),
    onSuccess: () => {
      showToast(text('clearance.release.undone'), { tone: 'good' })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['release-tasks'] }),
  })
}
