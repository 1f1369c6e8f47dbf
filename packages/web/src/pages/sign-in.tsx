import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { askNode, askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { Session } from '../api/shapes.ts'
import { LanguageChoice } from '../app/language-choice.tsx'
import { NodeBanner } from '../app/node-banner.tsx'
import { firstPageOf } from '../app/tasks.ts'
import { useText } from '../language/text.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import classes from './sign-in.module.css'

const route = getRouteApi('/sign-in')

/** Whose node this is, who may sign in, and the form. */
export function SignIn() {
  const text = useText()
  const client = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  const node = useQuery(askNode)
  const parties = useParties()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const userField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  const signIn = useMutation({
    mutationFn: () => send<Session>('POST', '/session', { body: { user: user.trim(), password } }),
    onSuccess: async (session) => {
      // Whatever another account saw is forgotten; whose node this is stays true.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'node' })
      client.setQueryData(askSession.queryKey, session)
      router.history.push(next ?? firstPageOf(session.account.role))
    },
    onError: () => passwordField.current?.select(),
  })
  useEffect(() => {
    document.title = `${text('signIn.title')} · Enlace`
  }, [text])
  useEffect(() => userField.current?.focus(), [])

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (user.trim() === '') userField.current?.focus()
    else if (password === '') passwordField.current?.focus()
    else signIn.mutate()
  }
  const party = node.data?.party
  const wrong = signIn.error instanceof Problem && signIn.error.code === 'credentials_wrong'
  return (
    <div className={classes.frame} data-party-hue={party === undefined ? 0 : parties.hueOf(party)}>
      <NodeBanner node={node.data} />
      <main className={classes.main}>
        <section className={classes.identity} aria-label={text('signIn.whose')}>
          <span className={classes.brand}>
            <img src="/mark.svg" alt="" width="40" height="40" />
            Enlace
          </span>
          <p className={classes.motto}>{text('signIn.motto')}</p>
          <div className="stack-tight">
            <span className={classes.code}>{party?.toUpperCase()}</span>
            <strong className={classes.party}>{text.of(node.data?.name)}</strong>
            <span className={classes.quiet}>{text('signIn.node', { domain: node.data?.domain ?? '' })}</span>
          </div>
          <ul className={classes.agencies}>
            {node.data?.agencies.map((agency) => (
              <li key={agency.id}>
                <span className={classes.agencyCode}>{agency.id.toUpperCase()}</span> {text.of(agency.name)}
              </li>
            ))}
          </ul>
        </section>
        <section className={classes.form}>
          <div className="spread">
            <h1>{text('signIn.title')}</h1>
            <LanguageChoice />
          </div>
          {node.isError ? <ProblemNotice problem={node.error} retry={() => node.refetch()} /> : null}
          <form className="stack" onSubmit={submit} noValidate>
            <TextInput
              ref={userField}
              label={text('signIn.user')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={user}
              onChange={(event) => setUser(event.currentTarget.value)}
              error={tried && user.trim() === '' ? text('signIn.user.missing') : undefined}
              required
              size="md"
            />
            <PasswordInput
              ref={passwordField}
              label={text('signIn.password')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={tried && password === '' ? text('signIn.password.missing') : wrong}
              visibilityToggleButtonProps={{ 'aria-label': text('signIn.password.show') }}
              required
              size="md"
            />
            {signIn.isError ? <ProblemNotice problem={signIn.error} /> : null}
            <Button type="submit" size="md" loading={signIn.isPending}>
              {text('action.signIn')}
            </Button>
          </form>
          <p className="small">
            <Link to="/verify">{text('signIn.verify')}</Link>
          </p>
          {node.data?.demo === true ? (
            <Notice tone="info" title={text('signIn.demo.title')}>
              {text('signIn.demo.detail')}
            </Notice>
          ) : null}
        </section>
      </main>
    </div>
  )
}
