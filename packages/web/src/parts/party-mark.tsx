import { useParties } from './party.ts'
import classes from './party-mark.module.css'

/** A party by its code in its own colour, its name beside it unless `short` (then the name is read aloud only). */
export function PartyMark({ party, short = false }: { readonly party: string; readonly short?: boolean }) {
  const parties = useParties()
  const name = parties.nameOf(party)
  return (
    <span className={classes.mark} data-party-hue={parties.hueOf(party)} title={name}>
      <span className={classes.code} aria-hidden="true">
        {party.toUpperCase()}
      </span>
      <span className={short ? 'unseen' : undefined}>{name}</span>
    </span>
  )
}
