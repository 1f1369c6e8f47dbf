import type { Kind } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askExchange, askNode, askSession } from '../api/questions.ts'
import type { NodeInfo, PartnerStatus } from '../api/shapes.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { type Text, useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { Loading } from '../parts/page-state.tsx'
import { takeBeginning } from './beginnings.ts'
import { type FormDraft, startDraft } from './drafts/form-draft.ts'
import { findDraft } from './drafts/keep-drafts.ts'
import { openShelf } from './drafts/shelf.ts'
import type { FormExtras } from './form-extras.ts'
import { type Limits, limitsOf, usualLimits } from './limits.ts'
import { RecordForm } from './record-form.tsx'
import { newStubId } from './stubs.ts'

type Props = {
  readonly kind: Kind
  /** A draft to go on with. */
  readonly draftId?: string | undefined
  /** The version to correct. */
  readonly base?: NonNullable<FormDraft['base']>
  /** Files of that version, which the new one keeps. */
  readonly files?: FormDraft['files']
  readonly onBegun: (draftId: string) => void
  readonly onSent: (recordId: string) => void
  readonly onDiscarded: () => void
  readonly extras?: FormExtras
}

/** A form with everything it needs: who writes, for whom, and the draft that it goes on with. */
export function OpenForm({ kind, draftId, base, files, ...rest }: Props) {
  const text = useText()
  const say = useKindWords()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const exchange = useQuery(askExchange)
  const who = session == null ? undefined : `${session.account.party}.${session.account.user}`
  const shelf = useQuery({ queryKey: ['shelf'], queryFn: openShelf, staleTime: Number.POSITIVE_INFINITY })
  const found = useQuery({
    queryKey: ['draft', who, draftId],
    queryFn: async () => (await findDraft(who ?? '', draftId ?? '')) ?? null,
    enabled: who !== undefined && draftId !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const ready = node !== undefined && !exchange.isPending
  // A draft begins once: neither news of the exchange nor another language begins it anew.
  const started = useRef<FormDraft>(undefined)
  if (ready && started.current === undefined) {
    const beginning = draftId === undefined && base === undefined ? takeBeginning(kind.name) : undefined
    const { values, pasted, derivedFrom } = beginning ?? {}
    started.current = startDraft(
      kind,
      base === undefined
        ? { ...startLimits(kind, node, exchange.data ?? [], text), ...rest.extras?.preset?.limits }
        : limitsOf(base.envelope),
      nodeNow(),
      {
        ...(base === undefined ? {} : { base }),
        ...(files === undefined ? {} : { files }),
        ...(values === undefined ? {} : { written: values }),
        ...(pasted === undefined ? {} : { pasted }),
        ...(derivedFrom === undefined ? {} : { derived: { from: derivedFrom, link: newStubId('relationship') } }),
        ...(draftId === undefined ? {} : { id: draftId }),
      },
    )
  }
  const start = started.current
  if (found.isError) return <ProblemNotice problem={found.error} retry={() => found.refetch()} />
  const looking = draftId !== undefined && found.data === undefined
  if (session == null || node === undefined || say === undefined || start === undefined || shelf.data === undefined || looking)
    return <Loading />
  const known = found.data ?? undefined
  return (
    <RecordForm
      key={known?.draft.id ?? start.id}
      {...{ kind, say, node }}
      partners={exchange.data ?? []}
      account={session.account}
      start={known?.draft ?? start}
      found={known}
      lasting={shelf.data.lasting}
      {...rest}
    />
  )
}

function startLimits(kind: Kind, node: NodeInfo, partners: readonly PartnerStatus[], text: Text): Limits {
  const agreement = partners[0]?.agreement ?? undefined
  const alert = kind.clocks.includes('mirror-alert')
  const retention = kind.exampleEnvelope.retention
  return usualLimits({
    marking: node.marking,
    party: node.party,
    agreement: agreement?.id ?? '',
    article: agreement === undefined ? '' : '1',
    purpose: alert ? text('alert.purpose') : '',
    retention: typeof retention === 'string' ? retention : 'operational',
    to: alert && partners[0] !== undefined ? [partners[0].party] : null,
  })
}
