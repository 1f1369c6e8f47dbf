import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { openWorkClocks } from '@enlace/policy'
import type { Logger } from 'pino'
import type { RunningNode } from './assemble.ts'
import type { NodeConfig } from './config.ts'
import { mountAccountRoutes } from './http/account-routes.ts'
import { mountAgreementRoutes } from './http/agreement-routes.ts'
import { mountBriefRoutes } from './http/brief-routes.ts'
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
import { mountIndicatorRoutes } from './http/indicator-routes.ts'
import { mountJointRoutes } from './http/joint-routes.ts'
import { mountListRoutes } from './http/list-routes.ts'
import { mountLogRoutes } from './http/log-routes.ts'
import { mountNodeRoutes } from './http/node-routes.ts'
import { mountNoteRoutes } from './http/note-routes.ts'
import { mountOnwardRoutes } from './http/onward-routes.ts'
import { mountOperatorRoutes } from './http/operator-routes.ts'
import { mountPassportRoutes } from './http/passport-routes.ts'
import { mountListPrintRoute } from './http/print-list-route.ts'
import { mountPrintRoutes } from './http/print-routes.ts'
import { mountProgrammeRoutes } from './http/programme-routes.ts'
import { mountProposalRoutes } from './http/proposal-routes.ts'
import { type PublicServer, startPublicServer } from './http/public-server.ts'
import { mountPublicationRoutes } from './http/publication-routes.ts'
import { mountQuarantineRoute } from './http/quarantine-routes.ts'
import { mountRecallRoutes } from './http/recall-routes.ts'
import { mountRecordRoutes } from './http/record-routes.ts'
import { mountReleaseRoutes } from './http/release-routes.ts'
import { mountReportRoutes } from './http/report-routes.ts'
import { mountRequestRoutes } from './http/request-routes.ts'
import { mountResultRoutes } from './http/result-routes.ts'
import { mountRetentionRoutes } from './http/retention-routes.ts'
import { mountRightsRoutes } from './http/rights-routes.ts'
import { mountRoleRoutes } from './http/role-routes.ts'
import { mountRosterRoutes } from './http/roster-routes.ts'
import { mountSearchRoute } from './http/search-routes.ts'
import { mountSeriesRoutes } from './http/series-routes.ts'
import { mountSessionRoutes } from './http/session-routes.ts'
import { createSessions } from './http/sessions.ts'
import { type HttpServer, refuseOtherSites, startServer } from './http/start-server.ts'
import { mountStatementRoutes } from './http/statement-routes.ts'
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
import { eraseOldQuestions, questionDays } from './store/public-questions.ts'
import { readReleased, readTakenOff } from './store/read-released.ts'
import { createRecordCache } from './store/record-cache.ts'
import { readRequestPacks } from './store/request-packs.ts'
import { createSeriesLines } from './store/series-lines.ts'

const builtPages = fileURLToPath(new URL('../../web/dist', import.meta.url))
const forgetSessionsEveryMs = 3_600_000
const software = '0.1.0'
/** All that somebody may do whose password was made by another. */
const beforeOwnPassword: readonly string[] = [routes.readSession.path, routes.changePassword.path]

/** Puts the HTTP server in front of a running node: API, pages, stream, health and metrics. */
export async function openSite(node: RunningNode, log: Logger): Promise<HttpServer & { readonly publicPort: number | null }> {
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
  // One memory of what was read of published series, for the pages of series and the indicators that rest on them.
  const seriesLines = createSeriesLines(sql, keystore)
  const sessions = createSessions({ sql, party: authority.party, now })
  const secure = (): boolean => config.http.origin?.startsWith('https:') ?? false
  let origins: readonly string[] = []
  const documents = createDocumentWriter()
  let closeStreams = (): void => undefined
  let publicAddress: string | null = null
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
      mountIndicatorRoutes(site, desk, seriesLines)
      mountStatementRoutes(site, desk)
      mountProgrammeRoutes(site, desk)
      mountJointRoutes(site, desk)
      mountBriefRoutes(site, desk, seriesLines)
      mountPublicationRoutes(site, desk, () => publicAddress)
      mountGroupRoutes(site, desk)
      mountRequestRoutes(site, desk)
      mountNoteRoutes(site, desk)
      mountFlowRoute(site, desk)
      mountReportRoutes(site, desk)
      mountCaseRoutes(site, desk)
      mountRightsRoutes(site, desk)
      mountRecallRoutes(site, desk)
      mountRetentionRoutes(site, desk)
      mountResultRoutes(site, desk)
      mountEpochRoutes(site, desk)
      mountClockRoutes(site, desk)
      mountPrintRoutes(site, desk, documents)
      mountListPrintRoute(site, desk, documents, () => origins[0] ?? '')
      mountEvidenceRoutes(site, desk, documents)
      mountPassportRoutes(site, desk, documents)
      mountLogRoutes(site, desk)
      mountDraftRoutes(site, desk)
      mountSearchRoute(site, desk)
      mountListRoutes(site, desk)
      mountSeriesRoutes(site, desk, seriesLines)
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
  const publicSite = config.public === null ? undefined : await servePublic(node, desk, config.public, log)
  publicAddress = publicSite === undefined ? null : (config.public?.origin ?? `http://localhost:${publicSite.port}`)
  const forgetting = setInterval(() => {
    eraseOldQuestions(sql, keystore, new Date(Date.now() - questionDays * 24 * forgetSessionsEveryMs)).catch(() => undefined)
    store.files.forget().catch(() => undefined)
    deleteEndedSessions(sql, new Date(Date.now() - 7 * 24 * forgetSessionsEveryMs)).catch(() => undefined)
    eraseOldDrafts(sql, keystore, new Date(Date.now() - draftDays * 24 * forgetSessionsEveryMs)).catch(() => undefined)
  }, forgetSessionsEveryMs)
  return {
    port: server.port,
    publicPort: publicSite?.port ?? null,
    [Symbol.asyncDispose]: async () => {
      clearInterval(forgetting)
      closeStreams()
      await publicSite?.[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      await documents[Symbol.asyncDispose]()
    },
  }
}

/** Starts the public site on a port of its own. */
async function servePublic(node: RunningNode, desk: Desk, place: NonNullable<NodeConfig['public']>, log: Logger): Promise<PublicServer> {
  return await startPublicServer({
    ...place,
    source: {
      ...desk,
      released: () =>
        readReleased(
          desk.services.joint.reading,
          desk.authority.party,
          desk.authority.agencies.map(({ id }) => id),
        ),
      takenOff: () => readTakenOff(desk.services.joint.reading, desk.authority.party),
    },
    verifier: await readFile(join(builtPages, 'check-result.html'), 'utf8').catch(() => undefined),
    agency: node.config.authority.agencies[0]?.id ?? '',
    now: desk.now,
    onChange: (listener) =>
      node.services.onChange(({ what }) => {
        if (what === 'journal' || what === 'erased' || what === 'released') listener(what === 'released')
      }),
    onError: (cause) => log.error({ cause: cause instanceof Error ? cause.name : typeof cause }, 'public site'),
  })
}
