import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import type { Release } from '../api/shapes.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconChecks, IconClockPause, IconHourglassEmpty, IconLock, IconScissors, IconSend } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { useExplain } from '../parts/use-explain.ts'
import classes from './releases-card.module.css'

const KeyState = late(withWords('sealed', () => import('./key-state.tsx')))
const LeftBytes = late(() => import('./left-bytes.tsx'))

/** What left, to whom, under what, without which fields, and whether its receipt came; or why it stayed. The bytes that left on request. */
export function ReleasesCard({
  id,
  releases,
  kind,
  readable,
}: {
  readonly id: string
  readonly releases: readonly Release[]
  readonly kind: string
  readonly readable: boolean
}) {
  const text = useText()
  const fieldName = useFieldNames(kind)
  const explain = useExplain()
  const [shown, setShown] = useState<string>()
  // The newest copy is the one that the node can show.
  const newest = new Map(releases.filter(({ outcome }) => outcome === 'release').map((release) => [release.partner, release]))
  return (
    <Card title={text('releases.title')} id="releases">
      {releases.length === 0 ? <p className="soft">{text('releases.none')}</p> : null}
      <ul className={classes.releases}>
        {releases.map((release) => (
          <li key={release.partner + release.decidedAt} className="stack-tight">
            <span className="cluster">
              <PartyMark party={release.partner} />
              <OutcomeTag release={release} />
            </span>
            <span>{explain(release.explanation)}</span>
            {release.without.length === 0 ? null : (
              <span className={classes.struck}>
                <IconScissors size={15} aria-hidden="true" />
                <span>
                  {text('releases.without')} {release.without.map((name) => fieldName(name)).join(', ')}
                </span>
              </span>
            )}
            {(release.tearLines ?? []).length === 0 ? null : (
              <span className={classes.struck}>
                <IconScissors size={15} aria-hidden="true" />
                <span>
                  {text('third.releases.torn')} {(release.tearLines ?? []).map((name) => fieldName(name)).join(', ')}
                </span>
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
            {release.key === undefined ? null : (
              <Suspense fallback={null}>
                <KeyState {...release.key} />
              </Suspense>
            )}
            {readable && newest.get(release.partner) === release ? (
              <div data-no-print>
                <Button
                  variant="default"
                  size="xs"
                  aria-expanded={shown === release.partner}
                  onClick={() => setShown(shown === release.partner ? undefined : release.partner)}
                >
                  {text(shown === release.partner ? 'record.left.hide' : 'record.left.show')}
                </Button>
              </div>
            ) : null}
            {shown === release.partner && newest.get(release.partner) === release ? (
              <Suspense fallback={<p className="soft">{text('record.left.reading')}</p>}>
                <LeftBytes id={id} partner={release.partner} />
              </Suspense>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
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
