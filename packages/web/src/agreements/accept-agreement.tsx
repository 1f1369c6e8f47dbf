import type { AgreementExamined, ChangeAnswer } from '@enlace/api'
import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'

/** Largest file that is read here, in bytes; the node refuses the text of a larger agreement anyway. */
const maxBytes = 400_000

/** A co-signed file: examined first, what would leave otherwise said, then proposed to a second person. */
export function AcceptAgreement() {
  const text = useText()
  const client = useQueryClient()
  const [file, setFile] = useState<{ readonly name: string; readonly note: string }>()
  const [tooLarge, setTooLarge] = useState(false)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const examine = useMutation({ mutationFn: (note: string) => send<AgreementExamined>('POST', '/agreements/examine', { body: { note } }) })
  const choose = async (chosen: File | null) => {
    if (chosen === null) return
    setTooLarge(chosen.size > maxBytes)
    if (chosen.size > maxBytes) return
    const note = await chosen.text()
    setFile({ name: chosen.name, note })
    examine.mutate(note)
  }
  const seen = examine.data
  return (
    <Card title={text('people.accept.title')} lead={text('people.accept.lead')}>
      <div className="stack">
        <div className="cluster">
          <FileButton onChange={choose} accept=".note,text/plain">
            {(props) => (
              <Button variant="default" {...props}>
                {text('people.accept.choose')}
              </Button>
            )}
          </FileButton>
          {file === undefined ? null : <span className="mono small">{file.name}</span>}
        </div>
        {tooLarge ? <Notice tone="bad" title={text('people.accept.tooLarge')} /> : null}
        {examine.isError ? <ProblemNotice problem={examine.error} /> : null}
        {seen === undefined ? null : (
          <>
            <Notice tone="info" title={text.of(seen.agreement.title)}>
              {text('people.agreements.term', {
                from: formatDay(seen.agreement.startsOn, text.tag),
                to: formatDay(seen.agreement.endsOn, text.tag),
              })}{' '}
              {seen.replaces === null ? text('people.accept.first') : text('people.accept.replaces', { version: seen.replaces })}
            </Notice>
            <Changes seen={seen} />
            <div>
              <Button onClick={() => setAsking(true)}>{text('people.propose')}</Button>
            </div>
          </>
        )}
        {asking && file !== undefined ? (
          <Confirm
            title={text('people.accept.title')}
            will={[text('people.accept.will'), text.find('decisions.second_new_agreement') ?? '', text('people.accept.old')]}
            action={text('people.propose')}
            onClose={() => setAsking(false)}
            onConfirm={async () => {
              await send<ChangeAnswer>('POST', '/agreements', { body: { note: file.note, reason: readReason(reason) } })
              await client.invalidateQueries({ queryKey: ['proposals'] })
              showToast(text('people.proposed'), { tone: 'good' })
              setFile(undefined)
              examine.reset()
            }}
          >
            <ReasonField value={reason} onChange={setReason} />
          </Confirm>
        ) : null}
      </div>
    </Card>
  )
}

function Changes({ seen }: { readonly seen: AgreementExamined }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const parties = useParties()
  const say = (mode: string | null) => text.find(`people.agreements.mode.${mode ?? 'never'}`) ?? mode
  return (
    <DataTable
      caption={text('people.accept.changes')}
      showCaption
      rows={seen.changes}
      keyOf={(row) => row.from + row.kind}
      empty={text('people.accept.same')}
      columns={[
        { id: 'kind', header: text('people.ask.kind'), rowHeader: true, cell: (row) => kindTitle(row.kind) },
        { id: 'from', header: text('people.ask.from'), cell: (row) => parties.nameOf(row.from) },
        { id: 'before', header: text('people.accept.before'), cell: (row) => say(row.before) },
        { id: 'after', header: text('people.accept.after'), cell: (row) => say(row.after) },
      ]}
    />
  )
}
