import { type Static, type TObject, type TSchema, Type } from 'typebox'
import type { Answer, Body, Route } from './route.ts'

const nothing = Type.Object({})
type Nothing = typeof nothing

type Draft<P extends TObject, Q extends TObject, B extends TSchema, A extends TSchema> = {
  readonly action: string
  readonly summary: string
  readonly signIn?: Route['signIn']
  readonly params?: P
  readonly query?: Q
  readonly body?: Body<B>
  readonly answer: A | Answer<A>
  readonly faults?: Route['faults']
}

/**
 * Writes a route with what it leaves unsaid: sign-in required, no parameters, no body, 200 with JSON. Literal types are kept, so that
 * `mount(app, route, handler)` knows what the handler is given and owes. Throws at load when the path and its parameters disagree.
 */
export function defineRoute<
  P extends TObject = Nothing,
  Q extends TObject = Nothing,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(method: Route['method'], path: string, draft: Draft<P, Q, B, A>): Route<P, Q, B, A> {
  const params = draft.params ?? (nothing as TObject as P)
  const named = [...path.matchAll(/\{([a-zA-Z][a-zA-Z0-9]*)\}/g)].map((match) => match[1])
  if (named.join() !== Object.keys(params.properties).join()) throw new RangeError(`parameters of ${path}`)
  const answer = isAnswer(draft.answer)
    ? draft.answer
    : { status: 200 as const, contentType: 'application/json' as const, schema: draft.answer }
  return {
    action: draft.action,
    method,
    path,
    summary: draft.summary,
    signIn: draft.signIn ?? 'required',
    params,
    query: draft.query ?? (nothing as TObject as Q),
    body: draft.body ?? null,
    answer,
    faults: draft.faults ?? [],
  }
}

function isAnswer<A extends TSchema>(answer: A | Answer<A>): answer is Answer<A> {
  return 'status' in answer && 'schema' in answer
}

/** A JSON body with its bound in bytes. */
export function jsonBody<B extends TSchema>(schema: B, maxBytes = 65_536): Body<B> {
  return { contentType: 'application/json', schema, maxBytes }
}

export type { Static }
