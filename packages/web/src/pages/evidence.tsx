import type { EvidencePlan } from '@enlace/api'
import { type EvidenceVerdict, verifyEvidence } from '@enlace/proof/browser'
import { Button } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send, sendForBytes } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import classes from '../evidence/evidence.module.css'
import { PlanView } from '../evidence/plan-view.tsx'
import { VerdictHead } from '../evidence/verdict-view.tsx'
import { toRequest, type Wish } from '../evidence/wish.ts'
import { WishForm } from '../evidence/wish-form.tsx'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconFileCertificate } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { saveFile } from '../parts/save-file.ts'

const route = getRouteApi('/desk/evidence')

type Made = { readonly name: string; readonly bytes: number; readonly verdict: EvidenceVerdict }

/** An evidence file: what is wanted, what will happen, and then the file, checked here before it is handed over. */
export function Evidence() {
  const text = useText()
  const may = useMay()
  const search = route.useSearch()
  const [wish, setWish] = useState<Wish>(() => beginning(search))
  const request = toRequest(wish)
  const plan = useQuery({
    queryKey: ['evidence', 'plan', JSON.stringify(request)],
    queryFn: ({ signal }) => send<EvidencePlan>('POST', '/evidence/plan', { body: request, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const make = useMutation({
    mutationFn: async (): Promise<Made> => {
      const bytes = await sendForBytes('/evidence', request)
      const name = `evidence-${nodeNow()
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, '')}.zip`
      saveFile(name, 'application/zip', bytes)
      return { name, bytes: bytes.length, verdict: await verifyEvidence(bytes) }
    },
  })
  const change = (changed: Partial<Wish>) => {
    make.reset()
    // An order is a court's alone.
    const ground = changed.recipient !== undefined && changed.recipient !== 'court' ? { ground: 'proof_use' as const } : {}
    setWish({ ...wish, ...changed, ...ground })
  }
  const named = wish.name.trim() !== '' && wish.purpose.trim() !== ''
  const back = wish.record === '' ? undefined : `/records/${encodeURIComponent(wish.record)}`
  return (
    <Page
      title={text('evidence.title')}
      lead={text('evidence.lead')}
      {...(back === undefined ? {} : { trail: [{ label: text('record.title'), to: back }] })}
    >
      <div className={classes.columns}>
        <Card>
          <WishForm wish={wish} clauses={plan.data?.clauses ?? []} onChange={change} />
        </Card>
        <Card title={text('evidence.plan')}>
          <Answered question={plan} lines={4}>
            {(data) => (
              <div className="stack">
                <PlanView plan={data} />
                {may('evidence.make') ? (
                  <div className="stack-tight">
                    <div>
                      <Button
                        leftSection={<IconFileCertificate size={18} />}
                        onClick={() => make.mutate()}
                        loading={make.isPending}
                        disabled={!named || !data.open || plan.isPlaceholderData}
                      >
                        {text('evidence.make')}
                      </Button>
                    </div>
                    {data.open && !named ? <p className="soft small">{text('evidence.missing')}</p> : null}
                  </div>
                ) : null}
              </div>
            )}
          </Answered>
          {make.isError ? <ProblemNotice problem={make.error} /> : null}
          {make.data === undefined ? null : (
            <Notice tone="good" title={text('evidence.made')}>
              <div className="stack-tight">
                <span>{text('evidence.made.detail', { name: make.data.name, bytes: make.data.bytes })}</span>
                <VerdictHead verdict={make.data.verdict} />
              </div>
            </Notice>
          )}
        </Card>
      </div>
    </Page>
  )
}

function beginning(search: {
  readonly record?: string | undefined
  readonly case?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly partner?: string | undefined
}): Wish {
  const record = search.record ?? search.case ?? ''
  const today = nodeNow().toISOString().slice(0, 10)
  return {
    choice: search.case !== undefined ? 'case' : record === '' ? 'period' : 'record',
    record,
    from: search.from ?? today,
    to: search.to ?? today,
    partner: search.partner ?? '',
    recipient: 'court',
    name: '',
    purpose: '',
    ground: 'proof_use',
    order: '',
    consents: {},
    notified: [],
    show: 'record',
  }
}
