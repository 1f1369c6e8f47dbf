import { readConfig } from '../config.ts'
import { runNode } from '../run-node.ts'
import { type Command, textOf } from './command.ts'

/** `enlace serve`: runs the node until it is asked to stop. A second signal ends it at once. */
export const serveCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    const config = readConfig(textOf(given, 'data-dir'))
    const stopping = Promise.withResolvers<void>()
    let asked = 0
    const ask = (): void => {
      asked++
      if (asked > 1) process.exit(1)
      stopping.resolve()
    }
    process.on('SIGINT', ask).on('SIGTERM', ask)
    const served = await runNode(config)
    given.terminal.say('serve.ready', {
      party: config.authority.party,
      url: config.http.origin ?? `http://localhost:${served.httpPort}`,
      exchange: config.exchange.url,
    })
    await stopping.promise
    given.terminal.say('serve.stopping')
    await served[Symbol.asyncDispose]()
    return 0
  },
}
