import type { RightsFlagShape } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { Tag, type Tone } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import classes from './rights.module.css'

const tones: Readonly<Record<RightsFlagShape['state'], Tone>> = { open: 'warn', go: 'good', stop: 'bad' }

/** One flag: what is feared, who raised it, what an officer answered, or until when one must. */
export function FlagItem({ flag, listed = false }: { readonly flag: RightsFlagShape; readonly listed?: boolean }) {
  const text = useText()
  const may = useMay()
  const words = useCodeWords('rights-flag')
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const [answering, setAnswering] = useState(false)
  const late = flag.dueAt !== null && Date.parse(flag.dueAt) < nodeNow().getTime()
  const mine = flag.agency === session?.account.agency
  const isOwn = flag.raisedBy === session?.account.user
  return (
    <li className={classes.flag}>
      <span className="cluster">
        <Tag tone={tones[flag.state]}>{text(`rights.state.${flag.state}`)}</Tag>
        {flag.fears.map((fear) => (
          <Tag key={fear} tone="info">
            {words?.('fears', fear) ?? fear}
          </Tag>
        ))}
        {late ? <Tag tone="bad">{text('rights.late')}</Tag> : null}
      </span>
      {flag.record === null ? <p className="soft">{text('rights.elsewhere', { agency: parties.agencyName(flag.agency) })}</p> : null}
      {flag.content === '' ? null : <p className={classes.words}>{flag.content}</p>}
      <span className="soft small">
        {flag.channel === null ? null : `${words?.('channel', flag.channel) ?? flag.channel} · `}
        {text('rights.raised', { by: flag.raisedBy ?? '–' })} <Time at={flag.raisedAt} />
        {flag.dueAt === null ? null : (
          <>
            {' · '}
            {text('rights.due')} <Time at={flag.dueAt} />
          </>
        )}
      </span>
      {flag.answeredAt === null ? null : (
        <div className={classes.answer}>
          <span className="small">
            {text('rights.answered', { by: flag.answeredBy ?? '–' })} <Time at={flag.answeredAt} />
          </span>
          {flag.answer === null ? null : <strong>{text.find(`rights.answer.${flag.answer}`) ?? flag.answer}</strong>}
          {flag.assurance === null ? null : (
            <span>
              {text('rights.assurance')}: {flag.assurance}
            </span>
          )}
          {flag.reason === null ? null : <span>{flag.reason}</span>}
        </div>
      )}
      {listed && flag.about.length > 0 ? (
        <span className="small">
          {text('rights.about')}{' '}
          {flag.about.map((record) => (
            <Link key={record.id} to="/records/$id" params={{ id: record.id }}>
              {record.title || record.id}
            </Link>
          ))}
        </span>
      ) : null}
      {flag.record === null || !mine || isOwn || !may('rights.answer') ? null : (
        <div data-no-print>
          <Button variant={flag.state === 'open' ? 'filled' : 'default'} size="sm" onClick={() => setAnswering(true)}>
            {text(flag.state === 'open' ? 'rights.answer' : 'rights.answer.again')}
          </Button>
        </div>
      )}
      {answering && flag.record !== null ? <AnswerDialog id={flag.record.id} onClose={() => setAnswering(false)} /> : null}
    </li>
  )
}
