import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'

/** Says where the programme is kept to whoever sees none of it: zeros alone would say that nothing was ever agreed. */
export function NotHere({ holders }: { readonly holders: readonly string[] }) {
  const text = useText()
  const { agencyName } = useParties()
  if (holders.length === 0) return null
  const names = new Intl.ListFormat(text.tag, { type: 'conjunction' }).format(holders.map((agency) => agencyName(agency)))
  return (
    <Notice tone="warn" title={text('programme.notHere')}>
      {text('programme.notHere.detail', { agencies: names })}
    </Notice>
  )
}
