import type { BriefLineShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import classes from './briefs.module.css'

const tones = { confirmed: 'good', disputed: 'bad', claimed: 'warn', agreed: 'info' } as const
const undated: readonly string[] = ['at_work', 'not_begun']

/** Leads to the record that a line is about. */
export function ToSource({ kind, id, children }: { readonly kind: string; readonly id: string; readonly children: ReactNode }) {
  if (kind === 'commitment') {
    return (
      <Link to="/commitments/$id" params={{ id }}>
        {children}
      </Link>
    )
  }
  if (kind === 'evaluation' || kind === 'session') return <Link to={programmePath(`${kind}s`, id)}>{children}</Link>
  return (
    <Link to="/records/$id" params={{ id }}>
      {children}
    </Link>
  )
}

/** Where a line stands, as a sentence in the reader's language. */
export function useStateOfLine(): (line: BriefLineShape) => string {
  const text = useText()
  const parties = useParties()
  const codes = useCodeWords('expectation-answer')
  return ({ code, by, party, lastDay, days, more }) => {
    const who = new Intl.ListFormat(text.tag, { type: 'conjunction' }).format(by.map((one) => parties.named(one) ?? one))
    const key = lastDay === null && undated.includes(code) ? `${code}.undated` : code
    const values = {
      who,
      day: lastDay === null ? '' : formatDay(lastDay, text.tag),
      days: days ?? 0,
      party: party === null ? '' : parties.nameOf(party),
      more: code === 'refused' && more !== null ? (codes?.('ground', more) ?? more) : (more ?? ''),
    }
    return text.find(`briefs.line.${key}`, values) ?? code
  }
}

/** Lines of a brief one under the other, each leading to its source. */
export function BriefLines({ lines, empty }: { readonly lines: readonly BriefLineShape[]; readonly empty: string }) {
  const text = useText()
  const state = useStateOfLine()
  if (lines.length === 0) return <p className="soft">{empty}</p>
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={`${line.id} ${line.code} ${line.party ?? ''}`}>
          <ToSource kind={line.kind} id={line.id}>
            {line.quoted ? `“${text.of(line.words)}”` : text.of(line.words)}
          </ToSource>
          <span className="cluster small">
            {line.party === null ? null : <PartyMark party={line.party} short />}
            {line.mark === null ? null : <Tag tone={tones[line.mark]}>{text(`briefs.mark.${line.mark}`)}</Tag>}
            <span className="soft">{state(line)}</span>
            {line.isNew ? <Tag tone="info">{text('briefs.new')}</Tag> : null}
          </span>
          {line.quoted ? <span className="small soft">{text('briefs.quoted')}</span> : null}
        </li>
      ))}
    </ul>
  )
}
