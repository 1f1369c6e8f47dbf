import type { Release } from '../api/shapes.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { useText } from '../language/text.ts'
import { IconChecks, IconClockPause, IconHourglassEmpty, IconLock, IconSend } from '../parts/icon.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'

/** What left, to whom, under what, without which fields, and whether its receipt came; or why it stayed. */
export function ReleasesCard({ releases, kind }: { readonly releases: readonly Release[]; readonly kind: string }) {
  const text = useText()
  const fieldName = useFieldNames(kind)
  return (
    <section className="card pad stack" aria-labelledby="releases">
      <h2 id="releases">{text('releases.title')}</h2>
      {releases.length === 0 ? <p className="soft">{text('releases.none')}</p> : null}
      <ul className="stack">
        {releases.map((release) => (
          <li key={release.partner + release.decidedAt} className="stack-tight">
            <span className="cluster">
              <PartyMark party={release.partner} />
              <OutcomeTag release={release} />
            </span>
            <span>{text.find(`decisions.${release.explanation.code}`, release.explanation.values) ?? release.explanation.code}</span>
            {release.without.length === 0 ? null : (
              <span>
                {text('releases.without')} {release.without.map((name) => fieldName(name)).join(', ')}
              </span>
            )}
            <span className="soft small">
              {text('releases.decided', { by: release.decidedBy ?? text('releases.byRule') })} <Time at={release.decidedAt} seconds />
              {release.receiptedAt === null ? null : (
                <>
                  {' · '}
                  {text('releases.receipted')} <Time at={release.receiptedAt} seconds />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OutcomeTag({ release }: { readonly release: Release }) {
  const text = useText()
  const label = text.find(`outcome.${release.outcome}`) ?? release.outcome
  if (release.outcome === 'ask')
    return (
      <Tag tone="warn" icon={<IconClockPause />}>
        {label}
      </Tag>
    )
  if (release.outcome !== 'release')
    return (
      <Tag tone={release.outcome === 'deny' ? 'bad' : 'plain'} icon={<IconLock />}>
        {label}
      </Tag>
    )
  return release.receiptedAt === null ? (
    <Tag tone="warn" icon={release.crossing === 'sent' ? <IconSend /> : <IconHourglassEmpty />}>
      {text(release.crossing === 'sent' ? 'releases.sent' : 'releases.waiting')}
    </Tag>
  ) : (
    <Tag tone="good" icon={<IconChecks />}>
      {label}
    </Tag>
  )
}
