import type { JointDraftDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { warnTerms } from '@enlace/records'
import { NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '../api/problem.ts'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { placeBefore } from './place-before.ts'
import { TwoTexts, Warnings } from './two-texts.tsx'

type Words = { readonly es: string; readonly en: string }

/** What somebody wants to do with a clause: another version, its removal, or a word about a version or a comment. */
export type ClauseWord =
  | {
      readonly what: 'version'
      /** The clause that it belongs to; none: a new one. */
      readonly clause?: string
      readonly place: number
      readonly replaces?: readonly string[]
      readonly words?: Words
      /** It takes the place of several versions that stand against each other. */
      readonly conflict?: boolean
    }
  | { readonly what: 'removal'; readonly place: number; readonly replaces: readonly string[]; readonly words: Words }
  | {
      readonly what: 'word'
      readonly says: 'comments' | 'accepts' | 'rejects' | 'settles'
      readonly about: string
      readonly sha256?: string
      readonly words?: Words
      /** What is accepted is that the clause drops out. */
      readonly removes?: boolean
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
  const [words, setWords] = useState<Words>(word.words ?? { es: '', en: '' })
  const [before, setBefore] = useState('same')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  if (usual === undefined || record === undefined) return null
  const title = {
    version: text(word.what === 'version' && word.clause === undefined ? 'joint.clause.new' : 'joint.propose'),
    removal: text('joint.remove'),
    comments: text('joint.comment'),
    accepts: text(word.what === 'word' && word.removes === true ? 'joint.accept.removal' : 'joint.accept'),
    rejects: text('joint.reject'),
    settles: text('joint.settle'),
  }[word.what === 'word' ? word.says : word.what]
  const isNew = word.what === 'version' && word.clause === undefined
  const missing = word.what === 'version' ? (['es', 'en'] as const).filter((language) => words[language].trim() === '') : []
  const needsWhy = word.what === 'word' && (word.says === 'comments' || word.says === 'rejects')
  const submit = async () => {
    setTried(true)
    if (missing.length > 0 || (needsWhy && why.trim() === '')) return false
    const same = word.what === 'version' && word.clause !== undefined && words.es === word.words?.es && words.en === word.words?.en
    if (same && before === 'same' && word.what === 'version' && word.conflict !== true)
      throw new Problem({ status: 422, code: 'body_invalid', title: text('joint.same') })
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    const place = word.what === 'word' ? 0 : before === 'same' ? word.place : placeBefore(detail.clauses, before)
    const own: Record<string, Json> =
      word.what === 'word'
        ? { about_ref: word.about, says: word.says, ...(word.sha256 === undefined ? {} : { sha256: word.sha256 }) }
        : {
            place,
            words: { ...words },
            ...(word.replaces === undefined ? {} : { replaces_refs: [...word.replaces] }),
            ...(word.what === 'removal' ? { removed: true } : {}),
          }
    return await write(
      word.what === 'word' ? 'draft-comment' : 'draft-clause',
      { ...own, draft_ref: id, abstract: title, content: why.trim() || title, object_refs: [id] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  const warnings = word.what === 'version' && missing.length === 0 ? warnTerms(words.es, words.en) : []
  const others = detail.clauses.flatMap((clause, i) => (clause.id === (word.what === 'version' ? word.clause : '') ? [] : [{ clause, i }]))
  return (
    <FormDialog title={title} action={title} done={text('joint.done')} onSubmit={submit} onClose={onClose}>
      {word.what !== 'version' && word.words !== undefined ? <TwoTexts words={word.words} removed={word.what === 'removal'} /> : null}
      {word.what === 'word' && word.says === 'accepts' ? <p className="soft small">{text('joint.accept.lead')}</p> : null}
      {word.what === 'removal' ? <p className="soft small">{text('joint.remove.lead')}</p> : null}
      {word.what === 'version' && word.conflict === true ? <p className="soft small">{text('joint.conflict.lead')}</p> : null}
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
              maxRows={14}
              maxLength={10_000}
              value={words[language]}
              error={tried && missing.includes(language) ? text('joint.missing') : undefined}
              onChange={({ currentTarget: { value } }) => setWords({ ...words, [language]: value })}
            />
          ))}
          {warnings.length === 0 ? null : (
            <Notice tone="warn" title={text('joint.differ')}>
              <div className="stack-tight">
                <Warnings warnings={warnings.map(({ code, family, es, en }) => ({ code, family: family ?? null, es, en }))} />
                <span className="small">{text('joint.differ.lead')}</span>
              </div>
            </Notice>
          )}
          <NativeSelect
            label={text('joint.place')}
            value={before}
            onChange={({ currentTarget: { value } }) => setBefore(value)}
            data={[
              { value: 'same', label: text(isNew ? 'joint.place.last' : 'joint.place.same') },
              ...others.map(({ clause, i }) => ({ value: clause.id, label: text('joint.place.before', { number: i + 1 }) })),
            ]}
          />
        </>
      ) : null}
      <Textarea
        label={text(needsWhy || (word.what === 'word' && word.says === 'comments') ? 'joint.why.needed' : 'joint.why')}
        value={why}
        rows={3}
        maxLength={4000}
        required={needsWhy}
        error={tried && needsWhy && why.trim() === '' ? text('joint.why.missing') : undefined}
        onChange={({ currentTarget: { value } }) => setWhy(value)}
      />
    </FormDialog>
  )
}
