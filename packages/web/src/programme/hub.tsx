import type { MechanismRow } from '@enlace/api'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { NotHere } from '../briefs/not-here.tsx'
import { askCommitments } from '../commitments/ask-commitments.ts'
import { Scoreboard } from '../commitments/scoreboard.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconCalendarTime, IconSearch } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { askProgramme } from './ask-programme.ts'
import { BeatLine } from './beat-line.tsx'
import classes from './programme.module.css'
import { ProgrammeLines } from './programme-lines.tsx'
import { useProgrammeSearch } from './programme-pages.tsx'
import { programmePath } from './programme-path.ts'
import { SessionLine, useName } from './session-row.tsx'

/** Sessions shown before the rest is asked for. */
const firstSessions = 8

/** Where the programme begins: bodies that are late to meet, sessions to come and held, what stands open between the parties, and every name of it all. */
export function ProgrammeHub() {
  const text = useText()
  const may = useMay()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askProgramme({ q: search.q }))
  const standings = useQuery(askCommitments({}))
  return (
    <Page
      title={text('programme.title')}
      lead={text('programme.lead')}
      actions={
        may('record.create') ? (
          <Button renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'session' }} {...props} />}>{text('programme.plan')}</Button>
        ) : undefined
      }
    >
      <Answered question={question} shape="rows">
        {({ programmes, mechanisms, sessions, on, more }) =>
          search.q === undefined && programmes.length + mechanisms.length + sessions.length === 0 ? (
            <div className="card">
              <NotHere holders={standings.data?.holders ?? []} />
              <Empty icon={<IconCalendarTime size={32} />} title={text('programme.empty')}>
                {text('programme.empty.detail')}
              </Empty>
            </div>
          ) : (
            <>
              <NotHere holders={standings.data?.holders ?? []} />
              <TextInput
                type="search"
                className={classes.search}
                label={text('programme.find')}
                leftSection={<IconSearch size={18} aria-hidden="true" />}
                value={search.q ?? ''}
                maxLength={200}
                onChange={(event) => change({ q: event.currentTarget.value || undefined })}
                data-no-print
              />
              <p className="soft" role="status">
                {text('programme.count', {
                  bodies: mechanisms.length,
                  programmes: programmes.length,
                  day: formatDay(on, text.tag),
                })}
              </p>
              <Bodies mechanisms={mechanisms} />
              {search.q === undefined ? (
                <>
                  <Card title={text('programme.sessions')} flush>
                    <ul>
                      {sessions.slice(0, search.all === 'yes' ? undefined : firstSessions).map((session) => (
                        <SessionLine key={session.record.id} session={session} />
                      ))}
                    </ul>
                    {sessions.length > firstSessions && search.all !== 'yes' ? (
                      <p className={classes.row}>
                        <Button variant="default" onClick={() => change({ all: 'yes' })}>
                          {text('programme.sessions.all', { count: sessions.length })}
                        </Button>
                      </p>
                    ) : null}
                  </Card>
                  <Card
                    title={text('programme.hub.commitments')}
                    actions={<Link to="/commitments">{text('programme.hub.commitments.all')}</Link>}
                    flush
                  >
                    <Answered question={standings} shape="rows">
                      {({ parties, holders }) =>
                        holders.length > 0 ? (
                          <p className={classes.row}>{text('programme.notHere')}</p>
                        ) : (
                          <Scoreboard standings={parties} caption={text('programme.hub.commitments')} />
                        )
                      }
                    </Answered>
                  </Card>
                </>
              ) : null}
              <Card
                title={text('programme.programmes')}
                actions={<Link to={programmePath('programmes')}>{text('programme.lineage')}</Link>}
                flush
              >
                <ProgrammeLines programmes={programmes} />
              </Card>
              {more ? <p className="soft">{text('programme.more')}</p> : null}
            </>
          )
        }
      </Answered>
    </Page>
  )
}

function Bodies({ mechanisms }: { readonly mechanisms: readonly MechanismRow[] }) {
  const text = useText()
  const nameOf = useName()
  if (mechanisms.length === 0) return null
  return (
    <section className="stack" aria-labelledby="bodies">
      <h2 id="bodies">{text('programme.bodies')}</h2>
      <ul className={classes.bodies}>
        {mechanisms.map((one) => (
          <li key={one.record.id} className={classes.body} data-missed={one.beat?.missed === true}>
            <h3>
              <Link to={programmePath('mechanisms', one.record.id)} className={classes.name}>
                {nameOf({ names: one.names, title: one.record.title })}
              </Link>
            </h3>
            <span className="soft small">{[text.find(`programme.level.${one.level}`) ?? one.level, ...one.others].join(' · ')}</span>
            <span className="cluster">
              {one.parties.map((party) => (
                <PartyMark key={party} party={party} />
              ))}
            </span>
            {one.beat === null ? <span className="soft small">{text('programme.beat.unknown')}</span> : <BeatLine beat={one.beat} />}
            <span className="small">{text('programme.sessions.count', { count: one.sessions })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
