import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { useQuery } from '@tanstack/react-query'
import type { RecordDetail } from '../api/shapes.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import { askOnward } from './ask-onward.ts'

/** That a copy came through another party with its author's consent, and whether that consent could be checked. */
export default function PassedOn({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const parties = useParties()
  const { data: onward } = useQuery(askOnward(detail.id))
  const said = (detail.envelope as JsonObject).passed_on as Json | undefined
  if (!isJsonObject(said) || typeof said.from !== 'string' || typeof said.until !== 'string') return null
  const who = { by: parties.nameOf(detail.from), from: parties.nameOf(said.from) }
  return (
    <Notice tone="info" title={text('third.passedOn', who)}>
      {text('third.passedOn.detail', { day: formatDay(said.until, text.tag) })}{' '}
      {text(detail.flags.includes('consent_not_checked') ? 'third.passedOn.unchecked' : 'third.passedOn.checked', who)}
      {onward?.newer == null ? null : (
        <p>
          <strong>{text('third.passedOn.newer', who)}</strong> <Time at={onward.newer.at} />
        </p>
      )}
    </Notice>
  )
}
