import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import classes from './people.module.css'

/** A new password, shown this once, large enough to be read aloud. */
export function PasswordOnce({
  user,
  password,
  onClose,
}: {
  readonly user: string
  readonly password: string
  readonly onClose: () => void
}) {
  const text = useText()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(password).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <Dialog title={text('people.password.title', { user })} onClose={onClose}>
      <div className="stack">
        <p>{text('people.password.once')}</p>
        <output className={classes.password}>{password}</output>
        <p className="soft small">{text('people.password.hand')}</p>
        <div className="cluster">
          <Button onClick={copy}>{text(copied ? 'people.password.copied' : 'people.password.copy')}</Button>
          <Button variant="default" onClick={onClose}>
            {text('people.password.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
