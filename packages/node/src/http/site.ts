import type { Actor } from '@enlace/policy'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Messages } from '../store/messages.ts'

/** Where routes are mounted: the server, and what every route needs to know who asks and how to answer. */
export type Site = {
  readonly server: FastifyInstance
  readonly messages: Messages
  /** Who sent a request. Throws Fault `sign_in_required`, `session_expired` or `cross_site_request`. */
  readonly readActor: (request: FastifyRequest) => Promise<Actor>
  /** Throws Fault `cross_site_request` when a browser sent this from another site. */
  readonly refuseOtherSites: (request: FastifyRequest) => void
  /** Paths that exist, with their methods: for 405 and its Allow. */
  readonly routes: { readonly method: string; readonly path: string }[]
}

/** What a handler is given beside its parameters. */
export type Asked = {
  readonly language: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
