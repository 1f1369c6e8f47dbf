import { readFile, writeFile } from 'node:fs/promises'
import { dataDirOf } from '../config.ts'
import { installAgreement, signAgreement } from './agree.ts'
import { type Command, misused, textOf } from './command.ts'

/** `enlace agree sign FILE --out NOTE` on each side, then `enlace agree install NOTE` on both. */
export const agreeCommand: Command = {
  options: { 'data-dir': { type: 'string' }, out: { type: 'string' } },
  run: async (given) => {
    const [what, file] = given.positionals
    const dataDir = dataDirOf(textOf(given, 'data-dir'))
    if (file === undefined || (what !== 'sign' && what !== 'install')) return misused(given, 'agree')
    const bytes = await readFile(file)
    if (what === 'install') {
      const installed = await installAgreement(dataDir, bytes.toString('utf8'))
      if (!installed.ok) {
        given.terminal.say(installed.reason, { field: String(installed.detail?.field ?? '') })
        return 1
      }
      const { id, version, startsOn, endsOn } = installed.value.agreement
      given.terminal.say('agree.installed', { id, version, partner: installed.value.partner, from: startsOn, to: endsOn })
      return 0
    }
    const signed = await signAgreement(dataDir, bytes)
    if (!signed.ok) {
      given.terminal.say(signed.reason, { field: String(signed.detail?.field ?? '') })
      return 1
    }
    const out = textOf(given, 'out')
    if (out === undefined) given.terminal.print(signed.value)
    else {
      await writeFile(out, signed.value)
      given.terminal.say('agree.signed', { file: out })
    }
    return 0
  },
}
