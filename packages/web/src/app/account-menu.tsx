import { Button, useMantineColorScheme } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { languages, pseudoLanguage, showLanguage, shownLanguage } from '../language/language.ts'
import { changePreferences, usePreferences } from '../language/preferences.ts'
import { useText } from '../language/text.ts'
import { IconCommand, IconKeyboard, IconLock, IconLogout, IconMoon, IconSun, IconUser } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { Segments } from '../parts/segments.tsx'
import { commitWaiting } from '../parts/undo.ts'
import { forgetSearches } from '../search/recent-searches.ts'
import classes from './account-menu.module.css'
import { tellSignedOut } from './same-account.ts'

/**
 * Who is signed in, and how this browser shows things: languages of the pages and of what they show, light or dark, density. On the
 * platform's own `<details>`, so it works before any script is idle.
 */
export function AccountMenu({ onKeys, onPalette }: { readonly onKeys: () => void; readonly onPalette: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, content } = usePreferences()
  const [busy, setBusy] = useState(false)
  const menu = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    const close = (event: Event) => {
      const element = menu.current
      if (element === null || !element.open) return
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape'
      if (escaped && element.contains(document.activeElement)) element.querySelector('summary')?.focus()
      if (event instanceof KeyboardEvent ? escaped : !element.contains(event.target as Node)) element.open = false
    }
    addEventListener('pointerdown', close)
    addEventListener('keydown', close)
    return () => {
      removeEventListener('pointerdown', close)
      removeEventListener('keydown', close)
    }
  }, [])

  const changePassword = async () => {
    if (menu.current !== null) menu.current.open = false
    await navigate({ to: '/password' })
  }
  const signOut = async () => {
    commitWaiting()
    // First, while the session still holds: what only this browser has goes to the node, and nothing that the node has stays here.
    if (session != null)
      await import('../forms/drafts/keep-drafts.ts')
        .then(({ clearHere }) => clearHere(`${session.account.party}.${session.account.user}`))
        .catch(() => undefined)
    await send('DELETE', '/session').catch(() => undefined)
    tellSignedOut()
    client.clear()
    forgetSearches()
    await navigate({ to: '/sign-in', search: { next: undefined } })
  }
  const choose = async (code: string) => {
    setBusy(true)
    await showLanguage(code)
    setBusy(false)
  }
  const leave = (then: () => void) => () => {
    if (menu.current !== null) menu.current.open = false
    then()
  }
  if (session == null) return null
  const { account } = session
  const role = text.of(node?.roles?.[account.role]) || (text.find(`role.${account.role}`) ?? account.role)
  const offered = node?.demo === true ? [...languages, pseudoLanguage] : languages
  const named = offered.map(({ code, name }) => ({ value: code, label: name, lang: code === pseudoLanguage.code ? 'en' : code }))
  return (
    <details ref={menu} className={classes.menu} data-tour="account">
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
        <Segments label={text('shell.language')} segments={named} value={shownLanguage()} onChoose={choose} disabled={busy} />
        <Segments
          label={text('shell.content')}
          segments={[
            { value: 'interface', label: text('shell.content.same') },
            ...languages.map(({ code, name }) => ({ value: code, label: name, lang: code })),
          ]}
          value={content}
          onChoose={(value) => changePreferences({ content: value })}
        />
        <Segments
          label={text('shell.scheme')}
          segments={[
            { value: 'light', label: text('scheme.light'), icon: <IconSun size={16} aria-hidden="true" /> },
            { value: 'dark', label: text('scheme.dark'), icon: <IconMoon size={16} aria-hidden="true" /> },
            { value: 'auto', label: text('scheme.auto') },
          ]}
          value={colorScheme}
          onChoose={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        />
        <Segments
          label={text('shell.density')}
          segments={[
            { value: 'comfortable', label: text('shell.density.comfortable') },
            { value: 'compact', label: text('shell.density.compact') },
          ]}
          value={density}
          onChoose={(value) => changePreferences({ density: value === 'compact' ? 'compact' : 'comfortable' })}
        />
        <div className="stack-tight">
          <Button variant="default" leftSection={<IconCommand size={18} />} onClick={leave(onPalette)} fullWidth>
            {text('shell.palette')}
          </Button>
          <Button variant="default" leftSection={<IconKeyboard size={18} />} onClick={leave(onKeys)} fullWidth>
            {text('keys.title')}
          </Button>
          <Button variant="default" leftSection={<IconLock size={18} />} onClick={changePassword} fullWidth>
            {text('people.own.title')}
          </Button>
          <Button variant="default" leftSection={<IconLogout size={18} />} onClick={signOut} fullWidth>
            {text('action.signOut')}
          </Button>
        </div>
      </div>
    </details>
  )
}
