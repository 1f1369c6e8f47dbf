/** Text of a search parameter, or undefined: an address is a stranger's input. */
export function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 400) : undefined
}

/** Only a path of our own may follow a sign-in, never another site. Browsers drop tabs and line feeds from an address, so none may stand in it. */
export function safeNext(value: unknown): string | undefined {
  const path = words(value)
  return path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : undefined
}
