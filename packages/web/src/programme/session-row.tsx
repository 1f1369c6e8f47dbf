import type { SessionRow } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './programme.module.css'
import { programmePath } from './programme-path.ts'

const shapes: Readonly<Record<string, Status>> = {
  planned: 'waiting',
  held: 'good',
  postponed: 'warn',
  cancelled: 'off',
  unknown: 'warn',
  differs: 'bad',
}

/** Where a session stands, in words and by its shape. */
export function SessionStanding({ standing }: { readonly standing: string }) {
  const text = useText()
  return <StatusMark status={shapes[standing] ?? 'plain'}>{text.find(`programme.standing.${standing}`) ?? standing}</StatusMark>
}

/** The name of a record of the programme in the reader’s language, else its title. */
export function useName() {
  const text = useText()
  return ({ names, title }: { readonly names: Readonly<Record<string, string>>; readonly title: string }) =>
    Object.keys(names).length === 0 ? title : text.of(names)
}

/** When a session is or was: one day, or each party’s own where they differ. */
export function SessionDay({ session }: { readonly session: SessionRow }) {
  const text = useText()
  if (session.day !== null) return <span>{formatDay(session.day, text.tag)}</span>
  const said = session.parties.filter(({ day }) => day !== null)
  if (said.length === 0) return <span className="soft">{text('programme.day.none')}</span>
  return (
    <>
      {said.map(({ party, day }) => (
        <span key={party} className="cluster">
          <PartyMark party={party} /> {formatDay(day ?? '', text.tag)}
        </span>
      ))}
    </>
  )
}

/** One session in a list: its day, its name and body, where it stands. */
export function SessionLine({ session }: { readonly session: SessionRow }) {
  const text = useText()
  const nameOf = useName()
  return (
    <li className={classes.row}>
      <span className="stack-tight">
        <SessionDay session={session} />
      </span>
      <div className="stack-tight">
        <Link to={programmePath('sessions', session.record.id)} className={classes.name}>
          {nameOf({ names: session.names, title: session.record.title })}
        </Link>
        <span className="soft small">
          {[
            text.find(`programme.form.${session.form}`) ?? session.form,
            session.mechanism === null ? undefined : nameOf(session.mechanism),
            session.place ?? undefined,
          ]
            .filter((one) => one !== undefined)
            .join(' · ')}
        </span>
        <SessionWarnings codes={session.warnings} />
      </div>
      <span className={classes.end}>
        <SessionStanding standing={session.standing} />
      </span>
    </li>
  )
}

/** What is marked of a session. */
export function SessionWarnings({ codes }: { readonly codes: readonly string[] }) {
  const text = useText()
  if (codes.length === 0) return null
  return (
    <span className="cluster">
      {codes.map((code) => (
        <Tag key={code} tone={code.startsWith('rival') ? 'bad' : 'warn'}>
          {text.find(`programme.warning.${code}`) ?? code}
        </Tag>
      ))}
    </span>
  )
}
