import type { CommitmentRow } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { Checkbox, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord, askSession } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { openByOwner } from './open-by-owner.ts'

const dayMs = 86_400_000

/** Asks the owners of open commitments how they stand: one record for each party, which finds it in its inbox. */
export function AskDialog({ commitments, onClose }: { readonly commitments: readonly CommitmentRow[]; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: session } = useQuery(askSession)
  const [today] = useState(() => nodeNow().toISOString())
  const [groups] = useState(() => openByOwner(commitments, today))
  const [first] = groups[0]?.commitments ?? []
  const { data: about } = useQuery({ ...askRecord(first ?? ''), enabled: first !== undefined })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(groups.map(({ party }) => party)))
  const [by, setBy] = useState(() => new Date(Date.parse(today) + 7 * dayMs).toISOString().slice(0, 10))
  const [words, setWords] = useState('')
  const [wrong, setWrong] = useState<'choose' | 'day'>()
  if (usual === undefined || session == null || (first !== undefined && about === undefined)) return null
  const submit = async () => {
    const asked = groups.filter(({ party }) => chosen.has(party))
    const problem = asked.length === 0 ? 'choose' : by < today.slice(0, 10) ? 'day' : undefined
    setWrong(problem)
    if (problem !== undefined) return false
    for (const { party, commitments: open } of asked) {
      const title = text('commitments.ask.record', { party: parties.nameOf(party), count: open.length })
      const to = party === session.account.party ? [] : [{ party }]
      await write(
        'progress-request',
        { abstract: title, content: words.trim() || title, object_refs: [...open], of_party: party, by_when: by },
        envelopeOfCase(about?.envelope as JsonObject | undefined, usual, to),
      )
    }
    return true
  }
  const title = text('commitments.ask')
  return (
    <FormDialog title={title} action={title} done={text('commitments.ask.done')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text(groups.length === 0 ? 'commitments.ask.nothing' : 'commitments.ask.lead')}</p>
      {groups.map(({ party, commitments: open }) => (
        <Checkbox
          key={party}
          label={text('commitments.ask.party', { party: parties.nameOf(party), count: open.length })}
          checked={chosen.has(party)}
          onChange={(event) => setChosen(toggled(chosen, party, event.currentTarget.checked))}
        />
      ))}
      {wrong === 'choose' ? <p role="alert">{text('commitments.ask.choose')}</p> : null}
      <DayField
        label={text('commitments.ask.by')}
        value={by}
        onChange={(event) => setBy(event.currentTarget.value)}
        error={wrong === 'day' ? text('commitments.ask.day') : undefined}
        required
      />
      <Textarea
        label={text('commitments.ask.words')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        rows={2}
        maxLength={2000}
      />
    </FormDialog>
  )
}

function toggled(all: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  return new Set(isIn ? [...all, one] : [...all].filter((other) => other !== one))
}
