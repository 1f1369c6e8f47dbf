import { fileURLToPath } from 'node:url'
import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { openWorkClocks } from '@enlace/policy'
import type { Logger } from 'pino'
import type { RunningNode } from './assemble.ts'
import { mountAccountRoutes } from './http/account-routes.ts'
import { mountAgreementRoutes } from './http/agreement-routes.ts'
import { mountCaseRoutes } from './http/case-routes.ts'
import { mountClaimsRoute } from './http/claims-route.ts'
import { mountClearanceRoutes } from './http/clearance-routes.ts'
import { mountClockRoutes } from './http/clock-routes.ts'
import { mountCommitmentRoutes } from './http/commitment-routes.ts'
import { mountCourierRoutes } from './http/courier-routes.ts'
import type { Desk } from './http/desk.ts'
import { createDocumentWriter } from './http/document-writer.ts'
import { mountDraftRoutes } from './http/draft-routes.ts'
import { mountEpochRoutes } from './http/epoch-routes.ts'
import { mountEvidenceRoutes } from './http/evidence-routes.ts'
import { mountFileRoutes } from './http/file-routes.ts'
import { mountFlowRoute } from './http/flow-route.ts'
import { mountGroupRoutes } from './http/group-routes.ts'
import { mountHandoverRoutes } from './http/handover-routes.ts'
import { mountInboxRoutes } from './http/inbox-routes.ts'
import { mountListRoutes } from './http/list-routes.ts'
import { mountLogRoutes } from './http/log-routes.ts'
import { mountNodeRoutes } from './http/node-routes.ts'
import { mountNoteRoutes } from './http/note-routes.ts'
import { mountOnwardRoutes } from './http/onward-routes.ts'
import { mountOperatorRoutes } from './http/operator-routes.ts'
import { mountPassportRoutes } from './http/passport-routes.ts'
import { mountListPrintRoute } from './http/print-list-route.ts'
import { mountPrintRoutes } from './http/print-routes.ts'
import { mountProposalRoutes } from './http/proposal-routes.ts'
import { mountQuarantineRoute } from './http/quarantine-routes.ts'
import { mountRecallRoutes } from './http/recall-routes.ts'
import { mountRecordRoutes } from './http/record-routes.ts'
import { mountReleaseRoutes } from './http/release-routes.ts'
import { mountReportRoutes } from './http/report-routes.ts'
import { mountRequestRoutes } from './http/request-routes.ts'
import { mountRetentionRoutes } from './http/retention-routes.ts'
import { mountRightsRoutes } from './http/rights-routes.ts'
import { mountRoleRoutes } from './http/role-routes.ts'
import { mountRosterRoutes } from './http/roster-routes.ts'
import { mountSearchRoute } from './http/search-routes.ts'
import { mountSeriesRoutes } from './http/series-routes.ts'
import { mountSessionRoutes } from './http/session-routes.ts'
import { createSessions } from './http/sessions.ts'
import { type HttpServer, refuseOtherSites, startServer } from './http/start-server.ts'
import { openPages } from './http/static-pages.ts'
import { mountStream } from './http/stream.ts'
import { mountWitnessRoutes } from './http/witness-routes.ts'
import { mountWorkRoutes } from './http/work-routes.ts'
import { deleteEndedSessions } from './store/accounts.ts'
import { readAgencyNames } from './store/agency-names.ts'
import { draftDays, eraseOldDrafts } from './store/drafts.ts'
import { readLawPacks } from './store/instrument-packs.ts'
import { openMessages } from './store/messages.ts'
import { readPartners } from './store/partners.ts'
import { createRecordCache } from './store/record-cache.ts'
import { readRequestPacks } from './store/request-packs.ts'

const builtPages = fileURLToPath(new URL('../../web/dist', import.meta.url))
const forgetSessionsEveryMs = 3_600_000
const software = '0.1.0'
/** All that somebody may do whose password was made by another. */
const beforeOwnPassword: readonly string[] = [routes.readSession.path, routes.changePassword.path]

