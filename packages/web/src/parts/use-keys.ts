import { useEffect, useRef } from 'react'

export type KeyMap = Readonly<Record<string, () => void>>

/**
 * Single keys and two-key sequences (`g i`) for the page while it is shown. Keys typed into a field, or with Ctrl, Alt or Meta, are left
 * alone (WCAG 2.2, 2.1.4), except a chord written with `Ctrl+`, which works in fields too.
 */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const press = (event: KeyboardEvent) => {
      const chord = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key
      const sequence = first !== '' && performance.now() - firstAt < 1200 ? `${first} ${event.key}` : ''
      first = ''
      if (!chord.startsWith('Ctrl+') && (event.altKey || isTyping(event.target) || document.querySelector('dialog[open]') !== null)) return
      const act = current.current[sequence] ?? current.current[chord]
      if (act !== undefined) {
        event.preventDefault()
        act()
      } else if (Object.keys(current.current).some((key) => key.startsWith(`${event.key} `))) {
        first = event.key
        firstAt = performance.now()
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  // A box that is ticked takes no letters.
  if (target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type)) return false
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
