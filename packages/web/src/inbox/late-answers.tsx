import type { InboxEntry, RequestDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { showToast } from '../parts/toast.ts'
import { askRequest, envelopeAbout, otherSide, saysOfStep } from '../requests/ask-requests.ts'
import { useRequestWords } from '../requests/say-request.tsx'
import { askInboxWindow } from './inbox-questions.ts'
import { reminderOf } from './next-steps.ts'
import { respondTo } from './use-respond.ts'

/** Requests of which is asked whether they may be reminded of; more than these are chased from their list. */
const mostRequests = 20
const named = 5

/** The answers that partners owe and that are late, alerts and requests alike: one touch reminds of all of them. Nothing where none may be reminded of. */
export default function LateAnswers() {
  const text = useText()
  const client = useQueryClient()
  const now = useNow()
  const words = useRequestWords()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const late = useQuery(askInboxWindow({ show: 'late', source: 'alert' }, 0))
  // What was reminded of a moment ago, until the list says so itself.
  const [reminded, setReminded] = useState<ReadonlySet<string>>(new Set())
  const ours = (late.data?.items ?? []).filter(
    ({ key, direction, record }) => direction === 'sent' && record?.agency === session?.account.agency && !reminded.has(key),
  )
  const details = useQueries({
    queries: ours
      .filter(({ kind }) => kind === 'request')
      .slice(0, mostRequests)
      .map(({ record }) => askRequest(record?.id ?? '')),
  }).flatMap(({ data }) => (data === undefined ? [] : [data]))
  const owed = ours.flatMap((entry) => {
    const detail = details.find(({ record }) => record.id === entry.record?.id)
    const move = detail?.moves.find(({ step, refused }) => step === 'remind' && refused === null)
    if (entry.kind !== 'request') return entry.work !== null && reminderOf(entry.work, now).may ? [{ entry }] : []
    return detail === undefined || move === undefined ? [] : [{ entry, asked: { detail, move } }]
  })

  const remindOne = async ({ entry, asked }: Owed) => {
    if (asked === undefined) {
      if (entry.work !== null) await respondTo({ item: entry.work, step: 'reminded', sentence: text('respond.sentence.reminded') })
    } else if (usual !== undefined && node !== undefined) {
      const { detail, move } = asked
      const said = saysOfStep(detail, move, words.step(move.step))
      await write('request-step', said, envelopeAbout(detail, usual, otherSide(detail, node.party)))
    }
    setReminded((before) => new Set([...before, entry.key]))
  }
  const reminding = useMutation({
    mutationFn: async (all: readonly Owed[]) => {
      const told = await Promise.allSettled(all.map(remindOne))
      const failed = told.find((one) => one.status === 'rejected')
      const count = told.filter(({ status }) => status === 'fulfilled').length
      if (count > 0) showToast(text('inbox.chase.done', { count }), { tone: 'good' })
      if (failed !== undefined) throw failed.reason
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  })
  if (owed.length === 0) return reminding.isError ? <ProblemNotice problem={reminding.error} /> : null
  return (
    <Notice tone="warn" title={text('inbox.chase.title', { count: owed.length })}>
      <div className="stack-tight">
        <ul className="small">
          {owed.slice(0, named).map(({ entry }) => (
            <li key={entry.key} dir="auto">
              {entry.title}
            </li>
          ))}
          {owed.length > named ? <li>{text('inbox.chase.more', { count: owed.length - named })}</li> : null}
        </ul>
        <div>
          <Button loading={reminding.isPending} disabled={usual === undefined || node === undefined} onClick={() => reminding.mutate(owed)}>
            {text('inbox.chase.remind', { count: owed.length })}
          </Button>
        </div>
        {reminding.isError ? <ProblemNotice problem={reminding.error} /> : null}
      </div>
    </Notice>
  )
}

type Owed = {
  readonly entry: InboxEntry
  /** For a request: what the node says may be done about it. */
  readonly asked?: { readonly detail: RequestDetail; readonly move: RequestDetail['moves'][number] }
}
