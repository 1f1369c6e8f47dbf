import { isDraft } from '@enlace/records'
import { Link } from '@tanstack/react-router'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { NoteNotice } from './note-pair.tsx'

/** What stands before a decision: the clearance, the draft, the second person, a choice that could not take effect. */
export function StandingNotices({ detail }: { readonly detail: ReleaseTaskDetail }) {
  const text = useText()
  const { clearance, draftStatus, failed } = detail
  return (
    <>
      {failed === null ? null : (
        <Notice tone="bad" title={text('clearance.release.failed')}>
          {text.find(`decisions.${failed}`) ?? text.find(`decisions.withhold_${failed}`) ?? text.find(`faults.${failed}`) ?? failed}
        </Notice>
      )}
      {clearance === null ? null : (
        <Notice
          tone={clearance.state === 'cleared' ? 'good' : 'warn'}
          title={text(clearance.state === 'cleared' ? 'clearance.release.cleared' : 'clearance.release.uncleared')}
        >
          {clearance.state === 'cleared' ? null : <p>{text('clearance.release.uncleared.detail')}</p>}
          <Link to="/clearance/$id" params={{ id: clearance.id }}>
            {text('clearance.release.openClearance')}
          </Link>
        </Notice>
      )}
      <NoteNotice task={detail} />
      {draftStatus === null || !isDraft(draftStatus) ? null : (
        <Notice tone="warn" title={text('clearance.release.draft', { status: text.find(`clearance.draft.${draftStatus}`) ?? draftStatus })}>
          {text('clearance.release.draft.detail')}
        </Notice>
      )}
      {detail.persons === 1 || detail.choice !== null ? null : (
        <Notice tone="info" title={text('clearance.release.two')}>
          {text('clearance.release.two.detail')}
        </Notice>
      )}
    </>
  )
}
