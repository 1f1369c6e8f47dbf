import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askReleaseTasks } from '../api/questions.ts'
import type { ReleaseTask } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { useExplain } from '../parts/use-explain.ts'
import { NoteTag, titleOf } from '../release/note-pair.tsx'
import { notesFirst } from '../release/notes-first.ts'
import classes from './list.module.css'

/** Records that leave only when the owner agency's releasing officer says so. */
export function ReleaseQueue() {
  const text = useText()
  const kindTitle = useKindTitle()
  const explain = useExplain()
  const parties = useParties()
  const queue = useQuery(askReleaseTasks)
  return (
    <Page title={text('release.title')} lead={text('release.lead')}>
      <Answered question={queue}>
        {(tasks) =>
          tasks.length === 0 ? (
            <div className="card">
              <Empty icon={<IconClipboardText size={32} />} title={text('release.empty')}>
                {text('release.empty.detail')}
              </Empty>
            </div>
          ) : (
            <ul className="card">
              {readyFirst(tasks).map((task) => (
                <li key={task.id} className={classes.row}>
                  <div className="stack-tight">
                    <Link to="/release/$id" params={{ id: task.id }} className={classes.title}>
                      {titleOf(task, text) || kindTitle(task.record.kind)}
                    </Link>
                    <span className="soft small">{explain(task.explanation)}</span>
                    <span className={classes.meta}>
                      <span className="soft">{kindTitle(task.record.kind)}</span>
                      <span className="soft">{parties.agencyName(task.agency)}</span>
                      <Tlp label={task.record.tlp} />
                      <NoteTag task={task} />
                      {task.paused == null ? null : (
                        <Tag tone="warn">
                          {task.paused.reason === 'rights_stop'
                            ? text('clearance.release.tag.stopped')
                            : text('clearance.release.tag.paused', {
                                agencies: task.paused.agencies.map((one) => parties.agencyName(one)).join(', '),
                              })}
                        </Tag>
                      )}
                      {task.waitsForSecond === true ? (
                        <Tag tone={task.waitsForOther === true ? 'plain' : 'warn'}>
                          {text(task.waitsForOther === true ? 'clearance.release.tag.agreed' : 'clearance.release.tag.second')}
                        </Tag>
                      ) : task.waitsForOther === true ? (
                        <Tag>{text('clearance.release.tag.own')}</Tag>
                      ) : null}
                      {task.clearanceState == null || task.clearanceState === 'cleared' ? null : (
                        <Tag tone="info">{text('clearance.release.tag.uncleared')}</Tag>
                      )}
                    </span>
                  </div>
                  <span className={classes.meta}>
                    {text('release.to')} <PartyMark party={task.partner} />
                  </span>
                  <span className="small">
                    {text('release.asked')} <Ago at={task.askedAt} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

/** What the reader can decide now stands before what its own party has not cleared or a rights flag holds, and that before what waits for another person. */
function readyFirst(tasks: readonly ReleaseTask[]): readonly ReleaseTask[] {
  const mine = tasks.filter(({ waitsForOther }) => waitsForOther !== true)
  return notesFirst([
    ...mine.filter(isReady),
    ...mine.filter((task) => !isReady(task)),
    ...tasks.filter(({ waitsForOther }) => waitsForOther === true),
  ])
}

function isReady({ clearanceState, paused }: ReleaseTask): boolean {
  return paused == null && (clearanceState == null || clearanceState === 'cleared')
}
