import pino, { type Logger } from 'pino'
import { assembleNode, type RunningNode } from './assemble.ts'
import type { NodeConfig } from './config.ts'
import { openSite } from './open-site.ts'

/** A node with its HTTP server in front. */
export type ServedNode = {
  readonly node: RunningNode
  /** Ports as they were given: 0 in the configuration means any. */
  readonly httpPort: number
  readonly exchangePort: number
  /** Port of the public site; null where the node serves none. */
  readonly publicPort: number | null
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Starts everything of one node. The other way round at the end: no new requests, then the stages, then the store. */
export async function runNode(config: NodeConfig, log: Logger = openLog(config)): Promise<ServedNode> {
  const node = await assembleNode(config, log)
  try {
    const site = await openSite(node, log)
    return {
      node,
      httpPort: site.port,
      exchangePort: node.exchangePort,
      publicPort: site.publicPort,
      [Symbol.asyncDispose]: async () => {
        await site[Symbol.asyncDispose]()
        await node[Symbol.asyncDispose]()
      },
    }
  } catch (cause) {
    await node[Symbol.asyncDispose]()
    throw cause
  }
}

/** The node's own log: one JSON line each on standard output, without names, texts or tokens. */
export function openLog(config: Pick<NodeConfig, 'logLevel' | 'authority'>): Logger {
  return pino({
    level: config.logLevel,
    base: { party: config.authority.party },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { req: () => undefined, res: () => undefined, err: describeError },
  })
}

// The message of an error may quote what somebody sent; its name, code and place do not.
function describeError(error: Error & { readonly code?: unknown }): object {
  return {
    name: error.name,
    code: error.code,
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6),
  }
}
