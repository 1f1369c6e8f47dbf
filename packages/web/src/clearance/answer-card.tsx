import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import type { ClearanceAct, ClearanceDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'

const order: readonly ClearanceAct[] = ['concur', 'non_concur', 'return', 'resubmit', 'withdraw', 'comment']

/** What this person may answer, each with what it will do before it is done. */
export function AnswerCard({ detail }: { readonly detail: ClearanceDetail }) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const [reference, setReference] = useState('')
  const [missing, setMissing] = useState<'words' | 'reference'>()
  const [asked, setAsked] = useState<ClearanceAct>()
  const step = detail.step === null ? undefined : detail.steps[detail.step.index]
  const needsReference = detail.acts.includes('concur') && step?.attach.some(({ member }) => member === 'reference') === true
  const act = useMutation({
    mutationFn: (what: ClearanceAct) =>
      send('POST', `/clearances/${encodeURIComponent(detail.id)}`, {
        body: {
          act: what,
          round: detail.round,
          step: detail.step?.index ?? null,
          ...(words.trim() === '' ? {} : { words: words.trim() }),
          ...(what === 'concur' && reference.trim() !== '' ? { reference: reference.trim() } : {}),
        },
      }),
    onSuccess: async (_answer, what) => {
      setWords('')
      setReference('')
      showToast(text(`clearance.done.${what}`), { tone: 'good' })
      await Promise.all([
        client.invalidateQueries({ queryKey: ['clearances'] }),
        client.invalidateQueries({ queryKey: ['inbox'] }),
        client.invalidateQueries({ queryKey: ['release-tasks'] }),
      ])
    },
  })
  const start = (what: ClearanceAct) => {
    const lacks =
      what !== 'concur' && words.trim() === ''
        ? 'words'
        : what === 'concur' && needsReference && reference.trim() === ''
          ? 'reference'
          : undefined
    setMissing(lacks)
    if (lacks !== undefined) return document.getElementById(`answer-${lacks}`)?.focus()
    if (what === 'comment') act.mutate(what)
    else setAsked(what)
  }
  const waitsForOther = detail.step !== null && !detail.acts.includes('concur')
  return (
    <Card title={text('clearance.answer')} lead={detail.acts.length === 0 ? undefined : text('clearance.answer.lead')}>
      <div className="stack">
        {waitsForOther && detail.step !== null ? (
          <Notice tone="info" title={text('clearance.answer.none')}>
            {text('clearance.answer.none.detail', { office: text.of(detail.step.title), agency: parties.agencyName(detail.step.agency) })}
          </Notice>
        ) : null}
        {detail.step === null && !detail.acts.includes('resubmit') ? <p className="soft">{text('clearance.answer.closed')}</p> : null}
        {detail.acts.length === 0 ? null : (
          <>
            {needsReference ? (
              <TextInput
                id="answer-reference"
                label={text('clearance.reference')}
                description={text('clearance.reference.hint')}
                value={reference}
                onChange={(event) => setReference(event.currentTarget.value)}
                error={missing === 'reference' ? text('clearance.reference.missing') : undefined}
                maxLength={200}
              />
            ) : null}
            <Textarea
              id="answer-words"
              label={text('clearance.words')}
              description={text('clearance.words.hint')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
              error={missing === 'words' ? text('clearance.words.missing') : undefined}
              rows={4}
              maxLength={4000}
            />
            {act.isError && asked === undefined ? <ProblemNotice problem={act.error} /> : null}
            <div className="cluster">
              {order
                .filter((what) => detail.acts.includes(what))
                .map((what) => (
                  <Button
                    key={what}
                    variant={what === 'concur' || (what === 'resubmit' && !detail.acts.includes('concur')) ? 'filled' : 'default'}
                    onClick={() => start(what)}
                    loading={act.isPending && act.variables === what}
                  >
                    {text(`clearance.act.${what}`)}
                  </Button>
                ))}
            </div>
          </>
        )}
      </div>
      {asked === undefined || asked === 'comment' ? null : (
        <Confirm
          title={text(`clearance.confirm.${asked}`)}
          will={[willOf(asked), text('clearance.will.journal')]}
          action={text(`clearance.act.${asked}`)}
          grave={asked !== 'concur' && asked !== 'resubmit'}
          onConfirm={() => act.mutateAsync(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Card>
  )

  function willOf(what: Exclude<ClearanceAct, 'comment'>): string {
    if (what !== 'concur') return text(`clearance.will.${what}`)
    const next = detail.step === null ? undefined : detail.steps[detail.step.index + 1]
    return next === undefined ? text('clearance.will.concur.last') : text('clearance.will.concur.next', { office: text.of(next.title) })
  }
}
