import { useText } from '../language/text.ts'
import { StatusMark } from '../parts/status-mark.tsx'

/** What the list itself says of how its entries stand; a historical copy says so before anything else. */
export function Standing({ statuses }: { readonly statuses: readonly string[] }) {
  const text = useText()
  if (statuses.includes('historical')) return <StatusMark status="warn">{text('lists.historical')}</StatusMark>
  if (statuses.length === 1 && statuses[0] === 'removed') return <StatusMark status="off">{text('lists.removed')}</StatusMark>
  return statuses.length === 0 ? null : <StatusMark status="plain">{text('lists.current')}</StatusMark>
}
