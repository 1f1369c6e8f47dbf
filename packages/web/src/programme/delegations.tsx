import type { Delegation } from '@enlace/api'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './programme.module.css'

/** Who came for each party, with the office that each held on that day and, where only one party says so, who says it. */
export function Delegations({ delegations, told }: { readonly delegations: readonly Delegation[]; readonly told: number }) {
  const text = useText()
  const parties = useParties()
  if (delegations.length === 0) return <p className="soft">{text('programme.delegations.none')}</p>
  return (
    <div className={classes.parts}>
      {delegations.map(({ party, members }) => (
        <section key={party} aria-label={parties.nameOf(party)}>
          <h3>
            <PartyMark party={party} />
          </h3>
          <ul className={classes.people}>
            {members.map((member) => {
              const office = Object.keys(member.office).length === 0 ? undefined : text.of(member.office)
              const key = `${member.name ?? ''} ${office ?? ''} ${member.organisation ?? ''}`
              return (
                <li key={key}>
                  <p>
                    <strong>{member.name ?? office ?? member.organisation}</strong>{' '}
                    {member.head ? <Tag>{text('programme.head')}</Tag> : null}
                  </p>
                  <p className="soft small">
                    {[member.name === null ? undefined : office, member.organisation ?? undefined]
                      .filter((one) => one !== undefined)
                      .join(', ')}
                  </p>
                  {member.offices.map((held) => (
                    <p key={`${text.of(held.office)}${held.capacity}`} className="small">
                      {text('programme.office.then', { office: text.of(held.office) })}
                      {held.capacity === 'titular' ? null : (
                        <> · {held.word === null ? text.find(`programme.capacity.${held.capacity}`) : `“${held.word}”`}</>
                      )}
                    </p>
                  ))}
                  {told > 1 && member.saidBy.length === 1 ? (
                    <p className="soft small">{text('programme.saidBy', { party: parties.nameOf(member.saidBy[0] ?? '') })}</p>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
