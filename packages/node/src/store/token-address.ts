import { Fault } from '@enlace/core'

/** Where keys lie in a PKCS #11 token: a URI of RFC 7512, `pkcs11:token=<label>?module-path=<library>&pin-source=file:<path>`. */
export type TokenAddress = {
  readonly module: string
  readonly token: string
  readonly pinFile: string
  /** CKA_ID of one key, hexadecimal; undefined where its name alone finds it. */
  readonly id: string | undefined
}

/** Whether a text is meant as such an address, and no file. */
export function isTokenAddress(text: string): boolean {
  return text.startsWith('pkcs11:')
}

/** Reads an address. Throws Fault `token_address_wrong`: a PIN inside it is refused too, since command lines are seen by others. */
export function parseTokenAddress(text: string): TokenAddress {
  const [path = '', query = ''] = text.trim().slice('pkcs11:'.length).split('?')
  const named = readPairs(path, ';')
  const asked = readPairs(query, '&')
  const [token, module, source, id] = [named.get('token'), asked.get('module-path'), asked.get('pin-source'), named.get('id')]
  const pinFile = source?.replace(/^file:(\/\/)?/, '')
  const isWhole = isTokenAddress(text) && token !== undefined && module?.startsWith('/') && pinFile?.startsWith('/')
  const isKnown = [...named.keys(), ...asked.keys()].every((name) => ['token', 'id', 'module-path', 'pin-source'].includes(name))
  if (!isWhole || !isKnown || (id !== undefined && !/^([0-9a-f]{2}){1,32}$/.test(id))) throw new Fault('token_address_wrong', {})
  return { module: module ?? '', token, pinFile: pinFile ?? '', id }
}

/** The address of one key of a token, as a key file holds it. */
export function formatTokenAddress({ module, token, pinFile, id }: TokenAddress): string {
  const named = id === undefined ? '' : `;id=${(id.match(/../g) ?? []).map((byte) => `%${byte}`).join('')}`
  return `pkcs11:token=${encodeURIComponent(token)}${named}?module-path=${module}&pin-source=file:${pinFile}\n`
}

function readPairs(text: string, separator: string): ReadonlyMap<string, string> {
  const parts = text.split(separator).filter((part) => part !== '')
  return new Map(
    parts.map((part) => {
      const [name = '', value = ''] = part.split('=')
      return [name, name === 'id' ? value.replaceAll('%', '').toLowerCase() : decoded(value)]
    }),
  )
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (cause) {
    throw new Fault('token_address_wrong', {}, { cause })
  }
}
