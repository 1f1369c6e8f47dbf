import type { GroupRow } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import classes from './groups.module.css'

type Standing = GroupRow['parties'][number]
export type Stated = GroupRow['hearsay'][number]

const tones: Readonly<Record<Standing['state'], Tone>> = { designated: 'info', ended: 'plain', to_come: 'plain', none: 'plain' }

/** How each party labels a group on a day: its own word in quotation marks beside its own mark, or that it has none. */
export function PartyLabels({ parties }: { readonly parties: readonly Standing[] }) {
  const text = useText()
  return (
    <ul className={classes.labels}>
      {parties.map(({ party, state, designations }) => (
        <li key={party}>
          <PartyMark party={party} /> <Tag tone={tones[state]}>{text(`groups.state.${state}`)}</Tag>
          {designations.map((one) => (
            <span key={one.id} className={classes.said}>
              <Said one={one} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** A designation in the words of the law of whoever designates, its days and where it stands. */
export function Said({ one }: { readonly one: Stated }) {
  const text = useText()
  const day = (value: string) => formatDay(value, text.tag)
  return (
    <>
      <Link to="/records/$id" params={{ id: one.id }}>
        “{one.as}”
      </Link>{' '}
      <span className="soft small">
        {text('groups.under', {
          law:
            one.article === null || one.article === ''
              ? one.instrument
              : text('groups.article', { law: one.instrument, article: one.article }),
        })}
        ;{' '}
        {one.until === null
          ? text('groups.since', { day: day(one.since) })
          : text('groups.between', { from: day(one.since), until: day(one.until) })}
        {one.number === null ? null : `; ${text('groups.number', { number: one.number })}`}
        {one.url === null ? null : (
          <>
            ;{' '}
            <a href={one.url} rel="noreferrer">
              {one.publisher ?? text('groups.source')}
            </a>
          </>
        )}
      </span>
    </>
  )
}
