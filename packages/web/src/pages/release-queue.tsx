import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askReleaseTasks } from '../api/questions.ts'
import type { ReleaseTask } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import classes from './list.module.css'

/** Records that leave only when the owner agency's releasing officer says so. */
export function ReleaseQueue() {
  const text = useText()
  const kindTitle = useKindTitle()
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
                      {task.record.title || kindTitle(task.record.kind)}
                    </Link>
                    <span className="soft small">
                      {text.find(`decisions.${task.explanation.code}`, task.explanation.values) ?? task.explanation.code}
                    </span>
                    <span className={classes.meta}>
                      <span className="soft">{kindTitle(task.record.kind)}</span>
                      <span className="soft">{task.agency.toUpperCase()}</span>
                      <Tlp label={task.record.tlp} />
                      {task.waitsForSecond === true ? <Tag tone="warn">{text('clearance.release.tag.second')}</Tag> : null}
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

/** What can be decided now stands before what its own party has not cleared. */
function readyFirst(tasks: readonly ReleaseTask[]): readonly ReleaseTask[] {
  return [...tasks.filter(isReady), ...tasks.filter((task) => !isReady(task))]
}

function isReady({ clearanceState }: ReleaseTask): boolean {
  return clearanceState == null || clearanceState === 'cleared'
}
