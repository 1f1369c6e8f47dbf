/** Text of a search parameter, or undefined: an address is a stranger's input. */
export function words(value: unknown): string | undefined {
  // The router reads `?q=2025` as a number.
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? text.slice(0, 400) : undefined
}

/** Only a path of our own may follow a sign-in, never another site. Browsers drop tabs and line feeds from an address, so none may stand in it. */
export function safeNext(value: unknown): string | undefined {
  const path = words(value)
  return path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : undefined
}
