import type { JsonObject } from '@enlace/core'

/** The envelope of what is said about a case: the purpose, the law and the limits of the case bind it too. `home`: nobody else gets it. */
export function envelopeOfCase(about: JsonObject | undefined, usual: JsonObject, home: boolean): JsonObject {
  const taken = ['purpose', 'permitted_use', 'legal_basis', 'person_status'].flatMap((name) => {
    const value = about?.[name]
    return value === undefined || value === null ? [] : [[name, value] as const]
  })
  const { to: _to, ...rest } = usual
  return { ...rest, ...Object.fromEntries(taken), retention: 'case', ...(home ? { to: [] } : {}) }
}
