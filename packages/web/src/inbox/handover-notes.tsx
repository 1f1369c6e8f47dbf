import type { Handover } from '@enlace/api'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Time } from '../parts/time.tsx'
import { showToast } from '../parts/toast.ts'
import classes from './handover-notes.module.css'
import { askHandovers } from './inbox-questions.ts'

/** What the shift before left: the note first, before any of its work. One's own that nobody has accepted can be taken back. */
export function HandoverNotes() {
  const may = useMay()
  const { data: session } = useQuery(askSession)
  const { data: handovers = [] } = useQuery({ ...askHandovers, enabled: may('handover.list') })
  const me = session?.account.user
  const open = handovers.filter(({ outcome, by, to }) => outcome === null && (by === me || to === null || to === me))
  return open.map((handover) => <Note key={handover.id} handover={handover} mine={handover.by === me} />)
}

function Note({ handover, mine }: { readonly handover: Handover; readonly mine: boolean }) {
  const text = useText()
  const client = useQueryClient()
  const { id, by, to, at, note, items } = handover
  const closing = useMutation({
    mutationFn: () => send<{ readonly items: number }>('POST', `/handovers/${encodeURIComponent(id)}/${mine ? 'withdraw' : 'accept'}`),
    onSuccess: (closed) => {
      showToast(mine ? text('inbox.handover.withdrawn') : text('inbox.handover.accepted', { count: closed.items }), { tone: 'good' })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  })
  const lead = mine
    ? to === null
      ? text('inbox.handover.waitsForAnyone', { count: items })
      : text('inbox.handover.waitsFor', { count: items, user: to })
    : text('inbox.handover.items', { count: items })
  return (
    <Card
      tone="info"
      title={mine ? text('inbox.handover.yours') : text('inbox.handover.from', { user: by })}
      lead={
        <>
          <Time at={at} /> · {lead}
        </>
      }
      actions={
        <span className="cluster">
          <PrintList list="handover" id={id} />
          <Button variant={mine ? 'default' : 'filled'} loading={closing.isPending} onClick={() => closing.mutate()}>
            {mine ? text('inbox.handover.withdraw') : text('inbox.handover.accept')}
          </Button>
        </span>
      }
    >
      {mine ? null : (
        <p className={classes.note} dir="auto">
          {note}
        </p>
      )}
      {closing.isError ? <ProblemNotice problem={closing.error} /> : null}
    </Card>
  )
}
