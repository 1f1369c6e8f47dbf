import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { maxCourierPartBytes, routes } from '@enlace/api'
import type { Desk } from './desk.ts'
import { mount, sendAsIs } from './mount.ts'
import { readBody } from './read-body.ts'
import type { Site } from './site.ts'

/** Bytes of a volume unless told otherwise: what a stick with the commonest file system takes. */
const defaultVolumeBytes = 4_000_000_000

/** Mounts what an administrator does when an exchange is carried by hand: export, fetch, bring, import, and take the receipt back. */
export function mountCourierRoutes(site: Site, desk: Desk): void {
  const { courier } = desk.services

  mount(site, routes.readCourier, async () => {
    const { busy, history } = await courier.status()
    return {
      busy,
      history: history.map(({ partner, bytes, at, files, ...row }) => ({
        ...row,
        party: partner,
        sizeBytes: bytes,
        at: at.toISOString(),
        files: [...files],
      })),
    }
  })

  mount(site, routes.exportCourier, async ({ params, body }, actor) => {
    const { volumeBytes = defaultVolumeBytes, lane = 'routine' } = body
    const made = await courier.exportTo({ party: params.party, lane, volumeBytes, by: actor.user })
    return { ...made, files: [...made.files] }
  })

  mount(site, routes.fetchCourier, async ({ params, reply }) => {
    const file = await courier.find(params.id, params.file)
    reply.header('content-length', (await stat(file)).size)
    reply.header('content-disposition', `attachment; filename="${params.file}"`)
    return sendAsIs(createReadStream(file))
  })

  mount(site, routes.uploadCourier, async ({ params, query, request }) => {
    const bytes = await readBody(request.raw, maxCourierPartBytes)
    return { received: await courier.uploads.add(params.upload, params.file, query.at ?? 0, bytes) }
  })

  mount(site, routes.importCourier, async ({ body }, actor) => {
    const files = await courier.uploads.list(body.upload)
    try {
      return await courier.importFrom({ files, by: actor.user })
    } finally {
      await courier.uploads.forget(body.upload)
    }
  })

  mount(site, routes.readCourierReceipt, async ({ params, query, reply }) => {
    const { name, text } = await courier.receiptFor(params.party, query.lane ?? 'routine')
    reply.header('content-disposition', `attachment; filename="${name}"`)
    return sendAsIs(text)
  })
}
