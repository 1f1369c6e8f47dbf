import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tlp } from '../parts/tlp.tsx'

/** To whom, under which agreement, for which use and how long. */
export function ReleaseLimits({ detail }: { readonly detail: ReleaseTaskDetail }) {
  const text = useText()
  const { limits } = detail
  return (
    <section className="card pad stack-tight" aria-labelledby="limits">
      <h2 id="limits">{text('release.limits')}</h2>
      <p className="cluster">
        {text('release.to')} <PartyMark party={detail.partner} /> <span>{limits.toAgency.toUpperCase()}</span>
      </p>
      <p>
        {text('release.under')} <code>{limits.under}</code>
      </p>
      <p className="cluster">
        {text('release.label')} <Tlp label={detail.record.tlp} />
      </p>
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
