import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { findFieldMessage, Problem } from '../api/problem.ts'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { showToast } from '../parts/toast.ts'

const least = 12

/** One's own password. Who was given one by somebody else comes here first. */
export function Password() {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: session } = useQuery(askSession)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => send('POST', '/session/password', { body: { current, next } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['session'] })
      showToast(text('people.own.changed'), { tone: 'good' })
      await navigate({ to: '/' })
    },
  })
  const problem = change.error instanceof Problem ? change.error : undefined
  const short = next.length < least ? text('people.own.short', { least }) : undefined
  const differs = next !== again ? text('people.own.differs') : undefined
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (current !== '' && short === undefined && differs === undefined) change.mutate()
  }
  return (
    <Page title={text('people.own.title')} lead={text('people.own.lead')}>
      {session?.passwordTemporary === true ? <Notice tone="warn" title={text('people.own.first')} /> : null}
      <Card>
        <form className="stack" onSubmit={submit} noValidate>
          <PasswordInput
            label={text('people.own.current')}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={findFieldMessage(problem, '/current') ?? (tried && current === '' ? text('people.own.missing') : undefined)}
            autoComplete="current-password"
            required
          />
          <PasswordInput
            label={text('people.own.next')}
            description={text('people.own.next.hint', { least })}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={findFieldMessage(problem, '/next') ?? (tried ? short : undefined)}
            autoComplete="new-password"
            required
          />
          <PasswordInput
            label={text('people.own.again')}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={tried && short === undefined ? differs : undefined}
            autoComplete="new-password"
            required
          />
          {change.isError && problem?.fields.length === 0 ? <ProblemNotice problem={change.error} /> : null}
          <p className="soft small">{text('people.own.ends')}</p>
          <div>
            <Button type="submit" loading={change.isPending}>
              {text('people.own.do')}
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  )
}
