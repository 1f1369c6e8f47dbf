import type { PublicQuestionList } from '@enlace/api'
import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { askQuestions } from './ask-publication.ts'
import { type InTwo, nothingSaid, readInTwo } from './read-in-two.ts'
import { WordsInTwo } from './words-in-two.tsx'

type Question = PublicQuestionList['items'][number]

/** Answers what somebody wrote to the site: to whoever has its number, or on the site for all. */
export function AnswerQuestionDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [words, setWords] = useState<InTwo>({ ...nothingSaid, ...question.answer })
  const [isPublic, setIsPublic] = useState(question.isPublic)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    const answer = readInTwo(words)
    if (answer === undefined) return false
    try {
      await send<PublicQuestionList>('POST', `/programme/questions/${question.number}`, { body: { answer, isPublic } })
    } finally {
      await client.invalidateQueries({ queryKey: askQuestions.queryKey })
    }
    return true
  }
  return (
    <FormDialog
      title={text('programme.publication.answer.title', { number: String(question.number) })}
      action={text('programme.publication.answer')}
      done={text(isPublic ? 'programme.publication.answer.done.public' : 'programme.publication.answer.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      <blockquote lang={question.language}>{question.words}</blockquote>
      {question.contact === null ? null : (
        <p className="soft small">{text('programme.publication.contact', { contact: question.contact })}</p>
      )}
      <WordsInTwo label={text('programme.publication.answer.words')} value={words} onChange={setWords} tried={tried} />
      <Checkbox
        label={text('programme.publication.answer.public')}
        description={text('programme.publication.answer.public.help')}
        checked={isPublic}
        onChange={({ currentTarget: { checked } }) => setIsPublic(checked)}
      />
    </FormDialog>
  )
}
