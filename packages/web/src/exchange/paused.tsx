import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askReleaseTasks } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { askRequests } from '../requests/ask-requests.ts'
import { askRightsFlags } from '../rights/ask-rights.ts'
import { countPaused, type Paused as Why } from './count-paused.ts'

const pages = {
  flag: { to: '/rights' },
  task: { to: '/release' },
  note: { to: '/release' },
  consent: { to: '/requests', search: { direction: 'sent' } },
} as const satisfies Record<Why['why'], object>

/** What stops on its way to a partner and where it is answered, as far as the reader's role may see it. */
export default function Paused({ party }: { readonly party: string }) {
  const text = useText()
  const may = useMay()
  const { data: flags } = useQuery({ ...askRightsFlags, enabled: may('rights.list') })
  const { data: tasks } = useQuery({ ...askReleaseTasks, enabled: may('release_task.list') })
  const { data: requests } = useQuery({ ...askRequests('?direction=sent&turn=theirs&limit=200'), enabled: may('request.list') })
  const paused = countPaused(party, { waiting: flags?.waiting, tasks, requests: requests?.items })
  if (paused.length === 0) return null
  return (
    <Notice tone="warn" title={text('rights.onTheWay')}>
      <ul className="stack-tight">
        {paused.map(({ why, count }) => (
          <li key={why}>
            <Link {...pages[why]}>{text(`rights.onTheWay.${why}`, { count })}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
