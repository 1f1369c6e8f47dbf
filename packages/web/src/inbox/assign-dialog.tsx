import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Answered } from '../parts/page-state.tsx'
import classes from './choices.module.css'
import { askOfficers } from './inbox-questions.ts'

/** Whose it is to be: myself first, then the officers of the agency, then nobody. Typing narrows, Enter takes the first. */
export default function AssignDialog({
  count,
  onChoose,
  onClose,
}: {
  readonly count: number
  readonly onChoose: (user: string | null) => void
  readonly onClose: () => void
}) {
  const text = useText()
  const officers = useQuery(askOfficers)
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const [typed, setTyped] = useState('')
  const me = session?.account.user
  const choose = (user: string | null) => {
    onChoose(user)
    onClose()
  }
  const matching = [...(officers.data ?? [])]
    .sort((a, b) => Number(b.user === me) - Number(a.user === me))
    .filter((officer) => officer.user.toLowerCase().includes(typed.trim().toLowerCase()))
  return (
    <Dialog title={text('inbox.assign.title', { count })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = matching
          if (first !== undefined) choose(first.user)
        }}
      >
        <TextInput
          label={text('inbox.assign.who')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
        />
        <Answered question={officers} lines={3}>
          {() => (
            <ul className={classes.choices}>
              {matching.slice(0, 50).map((officer) => (
                <li key={officer.user}>
                  <button type="button" onClick={() => choose(officer.user)}>
                    <span aria-hidden="true" />
                    <span>{officer.user === me ? text('inbox.assign.me', { user: officer.user }) : officer.user}</span>
                    <span className="soft small">{text.of(node?.roles?.[officer.role]) || officer.role}</span>
                  </button>
                </li>
              ))}
              <li>
                <button type="button" onClick={() => choose(null)}>
                  <span aria-hidden="true" />
                  <span>{text('inbox.nobody')}</span>
                  <span />
                </button>
              </li>
            </ul>
          )}
        </Answered>
      </form>
    </Dialog>
  )
}
