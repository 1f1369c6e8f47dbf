import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'

/** What every brief says of itself: from what it is made, whose word verifies, and what is not in it. */
export function HowMade({ on }: { readonly on: string }) {
  const text = useText()
  return (
    <Card title={text('briefs.how')}>
      <ul className="small soft">
        <li>{text('briefs.how.computed', { day: formatDay(on, text.tag) })}</li>
        <li>{text('briefs.how.verified')}</li>
        <li>{text('briefs.how.gone')}</li>
        <li>{text('briefs.how.people')}</li>
      </ul>
    </Card>
  )
}
