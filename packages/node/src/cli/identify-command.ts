import { checkableTypes, checkIdentifier, couldBe } from '@enlace/records/check-identifier'
import { sayIdentifier } from '../store/say-identifier.ts'
import { type Command, misused } from './command.ts'

/**
 * `enlace identify [--json] [TYPE] VALUE`: checks one identifier by its published rule, or says what it could be. It needs no node and stores
 * nothing. A number that does not hold is an answer, not a failure: exit code 0.
 */
export const identifyCommand: Command = {
  options: { json: { type: 'boolean', default: false } },
  run: async (given) => {
    const { terminal, values, positionals } = given
    const { messages, language } = terminal
    const [first, second, ...rest] = positionals
    if (first === undefined || rest.length > 0) return misused(given, 'identify')
    const print = (value: unknown) => terminal.print(`${JSON.stringify(value)}\n`)
    if (second === undefined) {
      const found = couldBe(first).map((each) => sayIdentifier(messages, each))
      if (values.json === true) print({ raw: first, couldBe: found })
      else if (found.length === 0) terminal.say('identify.nothing')
      else for (const each of found) tell(each)
      return 0
    }
    const found = checkIdentifier(first, second)
    if (found === undefined) {
      terminal.say('identify.type_unknown', { type: first, types: checkableTypes.join(' ') })
      return 2
    }
    if (values.json === true) print(sayIdentifier(messages, found))
    else tell(sayIdentifier(messages, found))
    return 0

    function tell({ title, canonical, valid, explanation }: ReturnType<typeof sayIdentifier>): void {
      const inLanguage = (label: { readonly es: string; readonly en: string }) => (language === 'es' ? label.es : label.en)
      const verdict = valid === null ? 'unknown' : valid ? 'valid' : 'invalid'
      terminal.say(`identify.${verdict}`, { title: inLanguage(title), canonical, reason: inLanguage(explanation) })
    }
  },
}
