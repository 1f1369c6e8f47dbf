import type { ReactNode } from 'react'

/** A table wider than the page scrolls in its own box, which the keyboard can reach (WCAG 2.2, 2.1.1) and which says what it holds. */
export function ScrollX({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a section would be one more landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className="scroll-x" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
