import type { BriefLineShape, BriefPartShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sayFigure } from '../indicators/say-figure.ts'
import { sayPeriod } from '../indicators/say-period.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import classes from './briefs.module.css'

const tones = { confirmed: 'good', disputed: 'bad', claimed: 'warn', agreed: 'info' } as const
const undated: readonly string[] = ['at_work', 'not_begun', 'new']
/** Lines of a box before the rest is asked for. */
const front = 6
/** Of these what follows is the next step, in its author’s words. */
const follows: readonly string[] = ['commitment', 'evaluation']

/** Leads to the record that a line is about. */
export function ToSource({ kind, id, children }: { readonly kind: string; readonly id: string; readonly children: ReactNode }) {
  if (kind === 'commitment') {
    return (
      <Link to="/commitments/$id" params={{ id }}>
        {children}
      </Link>
    )
  }
  if (kind === 'indicator-card') return <Link to={programmePath('indicators', id)}>{children}</Link>
  // Whoever follows the programme alone opens no record page: the register shows the whole of these, with every answer.
  if (kind === 'expectation' || kind === 'emerging-issue') {
    return (
      <Link to={programmePath('register')} hash={id}>
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

/** Where a part of a line stands, as a sentence in the reader's language. */
function useStateOfPart(): (part: BriefPartShape) => string {
  const text = useText()
  const parties = useParties()
  const codes = useCodeWords('expectation-answer')
  return ({ code, by, party, lastDay, days, more, figure }) => {
    const who = new Intl.ListFormat(text.tag, { type: 'conjunction' }).format(by.map((one) => parties.named(one) ?? one))
    const key = lastDay === null && undated.includes(code) ? `${code}.undated` : code
    const isGround = (code === 'refused' || code === 'expectation_refused') && more !== null
    const values = {
      who,
      day: lastDay === null ? '' : formatDay(lastDay, text.tag),
      days: days ?? 0,
      party: party === null ? '' : parties.nameOf(party),
      more:
        figure === null
          ? isGround
            ? (codes?.('ground', more) ?? more)
            : (more ?? '')
          : `${sayFigure(figure, text)}, ${sayPeriod(figure, text)}`,
    }
    return text.find(`briefs.line.${key}`, values) ?? code
  }
}

/** Lines of a brief one under the other, each leading to its source; what is more than a first page holds is behind one touch. */
export function BriefLines({ lines, empty }: { readonly lines: readonly BriefLineShape[]; readonly empty: string }) {
  const text = useText()
  if (lines.length === 0) return <p className="soft">{empty}</p>
  const rest = lines.slice(front)
  return (
    <>
      <ul className={classes.lines}>
        {lines.slice(0, front).map((line) => (
          <Line key={`${line.id} ${line.code} ${line.party ?? ''} ${text.of(line.words)}`} line={line} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details className={classes.rest}>
          <summary>{text('briefs.rest', { count: rest.length })}</summary>
          <ul className={classes.lines}>
            {rest.map((line) => (
              <Line key={`${line.id} ${line.code} ${line.party ?? ''} ${text.of(line.words)}`} line={line} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Line({ line }: { readonly line: BriefLineShape }) {
  const text = useText()
  const state = useStateOfPart()
  return (
    <li>
      <ToSource kind={line.kind} id={line.id}>
        {line.quoted ? `“${text.of(line.words)}”` : text.of(line.words)}
      </ToSource>
      {[line, ...line.also].map((part, i) => (
        <span key={`${part.code} ${part.parties.join()} ${part.lastDay ?? ''} ${part.figure?.id ?? ''}`} className={classes.part}>
          {part.parties.map((party) => (
            <PartyMark key={party} party={party} short />
          ))}
          {part.mark === null ? null : <Tag tone={tones[part.mark]}>{text(`briefs.mark.${part.mark}`)}</Tag>}
          <span className="soft">{state(part)}</span>
          {i === 0 && line.isNew ? <Tag tone="info">{text('briefs.new')}</Tag> : null}
          {part.more === null || !follows.includes(line.kind) ? null : (
            <span className={classes.next}>{text('briefs.line.next', { words: part.more })}</span>
          )}
        </span>
      ))}
      {line.quoted ? <span className="small soft">{text('briefs.quoted')}</span> : null}
    </li>
  )
}
