import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askAgreements } from '../api/people-questions.ts'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tlp } from '../parts/tlp.tsx'

/** To whom, under which agreement, for which use and how long. */
export function ReleaseLimits({ detail, leavingId }: { readonly detail: ReleaseTaskDetail; readonly leavingId: string }) {
  const text = useText()
  const parties = useParties()
  const { limits } = detail
  const { data: agreements } = useQuery(askAgreements)
  const agreement = agreements?.items.find(({ id, version }) => limits.under === id || limits.under === `${id}/${version}`)
  return (
    <section className="card pad stack-tight" aria-labelledby="limits">
      <h2 id="limits">{text('release.limits')}</h2>
      <p className="cluster">
        {text('release.to')} <PartyMark party={detail.partner} /> <span>{parties.agencyName(limits.toAgency, detail.partner)}</span>
      </p>
      <p>
        {text('release.under')} <Link to="/agreements">{text.of(agreement?.title) || limits.under}</Link>
      </p>
      <p className="cluster">
        {text('release.label')} <Tlp label={detail.record.tlp} />
      </p>
      <LeavesUnder detail={detail} id={leavingId} />
      <h3>{text('limits.use')}</h3>
      <ul>
        {limits.permittedUse.map((code) => (
          <li key={code}>{text.find(`use.${code}`) ?? code}</li>
        ))}
      </ul>
      <p className="soft small">
        {limits.retentionDays === null ? text('release.retention.none') : text('release.retention', { days: limits.retentionDays })}
      </p>
    </section>
  )
}

/** Under which id the copy leaves, and what that tells whoever else holds the record. */
function LeavesUnder({ detail, id }: { readonly detail: ReleaseTaskDetail; readonly id: string }) {
  const text = useText()
  const parties = useParties()
  const made = id !== detail.record.id
  return (
    <>
      <h3>{text('clearance.release.id')}</h3>
      <p>
        <code>{id}</code>
      </p>
      <p className="soft small">
        {text(made ? 'clearance.release.id.made' : 'clearance.release.id.own', { party: parties.nameOf(detail.partner) })}
        {made && detail.files.length > 0 ? ` ${text('clearance.release.id.files')}` : null}
      </p>
    </>
  )
}
