import { Suspense } from 'react'
import { withWords } from '../language/language.ts'
import { late } from '../parts/late.tsx'
import { useTour } from './tour.ts'

const TourCard = late(withWords('help', () => import('./tour-card.tsx')))

/** The tour where somebody is on it. */
export function TourShown() {
  const { shown } = useTour()
  if (!shown) return null
  return (
    <Suspense>
      <TourCard />
    </Suspense>
  )
}
