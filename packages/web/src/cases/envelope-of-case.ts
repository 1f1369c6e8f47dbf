import type { Json, JsonObject } from '@enlace/core'

/** The envelope of what is said about a case: the purpose, the law and the limits of the case bind it too. `to`: who gets it; undefined: whom the agreement names. */
export function envelopeOfCase(about: JsonObject | undefined, usual: JsonObject, to: readonly Json[] | undefined): JsonObject {
  const taken = ['purpose', 'permitted_use', 'legal_basis', 'person_status'].flatMap((name) => {
    const value = about?.[name]
    return value === undefined || value === null ? [] : [[name, value] as const]
  })
  const { to: _to, ...rest } = usual
  return { ...rest, ...Object.fromEntries(taken), retention: 'case', ...(to === undefined ? {} : { to: [...to] }) }
}
