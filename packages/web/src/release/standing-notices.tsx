import { isDraft } from '@enlace/records'
import { Link } from '@tanstack/react-router'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { NoteNotice } from './note-pair.tsx'

/** What stands before a decision: a rights flag, the note that it goes by, the clearance, the draft, the second person, a choice that could not take effect. */
export function StandingNotices({ detail }: { readonly detail: ReleaseTaskDetail }) {
  const text = useText()
  const { clearance, draftStatus, failed, paused, needsNote } = detail
  return (
    <>
      {failed === null ? null : (
        <Notice tone="bad" title={text('clearance.release.failed')}>
          {text.find(`decisions.${failed}`) ?? text.find(`decisions.withhold_${failed}`) ?? text.find(`faults.${failed}`) ?? failed}
        </Notice>
      )}
      {paused == null ? null : <Paused paused={paused} />}
      {needsNote == null ? null : <NeedsNote detail={detail} needsNote={needsNote} />}
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
      {needsNote?.reason === 'note_missing' ? null : <NoteNotice task={detail} />}
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

function Paused({ paused }: { readonly paused: NonNullable<ReleaseTaskDetail['paused']> }) {
  const text = useText()
  const parties = useParties()
  const why = paused.reason === 'rights_stop' ? 'rights_stop' : 'rights_flag'
  const agencies = paused.agencies.map((agency) => parties.agencyName(agency)).join(', ')
  return (
    <Notice tone="warn" title={text(`clearance.release.paused.${why}`)}>
      <p>{text(`clearance.release.paused.${why}.detail`, { agencies })}</p>
      <Link to="/rights">{text('clearance.release.paused.open')}</Link>
    </Notice>
  )
}

function NeedsNote({
  detail,
  needsNote,
}: {
  readonly detail: ReleaseTaskDetail
  readonly needsNote: NonNullable<ReleaseTaskDetail['needsNote']>
}) {
  const text = useText()
  const { note, reason } = needsNote
  return (
    <Notice
      tone="warn"
      title={text(reason === 'note_unsealed' ? 'clearance.release.needsNote.note_unsealed' : 'clearance.release.needsNote.note_missing')}
    >
      <p>{text.find(`decisions.${reason}`)}</p>
      {note === null ? (
        <Link to="/requests/$id" params={{ id: detail.record.id }}>
          {text('clearance.release.needsNote.request')}
        </Link>
      ) : (
        <Link to="/notes/$id" params={{ id: note.id }}>
          {text('clearance.release.needsNote.open', { title: note.title })}
        </Link>
      )}
    </Notice>
  )
}
