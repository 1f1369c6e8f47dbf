import { useQuery } from '@tanstack/react-query'
import { askAgencies } from '../api/people-questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { useParties } from '../parts/party.ts'
import { AnswersNow } from './answers-now.tsx'

/** Who of one agency answers at this moment: whom to call about what its inbox holds. Nothing where the agency is not of this party. */
export function OnDutyCard({ agency }: { readonly agency: string }) {
  const text = useText()
  const parties = useParties()
  const may = useMay()
  const { data: agencies } = useQuery({ ...askAgencies, enabled: may('agency.list'), refetchInterval: 60_000 })
  const held = agencies?.find((one) => one.id === agency)
  if (held === undefined) return null
  return (
    <Card title={text('people.now.title', { agency: parties.agencyName(agency) })}>
      <AnswersNow onDuty={held.onDuty} next={held.next} />
    </Card>
  )
}
