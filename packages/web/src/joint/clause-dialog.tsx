import type { JointDraftDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { NumberInput, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

type Words = { readonly es: string; readonly en: string }

/** What somebody wants to do with a clause: another version, its removal, or a word about a version or a comment. */
export type ClauseWord =
  | { readonly what: 'version'; readonly place: number; readonly replaces?: readonly string[]; readonly words?: Words }
  | { readonly what: 'removal'; readonly place: number; readonly replaces: readonly string[]; readonly words: Words }
  | {
      readonly what: 'word'
      readonly says: 'comments' | 'accepts' | 'rejects' | 'settles'
      readonly about: string
      readonly sha256?: string
    }

/** One step on a clause, written as a record of its own under the limits of the draft. */
export function ClauseDialog({
  detail,
  word,
  onClose,
}: {
  readonly detail: JointDraftDetail
  readonly word: ClauseWord
  readonly onClose: () => void
}) {
  const text = useText()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { id } = detail.draft.record
  const { data: record } = useQuery(askRecord(id))
  const [words, setWords] = useState<Words>(word.what === 'word' ? { es: '', en: '' } : (word.words ?? { es: '', en: '' }))
  const [place, setPlace] = useState(word.what === 'word' ? 0 : word.place)
  const [why, setWhy] = useState('')
  if (usual === undefined || record === undefined) return null
  const title = {
    version: text(word.what === 'version' && word.replaces === undefined ? 'joint.clause.new' : 'joint.propose'),
    removal: text('joint.remove'),
    comments: text('joint.comment'),
    accepts: text('joint.accept'),
    rejects: text('joint.reject'),
    settles: text('joint.settle'),
  }[word.what === 'word' ? word.says : word.what]
  const submit = async () => {
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    const own: Record<string, Json> =
      word.what === 'word'
        ? { about_ref: word.about, says: word.says, ...(word.sha256 === undefined ? {} : { sha256: word.sha256 }) }
        : {
            place,
            words: { ...words },
            ...(word.replaces === undefined ? {} : { replaces_refs: [...word.replaces] }),
            ...(word.what === 'removal' ? { removed: true } : {}),
          }
    await write(
      word.what === 'word' ? 'draft-comment' : 'draft-clause',
      { ...own, draft_ref: id, abstract: title, content: why.trim() || title, object_refs: [id] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  return (
    <FormDialog title={title} action={title} done={text('joint.done')} onSubmit={submit} onClose={onClose}>
      {word.what === 'version' ? (
        <>
          {(['es', 'en'] as const).map((language) => (
            <Textarea
              key={language}
              label={text(`joint.in.${language}`)}
              lang={language}
              required
              autosize
              minRows={3}
              maxLength={10_000}
              value={words[language]}
              onChange={({ currentTarget: { value } }) => setWords({ ...words, [language]: value })}
            />
          ))}
          <NumberInput label={text('joint.place')} value={place} min={0} onChange={(value) => setPlace(Number(value) || 0)} />
        </>
      ) : null}
      <Textarea
        label={text('joint.why')}
        value={why}
        rows={3}
        maxLength={4000}
        required={word.what === 'word' && word.says === 'comments'}
        onChange={({ currentTarget: { value } }) => setWhy(value)}
      />
    </FormDialog>
  )
}
