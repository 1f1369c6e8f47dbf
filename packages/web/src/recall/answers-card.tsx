import type { RecordAnswers } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { askSession } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconLock } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Time } from '../parts/time.tsx'
import { askAnswers } from './ask-recalls.ts'
import classes from './recall-steps.module.css'
import { RecallTree } from './recall-steps.tsx'

/** What the other side said of a record by machine, who was asked to give it back and how far each has come, and whether the law keeps it. */
export default function AnswersCard({ detail }: { readonly detail: RecordDetail }) {
  const question = useQuery(askAnswers(detail.id))
  const { data: session } = useQuery(askSession)
  if (question.isError) return null
  return (
    <Answered question={question}>{(answers) => <Shown answers={answers} linked={session?.account.agency === detail.agency} />}</Answered>
  )
}

function Shown({ answers, linked }: { readonly answers: RecordAnswers; readonly linked: boolean }) {
  const text = useText()
  const { hold, recalls, receipts } = answers
  return (
    <>
      {hold === null ? null : (
        <Notice tone="warn" title={text('recall.hold.stands')} icon={<IconLock size={20} />}>
          <div className="stack-tight">
            <span>
              {text('recall.hold.by', { user: hold.by })} <Time at={hold.at} />
            </span>
            {hold.reason === null ? null : <span dir="auto">{hold.reason}</span>}
            {hold.waits ? <span>{text('recall.hold.waits')}</span> : null}
          </div>
        </Notice>
      )}
      {recalls.length === 0 ? null : (
        <Card title={text('recall.tree')} lead={text('recall.tree.lead')} id="recalls">
          <RecallTree recalls={recalls} linked={linked} />
          <p className="soft small">{text('recall.notProvable')}</p>
        </Card>
      )}
      {receipts.length === 0 ? null : (
        <Card title={text('recall.receipts')} lead={text('recall.receipts.lead')} id="receipts">
          <ul className={classes.branches}>
            {receipts.map((receipt) => (
              <li key={`${receipt.partner}${receipt.direction}${receipt.version}${receipt.what}`} className="cluster">
                <PartyMark party={receipt.partner} />
                <span>
                  {text.find(`recall.receipt.${receipt.direction}.${receipt.what}`, { count: receipt.count ?? 0 }) ??
                    text('recall.receipt.other', { code: receipt.what })}
                </span>
                {receipt.reason === null ? null : (
                  <span>
                    {text.find(`quarantine.reason.${receipt.reason}`) ?? text('quarantine.reason.other', { code: receipt.reason })}
                  </span>
                )}
                <span className="soft small">
                  <Time at={receipt.at} seconds />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
