import { type ClipboardEvent, useState } from 'react'

/** Longest text of a field whose definition states no limit. */
export const usualLimits = { text: 1000, long_text: 20_000 } as const

/** What was left out of a paste that did not fit. */
export type Cut = { readonly taken: number; readonly given: number }

/**
 * Keeps a paste within a field's limit and says so: the browser alone would cut it in silence, and ten megabytes in one input make a page
 * stand still. What did not fit stays in the clipboard. A character is never cut in half.
 */
export function useBoundedPaste(limit: number, write: (value: string) => void) {
  const [cut, setCut] = useState<Cut>()
  const onPaste = (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const from = selectionStart ?? value.length
    const to = selectionEnd ?? value.length
    const pasted = event.clipboardData.getData('text/plain')
    const room = limit - (value.length - (to - from))
    if (pasted.length <= room) return setCut(undefined)
    event.preventDefault()
    const taken = wholeCharacters(pasted, Math.max(0, room))
    setCut({ taken: taken.length, given: pasted.length })
    write(value.slice(0, from) + taken + value.slice(to))
  }
  return { cut, onPaste }
}

/** The first units of a text, not ending in half a character. */
export function wholeCharacters(text: string, units: number): string {
  const cut = text.slice(0, units)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
