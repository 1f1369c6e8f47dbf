import type { Clearance } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { type Status, StatusMark } from '../parts/status-mark.tsx'

const marks: Readonly<Record<Clearance['state'], Status>> = {
  open: 'active',
  cleared: 'good',
  objected: 'bad',
  returned: 'warn',
  withdrawn: 'off',
  replaced: 'off',
}

/** Where a document stands on its way: shape, words, colour. */
export function ClearanceState({ state }: { readonly state: Clearance['state'] }) {
  const text = useText()
  return <StatusMark status={marks[state]}>{text(`clearance.state.${state}`)}</StatusMark>
}
