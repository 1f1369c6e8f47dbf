import { resolve } from 'node:path'
import { dataDirOf } from '../config.ts'
import { type Command, misused, textOf } from './command.ts'
import { restoreNode } from './restore.ts'

/** `enlace restore BACKUP --keystore COPY`: makes a stopped node's data folder, which holds its keys and nothing else, whole again. */
export const restoreCommand: Command = {
  options: { 'data-dir': { type: 'string' }, keystore: { type: 'string' } },
  run: async (given) => {
    const [backup] = given.positionals
    const keystore = textOf(given, 'keystore')
    if (backup === undefined || keystore === undefined) return misused(given, 'restore')
    const done = await restoreNode({ dataDir: dataDirOf(textOf(given, 'data-dir')), backup: resolve(backup), keystore: resolve(keystore) })
    given.terminal.say('restore.done', { at: done.at, erased: done.erased })
    given.terminal.say('restore.next')
    return 0
  },
}
