import { useEffect, useState } from 'react'
import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconX } from './icon.tsx'
import { KeyHint } from './key-hint.tsx'
import { dismissToast, type Toast, undoLast, useToasts } from './toast.ts'
import classes from './toaster.module.css'
import { useKeys } from './use-keys.ts'

/** Draws what `showToast` says; one for the whole application. `u` undoes the newest that can be undone. */
export function Toaster() {
  const text = useText()
  const toasts = useToasts()
  useKeys({ u: () => undoLast() })
  return (
    <section className={classes.toaster} aria-label={text('parts.toasts')} aria-live="polite">
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function One({ toast }: { readonly toast: Toast }) {
  const text = useText()
  const [held, setHeld] = useState(false)
  const { id, message, tone, undo, staysMs } = toast
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismissToast(id), staysMs)
    return () => clearTimeout(timer)
  }, [id, held, staysMs])
  const Icon = tone === 'bad' ? IconAlertTriangle : tone === 'good' ? IconCircleCheck : IconInfoCircle
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going
    <div
      className={classes.toast}
      data-tone={tone}
      role={tone === 'bad' ? 'alert' : undefined}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={18} aria-hidden="true" />
      <span className={classes.words}>{message}</span>
      {undo === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            dismissToast(id)
            undo()
          }}
        >
          {text('parts.undo')} <KeyHint keys="u" />
        </button>
      )}
      <button type="button" className={classes.close} aria-label={text('action.close')} onClick={() => dismissToast(id)}>
        <IconX size={16} aria-hidden="true" />
      </button>
    </div>
  )
}
