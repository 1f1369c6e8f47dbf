import type { ProgrammeRow } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './programme.module.css'
import { programmePath } from './programme-path.ts'
import { useName } from './session-row.tsx'

/** Programmes one under the other, each with its names, its years and what it continues. */
export function ProgrammeLines({ programmes }: { readonly programmes: readonly ProgrammeRow[] }) {
  const text = useText()
  const nameOf = useName()
  if (programmes.length === 0) return <p className={`${classes.row} soft`}>{text('programme.programmes.none')}</p>
  return (
    <ul>
      {programmes.map((one) => (
        <li key={one.record.id} className={classes.row}>
          <span className="soft">
            <Years programme={one} />
          </span>
          <div className="stack-tight">
            <Link to={programmePath('programmes', one.record.id)} className={classes.name}>
              {nameOf({ names: one.names, title: one.record.title })}
            </Link>
            {Object.entries(one.names)
              .filter(([tag]) => tag !== text.language)
              .map(([tag, name]) => (
                <span key={tag} lang={tag}>
                  {name}
                </span>
              ))}
            {one.others.length === 0 ? null : (
              <span className="soft small">{text('programme.also', { names: one.others.join('; ') })}</span>
            )}
            {one.continues.length === 0 ? null : (
              <span className="small">{text('programme.continues', { names: one.continues.map(nameOf).join('; ') })}</span>
            )}
            {one.continuedBy.length === 0 ? null : (
              <span className="small">{text('programme.continuedBy', { names: one.continuedBy.map(nameOf).join('; ') })}</span>
            )}
          </div>
          <span className={`${classes.end} cluster`}>
            {one.continuedBy.length === 0 ? null : <Tag>{text('programme.over')}</Tag>}
            {one.parties.map((party) => (
              <PartyMark key={party} party={party} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** From when to when a programme ran; until the one that continued it, where nothing else is said. */
export function Years({ programme: { from, until } }: { readonly programme: ProgrammeRow }) {
  const text = useText()
  if (from === null && until === null) return text('programme.day.none')
  if (from !== null && until === null) return text('programme.day.since', { day: formatDay(from, text.tag) })
  return [from, until].map((day) => (day === null ? '…' : formatDay(day, text.tag))).join(' – ')
}
