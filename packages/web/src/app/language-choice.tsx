import { useState } from 'react'
import { languages, showLanguage } from '../language/language.ts'
import { useText } from '../language/text.ts'
import classes from './language-choice.module.css'

/** The languages as buttons, each in its own name; the change is at once and is remembered. */
export function LanguageChoice() {
  const text = useText()
  const [busy, setBusy] = useState(false)
  const choose = async (code: string) => {
    setBusy(true)
    await showLanguage(code)
    setBusy(false)
  }
  return (
    <fieldset className={classes.choice} disabled={busy}>
      <legend className="unseen">{text('shell.language')}</legend>
      {languages.map(({ code, name }) => (
        <button key={code} type="button" lang={code} aria-pressed={code === text.language} onClick={() => choose(code)}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}
