import type { RequestDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askNode, askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { askCase } from '../cases/ask-cases.ts'
import { useLawName } from '../clocks/law-name.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { custodyOfStep } from './custody-of-step.ts'
import { useRequestWords } from './say-request.tsx'

/**
 * After a step by which the person passes from hand to hand, the way to say the same in the custody of the case, with what the step says filled in: the
 * step moves the request, the event is what the case, the rights and the passport are made of. Gone once the case has it.
 */
export function CustodyLead({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const may = useMay()
  const words = useRequestWords()
  const parties = useParties()
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const own = detail.steps.filter(({ aside, by }) => aside === null && by === node?.party)
  const step = own.findLast((one) => custodyOfStep(one) !== undefined)
  const custody = step === undefined ? undefined : custodyOfStep(step)
  const file = detail.about.find(({ kind }) => kind === 'case')
  const { data: pages } = useInfiniteQuery({ ...askCase(file?.id ?? ''), enabled: custody !== undefined && file !== undefined })
  const found = pages?.pages[0]
  const law = useLawName(detail.legalBasis?.instrument)
  if (step === undefined || custody === undefined || !may('record.create')) return null
  if (
    file !== undefined &&
    (found === undefined || found.custody.events.some(({ event, by }) => event === custody.event && by === step.by))
  )
    return null
  const person = detail.about.find(({ id }) => id.startsWith('identity--'))
  const given = {
    add: 'custody-event',
    ...custody,
    authority: parties.agencyName(session?.account.agency ?? ''),
    law: law === '' ? undefined : law,
    article: detail.legalBasis?.article,
  }
  return (
    <Notice tone="warn" title={text('requests.custody.lead', { step: words.step(step.step, detail.form) })}>
      <div className="stack-tight">
        <span>{text(file === undefined ? 'requests.custody.noCase' : 'requests.custody.detail')}</span>
        <span>
          {file === undefined ? (
            <Button size="xs" renderRoot={(props) => <Link to="/cases" search={{ person: person?.id }} {...props} />}>
              {text('requests.custody.begin')}
            </Button>
          ) : (
            <Button size="xs" renderRoot={(props) => <Link to="/cases/$id" params={{ id: file.id }} search={given} {...props} />}>
              {text('requests.custody.add')}
            </Button>
          )}
        </span>
      </div>
    </Notice>
  )
}
