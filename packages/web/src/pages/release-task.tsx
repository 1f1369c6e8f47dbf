import { Button, Checkbox, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askReleaseTask, askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { housekeeping } from '../kinds/facts.tsx'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconScissors } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { ScrollText } from '../parts/scroll-text.tsx'
import { ReleaseLimits } from '../release/release-limits.tsx'
import classes from './release-task.module.css'

const route = getRouteApi('/desk/release/$id')

/** One decision: exactly what would leave, to whom, under what; strike more, release, or keep it home, always with a reason. */
export function ReleaseTaskPage() {
  const text = useText()
  const { id } = route.useParams()
  const task = useQuery(askReleaseTask(id))
  return (
    <Page title={task.data?.record.title ?? text('release.task.title')} lead={<Link to="/release">{text('release.back')}</Link>}>
      <Answered question={task}>{(detail) => <Decide detail={detail} />}</Answered>
    </Page>
  )
}

function Decide({ detail }: { readonly detail: ReleaseTaskDetail }) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: session } = useQuery(askSession)
  const [without, setWithout] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const decide = useMutation({
    mutationFn: (outcome: 'release' | 'deny') =>
      send('POST', `/release-tasks/${encodeURIComponent(detail.id)}`, {
        body: { outcome, without: outcome === 'release' ? [...detail.removed, ...without] : [], reason: reason.trim() },
      }),
    onSuccess: async () => {
      client.invalidateQueries({ queryKey: ['release-tasks'] })
      await navigate({ to: '/release' })
    },
  })
  const mayDecide = session?.account.role === 'releasing-officer'
  const start = (outcome: 'release' | 'deny') => {
    setTried(true)
    if (reason.trim() !== '') decide.mutate(outcome)
  }
  const removed = new Set(detail.removed)
  const labelOf = (name: string) => text.of(detail.fields.find((field) => field.name === name)?.label) || name
  return (
    <div className={classes.columns}>
      <div className="stack">
        <Notice
          tone="info"
          title={text.find(`decisions.${detail.explanation.code}`, detail.explanation.values) ?? detail.explanation.code}
        />
        <section className="card pad stack" aria-labelledby="outgoing">
          <div className="spread">
            <h2 id="outgoing">{text('release.outgoing')}</h2>
            <span className="soft small">{formatBytes(new TextEncoder().encode(detail.outgoing).length, text.tag)}</span>
          </div>
          <p className="soft small">{text('release.outgoing.detail', { party: parties.nameOf(detail.partner) })}</p>
          <ScrollText label={text('release.outgoing')} content={pretty(detail.outgoing)} />
          <h3>{text('release.envelope')}</h3>
          <ScrollText label={text('release.envelope')} content={pretty(detail.outgoingEnvelope)} />
        </section>
      </div>
      <div className="stack">
        <ReleaseLimits detail={detail} />
        <section className="card pad stack" aria-labelledby="struck">
          <h2 id="struck">{text('release.fields')}</h2>
          {detail.removed.length === 0 ? <p className="soft">{text('release.removed.none')}</p> : null}
          <ul className="stack-tight">
            {detail.removed.map((name) => (
              <li key={name} className={classes.struck}>
                <IconScissors size={16} aria-hidden="true" />
                <span>
                  <s>{labelOf(name)}</s> <span className="soft small">{text('release.removed.byRule')}</span>
                </span>
              </li>
            ))}
          </ul>
          {mayDecide ? (
            <fieldset className={classes.choose}>
              <legend className="soft small">{text('release.strikeMore')}</legend>
              {detail.fields
                .filter((field) => !removed.has(field.name) && !housekeeping.has(field.name))
                .map((field) => (
                  <Checkbox
                    key={field.name}
                    label={`${text.of(field.label)}${field.personal ? ` (${text('facts.personal')})` : ''}`}
                    checked={without.includes(field.name)}
                    onChange={(event) => {
                      const checked = event.currentTarget.checked
                      setWithout((names) => (checked ? [...names, field.name] : names.filter((name) => name !== field.name)))
                    }}
                  />
                ))}
            </fieldset>
          ) : null}
        </section>
        {mayDecide ? (
          <section className="card pad stack" aria-labelledby="decide">
            <h2 id="decide">{text('release.decide')}</h2>
            <Textarea
              label={text('form.reason')}
              description={text('form.reason.journal')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={tried && reason.trim() === '' ? text('form.reason.missing') : undefined}
              rows={3}
              maxLength={2000}
              required
            />
            {decide.isError ? <ProblemNotice problem={decide.error} /> : null}
            <div className="cluster">
              <Button onClick={() => start('release')} loading={decide.isPending && decide.variables === 'release'}>
                {text(without.length === 0 ? 'release.release' : 'release.releaseWithout', { count: without.length })}
              </Button>
              <Button variant="default" onClick={() => start('deny')} loading={decide.isPending && decide.variables === 'deny'}>
                {text('release.deny')}
              </Button>
            </div>
          </section>
        ) : (
          <Notice tone="info" title={text('release.notYours')}>
            {text('release.notYours.detail', { agency: parties.agencyName(detail.agency) })}
          </Notice>
        )}
      </div>
    </div>
  )
}

/** Indented for reading; the bytes that leave are the node's, not these. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
