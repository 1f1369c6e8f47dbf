/** Name of a node's session cookie. Cookies ignore ports, so two nodes on one host need two names. */
export function cookieName(party: string): string {
  return `enlace_${party}`
}

/** The value of one cookie in a Cookie header (RFC 6265 section 4.2), or undefined; of two with the name, neither is believed. */
export function findCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined
}

/** A Set-Cookie value that scripts cannot read and other sites cannot send. `maxAgeSeconds` 0 removes it. */
export function printCookie(name: string, value: string, options: { readonly maxAgeSeconds: number; readonly secure: boolean }): string {
  const secure = options.secure ? '; Secure' : ''
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${options.maxAgeSeconds}${secure}`
}
