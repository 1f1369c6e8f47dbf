import type { OnDuty } from '@enlace/api'
import { useText } from '../language/text.ts'
import { IconUser } from '../parts/icon.tsx'
import { Time } from '../parts/time.tsx'

/** Who answers for an agency at this moment and until when; where nobody does, who is next. */
export function AnswersNow({ onDuty, next }: { readonly onDuty: readonly OnDuty[]; readonly next: OnDuty | null }) {
  const text = useText()
  return (
    <div className="stack-tight">
      {onDuty.length === 0 ? <strong>{text('people.now.nobody')}</strong> : null}
      {onDuty.map((one) => (
        <span key={one.user + one.startsAt} className="cluster">
          <IconUser size={16} aria-hidden="true" />
          <span className="mono">{one.user}</span>
          <span className="soft small">
            {text('people.now.until')} <Time at={one.endsAt} brief />
          </span>
        </span>
      ))}
      <span className="soft small">
        {next === null ? (
          text('people.now.noNext')
        ) : (
          <>
            {text('people.now.next')} <span className="mono">{next.user}</span>, <Time at={next.startsAt} brief />
          </>
        )}
      </span>
    </div>
  )
}
