import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** Extension of one act by which several persons passed from one party to another. */
export const groupTransferExtension = 'extension-definition--1b6e4c90-58d7-4a3f-9c21-e07d5b83f6a4'

export type TransferMember = {
  readonly case: string
  readonly pathway: string | undefined
  readonly word: string | undefined
  readonly instrument: string | undefined
  /** Suits and requests pending at that moment; undefined: not stated, which is not the same as none. */
  readonly pending: readonly string[] | undefined
  readonly courtAndNumber: string | undefined
  readonly assurances: string | undefined
}

/** A group transfer as it is counted: one event, and as many persons as have a case. */
export type Transfer = {
  readonly happenedOn: string
  readonly from: string
  readonly to: string
  /** As announced; undefined where nobody says. */
  readonly stated: number | undefined
  readonly members: readonly TransferMember[]
  readonly words: readonly { readonly party: string; readonly word: string; readonly source: string }[]
}

/** What stands out in a transfer: numbers that differ, and members for whom something was pending or nobody says. */
export type TransferCount = {
  readonly events: 1
  readonly persons: number
  /** Persons announced beyond those with a case here; negative where more have one. */
  readonly withoutCase: number
  readonly pending: number
  readonly notStated: number
}

/** The transfer that an object states, or undefined when it states none. */
export function readTransfer(object: JsonObject): Transfer | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[groupTransferExtension] : undefined
  if (!isJsonObject(inside) || typeof inside.happened_on !== 'string') return undefined
  return {
    happenedOn: inside.happened_on,
    from: textOf(inside.from_party) ?? '',
    to: textOf(inside.to_party) ?? '',
    stated: typeof inside.persons === 'number' ? inside.persons : undefined,
    members: objectsOf(inside.members).flatMap(memberOf),
    words: objectsOf(inside.words).map((one) => ({
      party: textOf(one.of_party) ?? '',
      word: textOf(one.word) ?? '',
      source: textOf(one.source) ?? '',
    })),
  }
}

/** Counts a transfer: once as an event, and each person once. Pure. */
export function countTransfer({ stated, members }: Transfer): TransferCount {
  const persons = new Set(members.map((member) => member.case)).size
  return {
    events: 1,
    persons: Math.max(persons, stated ?? 0),
    withoutCase: (stated ?? persons) - persons,
    pending: members.filter((member) => isPending(member)).length,
    notStated: members.filter((member) => member.pending === undefined).length,
  }
}

/** Whether a suit or a request was pending for a member at that moment. */
export function isPending({ pending }: TransferMember): boolean {
  return pending?.some((one) => one !== 'none') ?? false
}

function memberOf(one: JsonObject): TransferMember[] {
  if (typeof one.case_ref !== 'string') return []
  const pending = Array.isArray(one.pending)
    ? (one.pending as readonly Json[]).filter((code): code is string => typeof code === 'string')
    : undefined
  return [
    {
      case: one.case_ref,
      pathway: textOf(one.pathway),
      word: textOf(one.word),
      instrument: textOf(one.instrument),
      pending,
      courtAndNumber: textOf(one.court_and_number),
      assurances: textOf(one.assurances),
    },
  ]
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : []
}
