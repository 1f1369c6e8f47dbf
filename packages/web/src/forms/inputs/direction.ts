/** On the input itself, where the words are: a right-to-left text runs from its own side, whatever the page's language. */
export const ownDirection = { input: { dir: 'auto' } }

/** For codes, numbers and addresses. */
export const leftToRight = { input: { dir: 'ltr' } }
