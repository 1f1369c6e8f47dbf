import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { askSession } from '../api/questions.ts'
import type { WorkItem } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import { late } from '../parts/late.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { showToast } from '../parts/toast.ts'
import { needsWords, nextSteps, reminderOf, type Step } from './next-steps.ts'
import { useRespond } from './use-respond.ts'

const RespondDialog = late(() => import('./respond-dialog.tsx'))

/** The next steps of one alert as buttons: the usual one first, all of them or only that one (`brief`). `otherwise` stands where there is none. */
export function StepButtons({
  item,
  brief = false,
  otherwise = null,
}: {
  readonly item: WorkItem
  readonly brief?: boolean
  readonly otherwise?: ReactNode
}) {
  const text = useText()
  const { start, saying, respond } = useSteps()
  const may = useMay()
  const { data: session } = useQuery(askSession)
  const holds = item.record.agency === session?.account.agency
  // An answer is a record: who writes none is not offered one.
  const steps = may('record.create') ? nextSteps(item) : []
  // A row of the list has no room: a notice in it would push its own button out of reach.
  const told = brief ? respond.error : null
  useEffect(() => {
    if (told === null) return
    const refused = told instanceof Problem && told.code !== 'offline' && told.title !== ''
    showToast(refused ? told.title : text('problem.offline.title'), { tone: 'bad' })
  }, [told, text])
  const reminder = reminderOf(item, useNow())
  const reminds = may('record.create') && holds && reminder.may
  if (steps.length === 0 && !reminds) {
    return reminder.lastAt === undefined || brief ? (
      otherwise
    ) : (
      <p className="soft small">{text('respond.reminded', { time: formatInstant(reminder.lastAt, text.tag) })}</p>
    )
  }
  return (
    <>
      <div className="cluster">
        {(brief ? steps.slice(0, item.state === 'acknowledged' ? 2 : 1) : steps).map((step, index) => (
          <Button
            key={step}
            size="xs"
            variant={index === 0 ? 'filled' : 'default'}
            loading={respond.isPending && respond.variables.step === step}
            onClick={() => start(item, step)}
            aria-label={`${text(`respond.do.${step}`)}: ${item.record.title}`}
          >
            {text(`respond.do.${step}`)}
          </Button>
        ))}
        {reminds ? (
          <Button
            size="xs"
            variant="default"
            loading={respond.isPending}
            onClick={() => respond.mutate({ item, step: 'reminded', sentence: text('respond.sentence.reminded') })}
            aria-label={`${text('respond.do.reminded')}: ${item.record.title}`}
          >
            {text('respond.do.reminded')}
          </Button>
        ) : null}
      </div>
      {respond.isError && !brief ? <ProblemNotice problem={respond.error} /> : null}
      {saying}
    </>
  )
}

/** Starts a step: at once when it says all by itself, with a dialog when it needs words. */
export function useSteps() {
  const text = useText()
  const respond = useRespond()
  const [said, setSaid] = useState<{ readonly item: WorkItem; readonly step: Step }>()
  const start = (item: WorkItem, step: Step) => {
    if (!nextSteps(item).includes(step) || respond.isPending) return
    if (needsWords(step)) setSaid({ item, step })
    else respond.mutate({ item, step, sentence: text(`respond.sentence.${step}`) })
  }
  const saying =
    said === undefined ? null : (
      <Suspense fallback={null}>
        <RespondDialog item={said.item} step={said.step} onClose={() => setSaid(undefined)} />
      </Suspense>
    )
  return { start, saying, respond }
}