/** Puts the HTTP server in front of a running node: API, pages, stream, health and metrics. */
export async function openSite(node: RunningNode, log: Logger): Promise<HttpServer> {
  const { config, store, services } = node
  const { sql, keystore, searchKey } = store
  const { authority } = config
  const now = (): Date => new Date()
  const messages = openMessages()
  const law = readLawPacks()
  const onUnreadable = (seq: number): void => log.error({ seq }, 'a sealed body was altered in the store')
  const desk: Desk = {
    ...{ sql, keystore, searchKey, files: store.files, services, messages, authority, now },
    cache: createRecordCache({ sql, keystore, now, onUnreadable }),
    partners: await Promise.all(
      (await readPartners(config.dataDir, now())).map(async ({ party, name }) => ({ party, name, agencies: await readAgencyNames(party) })),
    ),
    law,
    clocks: openWorkClocks(law.instruments.values(), law.calendarOf),
    requests: readRequestPacks(law),
    version: software,
  }
  services.onChange((change) => {
    if (change.what === 'erased') desk.cache.forget(change.rid)
  })
  const sessions = createSessions({ sql, party: authority.party, now })
  const secure = (): boolean => config.http.origin?.startsWith('https:') ?? false
  let origins: readonly string[] = []
  const documents = createDocumentWriter()
  let closeStreams = (): void => undefined
  const server = await startServer({
    host: config.http.host,
    port: config.http.port,
    messages,
    pages: await openPages(builtPages),
    log,
    ownOrigins: (port) => {
      origins = config.http.origin === null ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`] : [config.http.origin]
      return origins
    },
    readActor: async (request) => {
      const { actor, byCookie, passwordTemporary } = await sessions.read(request)
      if (byCookie && request.method !== 'GET' && request.method !== 'HEAD') refuseOtherSites(request, origins, 'must_say')
      if (passwordTemporary && !beforeOwnPassword.includes(request.routeOptions.url ?? '')) throw new Fault('password_temporary')
      return actor
    },
    mountRoutes: (site, counter) => {
      mountSessionRoutes(site, desk, sessions, secure)
      mountNodeRoutes(site, desk)
      mountRecordRoutes(site, desk)
      mountFileRoutes(site, desk)
      mountQuarantineRoute(site, desk)
      mountOnwardRoutes(site, desk)
      mountClaimsRoute(site, desk)
      mountCommitmentRoutes(site, desk)
      mountGroupRoutes(site, desk)
      mountRequestRoutes(site, desk)
      mountNoteRoutes(site, desk)
      mountFlowRoute(site, desk)
      mountReportRoutes(site, desk)
      mountCaseRoutes(site, desk)
      mountRightsRoutes(site, desk)
      mountRecallRoutes(site, desk)
      mountRetentionRoutes(site, desk)
      mountEpochRoutes(site, desk)
      mountClockRoutes(site, desk)
      mountPrintRoutes(site, desk, documents)
      mountListPrintRoute(site, desk, documents)
      mountEvidenceRoutes(site, desk, documents)
      mountPassportRoutes(site, desk, documents)
      mountLogRoutes(site, desk)
      mountDraftRoutes(site, desk)
      mountSearchRoute(site, desk)
      mountListRoutes(site, desk)
      mountSeriesRoutes(site, desk)
      mountWorkRoutes(site, desk)
      mountInboxRoutes(site, desk)
      mountHandoverRoutes(site, desk)
      mountAccountRoutes(site, desk, sessions)
      mountRoleRoutes(site, desk)
      mountRosterRoutes(site, desk)
      mountAgreementRoutes(site, desk)
      mountProposalRoutes(site, desk)
      mountReleaseRoutes(site, desk)
      mountClearanceRoutes(site, desk)
      const stream = mountStream(site, desk)
      closeStreams = stream.close
      mountCourierRoutes(site, desk)
      mountWitnessRoutes(site, desk)
      mountOperatorRoutes(site, desk, counter, stream.readers)
    },
  })
  const forgetting = setInterval(() => {
    store.files.forget().catch(() => undefined)
    deleteEndedSessions(sql, new Date(Date.now() - 7 * 24 * forgetSessionsEveryMs)).catch(() => undefined)
    eraseOldDrafts(sql, keystore, new Date(Date.now() - draftDays * 24 * forgetSessionsEveryMs)).catch(() => undefined)
  }, forgetSessionsEveryMs)
  return {
    port: server.port,
    [Symbol.asyncDispose]: async () => {
      clearInterval(forgetting)
      closeStreams()
      await server[Symbol.asyncDispose]()
      await documents[Symbol.asyncDispose]()
    },
  }
}
