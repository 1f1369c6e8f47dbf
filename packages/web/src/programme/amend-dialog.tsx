import type { PublicationRow } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Answered } from '../parts/page-state.tsx'
import { askWhatChanges, useProposePublication } from './ask-publication.ts'
import { NotOffered } from './not-offered.tsx'
import { nothingSaid, readInTwo } from './read-in-two.ts'
import { SecondPerson } from './second-person.tsx'
import { WordsInTwo } from './words-in-two.tsx'

/** Proposes that the public read the latest version of a record, or no longer read it, and why, in both languages. */
export function AmendDialog({
  row,
  does,
  onClose,
}: {
  readonly row: PublicationRow
  readonly does: 'correct' | 'withdraw'
  readonly onClose: () => void
}) {
  const text = useText()
  const propose = useProposePublication()
  const question = useQuery(askWhatChanges(does, row.of))
  const [reason, setReason] = useState(nothingSaid)
  const [tried, setTried] = useState(false)
  const what = does === 'withdraw' && row.state === 'planned' ? 'cancel' : does
  const submit = async () => {
    setTried(true)
    const said = readInTwo(reason)
    if (said === undefined) return false
    await propose({ items: [row.of], does, publishAt: nodeNow().toISOString(), announced: null, reason: said })
    return true
  }
  if (question.isError)
    return <NotOffered title={text(`programme.publication.${does}`)} problem={question.error} id={row.of} onClose={onClose} />
  return (
    <FormDialog
      title={text(`programme.publication.${does}`)}
      action={text(`programme.publication.${does}.do`)}
      done={text(`programme.publication.${does}.done`)}
      onSubmit={submit}
      onClose={onClose}
    >
      <strong>{row.title}</strong>
      <p>{text(`programme.publication.${what}.will`)}</p>
      <Answered question={question}>
        {({ change }) => (
          <div className="stack">
            <WordsInTwo label={text('programme.publication.reason')} value={reason} onChange={setReason} tried={tried} />
            <SecondPerson seconds={change.seconds} />
          </div>
        )}
      </Answered>
    </FormDialog>
  )
}
