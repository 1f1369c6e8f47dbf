import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askClearances } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import { ClearanceState } from './clearance-state.tsx'

/** The ways that versions of a record take through the own party; nothing where its type needs no clearance. */
export function ClearancesCard({ id }: { readonly id: string }) {
  const text = useText()
  const parties = useParties()
  const may = useMay()
  const { data: items = [] } = useQuery({ ...askClearances({ record: id }), enabled: may('clearance.list') })
  if (items.length === 0) return null
  return (
    <Card title={text('clearance.record.title')}>
      <ul className="stack">
        {items.map((item) => (
          <li key={item.id} className="stack-tight">
            <ClearanceState state={item.state} />
            <Link to="/clearance/$id" params={{ id: item.id }}>
              {text.of(item.route.title)}
            </Link>
            <span className="soft small">
              {item.step === null ? (
                <Time at={item.openedAt} />
              ) : (
                text('clearance.waitsFor', { office: text.of(item.step.title), agency: parties.agencyName(item.step.agency) })
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
