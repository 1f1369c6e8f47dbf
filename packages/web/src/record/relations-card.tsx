import { Link } from '@tanstack/react-router'
import type { RecordDetail } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Time } from '../parts/time.tsx'

/** Records tied to this one, each way. */
export function RelationsCard({ relations }: { readonly relations: RecordDetail['relations'] }) {
  const text = useText()
  const kindTitle = useKindTitle()
  if (relations.length === 0) return null
  return (
    <section className="card pad stack" aria-labelledby="relations">
      <h2 id="relations">{text('relations.title', { count: relations.length })}</h2>
      <ul className="stack-tight">
        {relations.map(({ relation, direction, record }) => (
          <li key={relation + direction + record.id} className="cluster">
            <span className="soft small">
              {text.find(`relation.${relation}.${direction}`) ?? text.find(`relation.${relation}`) ?? relation}
            </span>
            <Link to="/records/$id" params={{ id: record.id }}>
              {record.title || kindTitle(record.kind)}
            </Link>
            <span className="soft small">{kindTitle(record.kind)}</span>
            <PartyMark party={record.from} short />
            <span className="soft small">
              <Time at={record.modified} brief />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
