import { useQuery } from '@tanstack/react-query'
import { askOutgoing } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import { RawText } from './raw-text.tsx'

/** The copies that left for one partner, newest first: exactly the bytes that its log commits to, and the envelope that bound them. */
export default function LeftBytes({ id, partner }: { readonly id: string; readonly partner: string }) {
  const text = useText()
  const parties = useParties()
  const question = useQuery(askOutgoing(id, partner))
  if (question.error !== null) return <ProblemNotice problem={question.error} retry={() => question.refetch()} />
  if (question.data === undefined)
    return (
      <p role="status" className="soft">
        {text('record.left.reading')}
      </p>
    )
  const bytesOf = (words: string) => new TextEncoder().encode(words)
  return (
    <div className="stack">
      {question.data.map((copy) => (
        <section
          key={copy.position.seq}
          className="stack-tight"
          aria-label={`${text('record.left.title', { party: parties.nameOf(partner) })}, #${copy.position.seq}`}
        >
          <h3>{text('record.left.title', { party: parties.nameOf(partner) })}</h3>
          <p className="soft small">
            <Time at={copy.decidedAt} seconds /> · <code>{`${copy.position.origin} #${copy.position.seq}`}</code>
          </p>
          {copy.removed.length === 0 ? <p>{text('record.left.same')}</p> : null}
          <RawText
            label={text('record.left.title', { party: parties.nameOf(partner) })}
            bytes={bytesOf(copy.object)}
            fileName={`${id}.${partner}.json`}
          />
          <details>
            <summary>{text('limits.title')}</summary>
            <RawText label={text('limits.title')} bytes={bytesOf(copy.envelope)} fileName={`${id}.${partner}.envelope.json`} />
          </details>
        </section>
      ))}
    </div>
  )
}
