import type { CaseDetail } from '@enlace/api'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

/** Who wrote a record of the case, and that it stays home where the partner does not have it. */
export function Reach({ of }: { readonly of: { readonly by: string; readonly reach: CaseDetail['reach'] } }) {
  const text = useText()
  return (
    <span className="cluster small">
      <PartyMark party={of.by} short />
      {of.reach === 'home' ? <Tag>{text('cases.reach.home')}</Tag> : null}
    </span>
  )
}
