import classes from './scroll-text.module.css'

/** A long text in a box of its own. A box that scrolls can be reached by keyboard (WCAG 2.2, 2.1.1), and says what it holds. */
export function ScrollText({ label, content }: { readonly label: string; readonly content: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a section would be one more landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className={classes.box} role="group" tabIndex={0} aria-label={label}>
      <pre>{content}</pre>
    </div>
  )
}
