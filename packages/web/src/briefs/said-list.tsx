import type { RegisterShape } from '@enlace/api'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import classes from './briefs.module.css'

/** What was said, oldest first; what counts for nothing is struck through and says so. */
export function SaidList({ said }: { readonly said: RegisterShape['issues'][number]['steps'] }) {
  const text = useText()
  const parties = useParties()
  if (said.length === 0) return null
  return (
    <ul className={classes.said} aria-label={text('briefs.register.history')}>
      {said.map(({ id, from, at, says, words, counts }) => (
        <li key={id} className="small">
          <span className={counts ? undefined : classes.idle}>
            {text('briefs.said.by', { party: parties.nameOf(from), said: text.find(`briefs.said.${says}`) ?? says })}
            {words === '' ? null : `: ${words}`}
          </span>{' '}
          <span className="soft">
            <Time at={at} />
            {counts ? null : ` · ${text('briefs.register.idle')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
