import type { ProgrammeHub, ProgrammeRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { askCommitments } from '../commitments/ask-commitments.ts'
import { CommitmentLine } from '../commitments/commitment-line.tsx'
import { Scoreboard } from '../commitments/scoreboard.tsx'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { askProgramme } from './ask-programme.ts'
import classes from './programme.module.css'
import { ProgrammeLines, Years } from './programme-lines.tsx'
import { useProgrammeId, useProgrammeSearch } from './programme-pages.tsx'
import { programmePath } from './programme-path.ts'
import { SessionLine, useName } from './session-row.tsx'

/** Commitments shown before the rest is asked for. */
const firstCommitments = 12

/** Every programme in the order in which one continued the other. */
export function ProgrammesPage() {
  const text = useText()
  const may = useMay()
  const question = useQuery(askProgramme({}))
  return (
    <Page
      title={text('programme.programmes')}
      lead={text('programme.programmes.lead')}
      trail={[{ label: text('programme.title'), to: '/programme' }]}
      actions={
        may('record.create') ? (
          <Button variant="default" renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'programme' }} {...props} />}>
            {text('programme.programmes.add')}
          </Button>
        ) : undefined
      }
    >
      <Answered question={question} shape="rows">
        {({ programmes }) => (
          <div className="card">
            <ProgrammeLines
              programmes={programmes.toSorted((a, b) => ((a.from ?? a.until ?? '9999') < (b.from ?? b.until ?? '9999') ? -1 : 1))}
            />
          </div>
        )}
      </Answered>
    </Page>
  )
}

/** One programme: its names, what it continues and what continued it, its bodies and sessions, and what was agreed under it. */
export function ProgrammePage() {
  const text = useText()
  const id = useProgrammeId()
  const nameOf = useName()
  const question = useQuery(askProgramme({}))
  const found = question.data?.programmes.find(({ record }) => record.id === id)
  return (
    <Page
      title={found === undefined ? text('programme.of') : nameOf({ names: found.names, title: found.record.title })}
      trail={[
        { label: text('programme.title'), to: '/programme' },
        { label: text('programme.programmes'), to: programmePath('programmes') },
      ]}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
          {text('programme.record')}
        </Button>
      }
    >
      <Answered question={question}>
        {(hub) =>
          found === undefined ? (
            <div className="card">
              <Empty title={text('programme.empty')}>{text('programme.empty.detail')}</Empty>
            </div>
          ) : (
            <Whole programme={found} hub={hub} />
          )
        }
      </Answered>
    </Page>
  )
}

function Whole({ programme, hub }: { readonly programme: ProgrammeRow; readonly hub: ProgrammeHub }) {
  const text = useText()
  const nameOf = useName()
  const [search, change] = useProgrammeSearch()
  const agreed = useQuery(askCommitments({ programme: programme.record.id }))
  const bodies = hub.mechanisms.filter((one) => one.programme?.id === programme.record.id)
  const own = new Set(bodies.map(({ record }) => record.id))
  const sessions = hub.sessions.filter(({ mechanism }) => mechanism !== null && own.has(mechanism.id))
  const links = (all: ProgrammeRow['continues']) =>
    all.map((one, i) => (
      <span key={one.id}>
        {i === 0 ? '' : '; '}
        <Link to={programmePath('programmes', one.id)}>{nameOf(one)}</Link>
      </span>
    ))
  const facts: readonly (Definition | undefined)[] = [
    ...Object.entries(programme.names).map(([tag, name]) => ({
      term: text('programme.name', { tag: tag.toUpperCase() }),
      detail: <span lang={tag}>{name}</span>,
    })),
    programme.others.length === 0 ? undefined : { term: text('programme.others'), detail: programme.others.join('; ') },
    { term: text('programme.years'), detail: <Years programme={programme} /> },
    Object.keys(programme.objective).length === 0 ? undefined : { term: text('programme.objective'), detail: text.of(programme.objective) },
    programme.continues.length === 0 ? undefined : { term: text('programme.continues.what'), detail: links(programme.continues) },
    programme.continuedBy.length === 0 ? undefined : { term: text('programme.continuedBy.what'), detail: links(programme.continuedBy) },
  ]
  const isOver = programme.continuedBy.length > 0
  return (
    <div className="stack">
      {isOver ? <Notice tone="info" title={text('programme.over.detail')} /> : null}
      <Card title={text('programme.about.programme')}>
        <DefinitionList items={facts.filter((item) => item !== undefined)} />
      </Card>
      {bodies.length === 0 ? null : (
        <Card title={text('programme.bodies')}>
          <ul>
            {bodies.map(({ record, names }) => (
              <li key={record.id}>
                <Link to={programmePath('mechanisms', record.id)}>{nameOf({ names, title: record.title })}</Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {sessions.length === 0 ? null : (
        <Card title={text('programme.sessions')} flush>
          <ul>
            {sessions.map((session) => (
              <SessionLine key={session.record.id} session={session} />
            ))}
          </ul>
        </Card>
      )}
      <Answered question={agreed} shape="rows">
        {({ items, parties }) => (
          <>
            {isOver ? null : (
              <Card title={text('commitments.scoreboard')} flush>
                <Scoreboard standings={parties} caption={text('commitments.scoreboard')} />
              </Card>
            )}
            <Card title={text('programme.under')} lead={items.length === 0 ? text('programme.under.none') : undefined} flush>
              <ul>
                {items.slice(0, search.all === 'yes' ? undefined : firstCommitments).map((item) => (
                  <CommitmentLine key={item.record.id} item={item} />
                ))}
              </ul>
              {items.length > firstCommitments && search.all !== 'yes' ? (
                <p className={classes.row}>
                  <Button variant="default" onClick={() => change({ all: 'yes' })}>
                    {text('programme.under.all', { count: items.length })}
                  </Button>
                </p>
              ) : null}
            </Card>
          </>
        )}
      </Answered>
    </div>
  )
}
