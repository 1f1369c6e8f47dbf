import type { LedgerShape } from '@enlace/api'
import { officesOf } from '@enlace/records'
import { useText } from '../language/text.ts'

type Said = LedgerShape['points'][number]['denials'][number]

/** Which public office whoever speaks held on the day they spoke, or on the day that the claim is about, by the pack of offices; nothing where no source says. */
export function OfficeThen({ one }: { readonly one: Said }) {
  const text = useText()
  const day = one.said_on ?? one.true_on
  const held = day === null ? [] : officesOf(one.speaker, day)
  if (held.length === 0) return null
  const names = held.map(({ office, holder }) => {
    const acting = holder.acting === true ? ` (${text('claims.office.acting')})` : ''
    return text.of(office.name) + acting
  })
  return <p className="soft small">{text('claims.office', { offices: names.join(', ') })}</p>
}
