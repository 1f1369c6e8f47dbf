import { type FaultCode, faults, type JsonObject } from '@enlace/core'
import type { TSchema } from 'typebox'
import { faultsOf, type Route } from './route.ts'
import { problem } from './shapes/records.ts'

/**
 * The OpenAPI 3.1 document of some routes (OpenAPI 3.1.1, 24 October 2024). Printed from the routes alone, so it cannot drift from them;
 * operations stand in the order of the routes, faults under the status they answer.
 */
export function openApiOf(routes: Readonly<Record<string, Route>>, info: { readonly title: string; readonly version: string }): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {}
  for (const [name, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(name, route) }
  }
  return {
    openapi: '3.1.1',
    info: { title: info.title, version: info.version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: plain(problem) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'enlace_{party}' },
      },
    },
  }
}

function operationOf(name: string, route: Route): JsonObject {
  return {
    operationId: name,
    summary: route.summary,
    'x-action': route.action,
    ...(route.signIn === 'none' ? { security: [] } : { security: [{ bearer: [] }, { session: [] }] }),
    ...parametersOf(route),
    ...bodyOf(route),
    responses: { [String(route.answer.status)]: answerOf(route), ...refusalsOf(route) },
  }
}

function parametersOf(route: Route): JsonObject {
  const of = (place: 'path' | 'query', schema: Route['params']) =>
    Object.entries(schema.properties).map(([name, shape]) => ({
      name,
      in: place,
      required: place === 'path' || (schema.required as readonly string[] | undefined)?.includes(name) === true,
      schema: plain(shape as TSchema),
    }))
  const parameters = [...of('path', route.params), ...of('query', route.query)]
  return parameters.length === 0 ? {} : { parameters }
}

function bodyOf(route: Route): JsonObject {
  if (route.body === null) return {}
  const bounds = {
    'x-max-bytes': route.body.maxBytes,
    ...(route.body.maxLines === undefined ? {} : { 'x-max-lines': route.body.maxLines }),
  }
  return { requestBody: { required: true, content: { [route.body.contentType]: { schema: plain(route.body.schema), ...bounds } } } }
}

function answerOf(route: Route): JsonObject {
  const { contentType, schema } = route.answer
  if (contentType === null) return { description: 'Done' }
  return { description: 'Done', content: { [contentType]: { schema: plain(schema) } } }
}

function refusalsOf(route: Route): JsonObject {
  const byStatus = new Map<number, FaultCode[]>()
  for (const code of faultsOf(route)) byStatus.set(faults[code].status, [...(byStatus.get(faults[code].status) ?? []), code])
  const statuses = [...byStatus.entries()].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    statuses.map(([status, codes]) => [
      String(status),
      {
        description: codes.sort().join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

// TypeBox keeps its own marks on non-enumerable or symbol members; what JSON keeps is plain JSON Schema 2020-12.
function plain(schema: TSchema): JsonObject {
  return JSON.parse(JSON.stringify(schema)) as JsonObject
}
