import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CourierExport, type CourierStatus, type CourierTaken, maxCourierPartBytes } from '@enlace/api'
import { isJsonObject, type Json } from '@enlace/core'
import { assembleNode } from '../assemble.ts'
import type { NodeConfig } from '../config.ts'
import { listAccounts } from '../store/accounts.ts'
import { issueToken } from '../store/issue-token.ts'
import type { Lane } from '../store/log-names.ts'
import { reachDatabase } from '../store/reach-database.ts'

/** The courier of a node, whether it runs or not. A refusal is a Fault of this process, or a NodeRefusal of the running node. */
export type CourierDesk = {
  readonly exportTo: (
    to: { readonly party: string; readonly lane: Lane },
    volumeBytes: number | undefined,
    folder: string,
  ) => Promise<Pick<CourierExport, 'start' | 'end'> & Files>
  readonly importFrom: (files: readonly string[]) => Promise<CourierTaken>
  readonly receiptFor: (of: { readonly party: string; readonly lane: Lane }) => Promise<{ readonly name: string; readonly text: string }>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
type Files = { readonly files: readonly { readonly name: string }[] }
type Options = {
  /** Whose deed it is; the first administrator unless told. */
  readonly user: string | undefined
  /** Of what is refused. */
  readonly language: string
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
}

const tokenLifeMs = 12 * 3_600_000
const progressEveryMs = 2_000
const defaultVolumeBytes = 4_000_000_000

/** Asks the running node through its API, else runs the node for as long as it takes. Undefined: nobody here is an administrator. */
export async function reachCourier(config: NodeConfig, options: Options): Promise<CourierDesk | undefined> {
  const api = `http://127.0.0.1:${config.http.port}`
  const alive = await fetch(`${api}/healthz`).catch(() => undefined)
  const running = alive?.ok === true
  const user = await findAdministrator(config, options.user, running)
  if (user === undefined) return undefined
  return running ? askRunning(api, user.token ?? '', options) : await runMeanwhile(config, user.name, options)
}

async function findAdministrator(config: NodeConfig, wanted: string | undefined, withToken: boolean) {
  await using database = await reachDatabase(config.dataDir, config.databaseUrl)
  const accounts = await listAccounts(database.sql)
  const found = accounts.find(({ name, role }) => role === 'administrator' && (wanted === undefined || name === wanted))
  if (found === undefined) return undefined
  if (!withToken) return { name: found.name }
  const { token } = await issueToken(database.sql, found.name, { bearer: true, now: new Date(), lifeMs: tokenLifeMs })
  return { name: found.name, token }
}

function askRunning(api: string, token: string, options: Options): CourierDesk {
  const ask = async (method: string, path: string, body?: Uint8Array<ArrayBuffer> | object): Promise<Response> => {
    const response = await fetch(`${api}/api/v1/exchange/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': options.language,
        'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    })
    if (!response.ok) throw new NodeRefusal((await response.json().catch(() => undefined)) as Json | undefined)
    return response
  }
  const watched = async <T>(work: Promise<T>): Promise<T> => {
    const timer = setInterval(() => {
      ask('GET', 'courier')
        .then(async (response) => {
          const { busy } = (await response.json()) as CourierStatus
          if (busy !== null && busy.total > 0) options.onProgress(busy)
        })
        .catch(() => undefined)
    }, progressEveryMs)
    return await work.finally(() => clearInterval(timer))
  }
  return {
    exportTo: async ({ party, lane }, volumeBytes, folder) => {
      const body = { lane, ...(volumeBytes === undefined ? {} : { volumeBytes }) }
      const made = (await (await watched(ask('POST', `${encodeURIComponent(party)}/courier-exports`, body))).json()) as CourierExport
      for (const { name } of made.files) {
        const response = await ask('GET', `courier-exports/${made.id}/${name}`)
        // A file that is there already is of another export, or somebody's: never overwritten.
        if (response.body !== null) await pipeline(Readable.fromWeb(response.body), createWriteStream(join(folder, name), { flags: 'wx' }))
      }
      return made
    },
    importFrom: async (files) => {
      const upload = randomUUID()
      for (const file of files) {
        let at = 0
        for await (const part of createReadStream(file, { highWaterMark: maxCourierPartBytes }) as AsyncIterable<Buffer>) {
          await ask('POST', `courier-uploads/${upload}/${encodeURIComponent(basename(file))}?at=${at}`, Uint8Array.from(part))
          at += part.length
        }
      }
      return (await (await watched(ask('POST', 'courier-imports', { upload }))).json()) as CourierTaken
    },
    receiptFor: async ({ party, lane }) => {
      const response = await ask('GET', `${encodeURIComponent(party)}/courier-receipt?lane=${lane}`)
      const [, name = 'receipt'] = /filename="([A-Za-z0-9._-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
      return { name, text: await response.text() }
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** What the running node refused, in its own sentences and the caller's language (RFC 9457). */
export class NodeRefusal extends Error {
  readonly title: string
  readonly detail: string
  constructor(problem: Json | undefined) {
    const { title, detail } = isJsonObject(problem) ? problem : {}
    super('the node refused')
    this.title = typeof title === 'string' ? title : ''
    this.detail = typeof detail === 'string' ? detail : ''
  }
}

async function runMeanwhile(config: NodeConfig, user: string, { onProgress }: Options): Promise<CourierDesk> {
  const silent = () => undefined
  const node = await assembleNode(config, { info: silent, warn: silent, error: silent })
  const { courier } = node.services
  const timer = setInterval(async () => {
    const { busy } = await courier.status()
    if (busy !== null && busy.total > 0) onProgress(busy)
  }, progressEveryMs)
  return {
    exportTo: async ({ party, lane }, volumeBytes = defaultVolumeBytes, folder) => {
      const made = await courier.exportTo({ party, lane, volumeBytes, by: user })
      for (const { name } of made.files) await copyFile(await courier.find(made.id, name), join(folder, name))
      return made
    },
    importFrom: async (files) => await courier.importFrom({ files, by: user }),
    receiptFor: async ({ party, lane }) => await courier.receiptFor(party, lane),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await node[Symbol.asyncDispose]()
    },
  }
}
