import { kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AlertForm } from '../alert/alert-form.tsx'
import { SentAlert } from '../alert/sent-alert.tsx'
import { askExchange, askNode, askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'

/** «We see a load that we cannot stop»: paste, look, send; under a minute by keyboard. */
export function NewAlert() {
  const text = useText()
  const may = useMay()
  const say = useKindWords()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const exchange = useQuery(askExchange)
  const [sent, setSent] = useState<string>()
  const kind = kinds.get('mirror-alert')
  const ready = session != null && node !== undefined && say !== undefined && kind !== undefined && !exchange.isPending
  return (
    <Page title={text('alert.title')} lead={text('alert.lead')}>
      {session != null && !may('record.create') ? (
        <Notice tone="warn" title={text('alert.notYourRole')}>
          {text('alert.notYourRole.detail')}
        </Notice>
      ) : sent !== undefined ? (
        <SentAlert id={sent} again={() => setSent(undefined)} />
      ) : ready ? (
        <AlertForm kind={kind} say={say} account={session.account} node={node} partners={exchange.data ?? []} onSent={setSent} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
