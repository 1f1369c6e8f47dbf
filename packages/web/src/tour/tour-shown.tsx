import { lazy, Suspense } from 'react'
import { useTour } from './tour.ts'

const TourCard = lazy(() => import('./tour-card.tsx'))

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
