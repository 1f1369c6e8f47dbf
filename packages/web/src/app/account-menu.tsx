import { Button, useMantineColorScheme } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { forgetDrafts } from '../alert/keep-draft.ts'
import { askNode, askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { commitWaiting } from '../parts/undo.ts'
import classes from './account-menu.module.css'
import { LanguageChoice } from './language-choice.tsx'

/** Who is signed in, language, light or dark, keys, sign out: on the platform's own `<details>`, so it works before any script is idle. */
export function AccountMenu({ onKeys }: { readonly onKeys: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const menu = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    const close = (event: Event) => {
      const element = menu.current
      if (element === null || !element.open) return
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !element.contains(event.target as Node)) element.open = false
    }
    addEventListener('pointerdown', close)
    addEventListener('keydown', close)
    return () => {
      removeEventListener('pointerdown', close)
      removeEventListener('keydown', close)
    }
  }, [])

  const signOut = async () => {
    commitWaiting()
    await send('DELETE', '/session').catch(() => undefined)
    client.clear()
    forgetDrafts()
    await navigate({ to: '/sign-in', search: { next: undefined } })
  }
  if (session == null) return null
  const { account } = session
  const role = text.of(node?.roles?.[account.role]) || (text.find(`role.${account.role}`) ?? account.role)
  return (
    <details ref={menu} className={classes.menu}>
      <summary>
        <IconUser size={18} aria-hidden="true" />
        <span className={classes.who}>
          <span>{account.user}</span>
          <span className={classes.role}>
            {role} · {account.agency.toUpperCase()}
          </span>
        </span>
      </summary>
      <div className={classes.sheet}>
        <div className="stack-tight">
          <strong>{account.user}</strong>
          <span className="soft small">
            {role} · {parties.agencyName(account.agency)}
          </span>
        </div>
        <LanguageChoice />
        <fieldset className={classes.scheme}>
          <legend className="small soft">{text('shell.scheme')}</legend>
          {(['light', 'dark', 'auto'] as const).map((scheme) => (
            <button key={scheme} type="button" aria-pressed={colorScheme === scheme} onClick={() => setColorScheme(scheme)}>
              {scheme === 'light' ? <IconSun size={16} aria-hidden="true" /> : null}
              {scheme === 'dark' ? <IconMoon size={16} aria-hidden="true" /> : null}
              {text(`scheme.${scheme}`)}
            </button>
          ))}
        </fieldset>
        <Button variant="default" leftSection={<IconKeyboard size={18} />} onClick={onKeys} fullWidth>
          {text('keys.title')}
        </Button>
        <Button variant="default" leftSection={<IconLogout size={18} />} onClick={signOut} fullWidth>
          {text('action.signOut')}
        </Button>
      </div>
    </details>
  )
}
