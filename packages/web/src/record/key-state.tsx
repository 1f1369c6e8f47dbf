import type { Release } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Time } from '../parts/time.tsx'

/** How the key of a copy stands that its recipient has to receipt before it can read it. */
export default function KeyState({ state, at }: NonNullable<Release['key']>) {
  const text = useText()
  return (
    <span className="small">
      {text(`sealed.release.${state}`)} {at === null ? null : <Time at={at} seconds />}
    </span>
  )
}
