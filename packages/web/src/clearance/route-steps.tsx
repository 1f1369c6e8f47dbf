import type { ClearanceDetail } from '../api/shapes.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import classes from './route-steps.module.css'

type Step = ClearanceDetail['steps'][number]

const marks: Readonly<Record<Step['state'], Status>> = {
  waiting: 'waiting',
  open: 'active',
  cleared: 'good',
  objected: 'bad',
  returned: 'warn',
}

/** The offices of a route in order: who answered how, who has to answer until when, and what silence will do. */
export function RouteSteps({ detail }: { readonly detail: ClearanceDetail }) {
  return (
    <ol className={classes.steps}>
      {detail.steps.map((step, i) => (
        <li key={step.id} aria-current={detail.step?.index === i ? 'step' : undefined} data-current={detail.step?.index === i || undefined}>
          <OneStep step={step} detail={detail} current={detail.step?.index === i} />
        </li>
      ))}
    </ol>
  )
}

function OneStep({ step, detail, current }: { readonly step: Step; readonly detail: ClearanceDetail; readonly current: boolean }) {
  const text = useText()
  const parties = useParties()
  const answered = step.how === 'silence' ? text('clearance.bySilence') : step.by === null ? '' : text('clearance.by', { user: step.by })
  return (
    <div className="stack-tight">
      <span className={classes.head}>
        <strong>{text.of(step.title)}</strong>
        <StatusMark status={marks[step.state]}>
          {[text(`clearance.step.${step.state}`), answered].filter((words) => words !== '').join(' ')}
        </StatusMark>
      </span>
      <span className="soft small">
        {parties.agencyName(step.agency)} · {text.find(`role.${step.role}`) ?? step.role}
      </span>
      {step.answeredAt === null ? null : (
        <span className="small">
          <Time at={step.answeredAt} />
        </span>
      )}
      {step.attach.length === 0 ? null : (
        <span className={classes.attach}>
          <span className="soft small">{text('clearance.attach')}:</span>
          {step.attach.map(({ member, missing }) => (
            <Tag key={member} tone={missing && member !== 'reference' ? 'warn' : 'plain'}>
              {text.find(`clearance.attach.${member}`) ?? member}
              {missing && member !== 'reference' ? ` (${text('clearance.attach.missing')})` : ''}
            </Tag>
          ))}
        </span>
      )}
      {current ? (
        <SilenceLine detail={detail} step={step} />
      ) : step.state === 'waiting' ? (
        <span className="soft small">{text(`clearance.silenceMeans.${step.silence}`)}</span>
      ) : null}
    </div>
  )
}

/** What silence does to the open step, with its hour, before it happens. */
function SilenceLine({ detail, step }: { readonly detail: ClearanceDetail; readonly step: Step }) {
  const text = useText()
  if (detail.state !== 'open') return null
  const sentence =
    detail.silence !== null
      ? text(`clearance.silence.${detail.silence.means}`, { time: formatInstant(detail.silence.at, text.tag) })
      : step.silence === 'wait'
        ? text('clearance.silence.wait')
        : text('clearance.silence.blocked')
  const late = detail.late && detail.silence === null && step.dueAt !== null
  return (
    <div className={classes.silence} data-tone={detail.silence === null ? undefined : detail.silence.means}>
      <span>{late && step.dueAt !== null ? text('clearance.late', { time: formatInstant(step.dueAt, text.tag) }) : sentence}</span>
      {detail.silence === null && step.dueAt !== null && !late ? (
        <span className="soft small">
          {text('clearance.due')}: <Time at={step.dueAt} />
        </span>
      ) : null}
    </div>
  )
}
