import type { JsonObject } from '@enlace/core'
import { compareInstants, isInstant } from './instant.ts'
import type { Rule } from './kind.ts'
import { addProblem } from './report.ts'

/** `later` is not before `earlier` (or, when strict, is after it). */
export function notBefore(later: string, earlier: string, strict = false): Rule {
  return {
    says: `${later} is ${strict ? 'later than' : 'not earlier than'} ${earlier}.`,
    check(object, report) {
      const [a, b] = [object[earlier], object[later]]
      if (typeof a !== 'string' || typeof b !== 'string') return
      const order = compareInstants(b, a)
      const wrong = order < 0 || (strict && order === 0)
      if (wrong && isInstant(a) && isInstant(b)) addProblem(report, 'earlier_than', { other: earlier }, later)
    },
  }
}

/** At least one of the properties is there. */
export function atLeastOneOf(...names: readonly string[]): Rule {
  return {
    says: `At least one of ${names.join(', ')} is given.`,
    check(object, report) {
      for (const name of names) if (object[name] !== undefined) return
      addProblem(report, 'one_of_required', { names: names.join(', ') })
    },
    schema: { anyOf: names.map((name) => ({ required: [name] })) },
  }
}

/** Two properties exclude each other. */
export function notTogether(one: string, other: string): Rule {
  return {
    says: `${one} and ${other} exclude each other.`,
    check(object, report) {
      if (object[one] !== undefined && object[other] !== undefined) addProblem(report, 'not_together', { other: one }, other)
    },
    schema: { not: { required: [one, other] } },
  }
}

/** Where `name` is given, `needed` is too. */
export function requiresWith(name: string, ...needed: readonly string[]): Rule {
  return {
    says: `${name} comes with ${needed.join(' and ')}.`,
    check(object, report) {
      if (object[name] === undefined) return
      for (const other of needed) if (object[other] === undefined) addProblem(report, 'required_with', { other: name }, other)
    },
    schema: { dependentRequired: { [name]: [...needed] } },
  }
}

/** A rule of one property's value, given as code that answers whether it holds. */
export function holds(
  says: string,
  name: string,
  code: 'wrong_value' | 'required' | 'not_together',
  test: (object: JsonObject) => boolean,
): Rule {
  return {
    says,
    check(object, report) {
      if (!test(object)) addProblem(report, code, undefined, name)
    },
  }
}
