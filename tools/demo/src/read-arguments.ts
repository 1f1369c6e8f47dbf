import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the demonstration was asked to do. */
export type DemoArguments = {
  /** File to write once both nodes are live and filled; absolute. */
  readonly readyFile: string | undefined
  /** Start over: every folder of the demonstration is removed first. */
  readonly fresh: boolean
  /** Play the fictional story. */
  readonly story: boolean
  /** First of the six ports: web of mx and us, exchange of mx and us, public site of mx and us. */
  readonly portBase: number
  readonly dataDir: string
}

/** Reads the command line. `standing` is where the user stood: relative paths count from there. Throws TypeError on what it does not know. */
export function readArguments(args: readonly string[], standing: string, projectRoot: string): DemoArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'ready-file': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'no-story': { type: 'boolean', default: false },
      'port-base': { type: 'string', default: '8440' },
      'data-dir': { type: 'string' },
    },
  })
  const portBase = Number(values['port-base'])
  if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_530)
    throw new TypeError('--port-base takes a port from 1024 to 65530')
  const from = (path: string) => (isAbsolute(path) ? path : resolve(standing, path))
  return {
    readyFile: values['ready-file'] === undefined ? undefined : from(values['ready-file']),
    fresh: values.fresh,
    story: !values['no-story'],
    portBase,
    dataDir: values['data-dir'] === undefined ? resolve(projectRoot, '.enlace/demo') : from(values['data-dir']),
  }
}
