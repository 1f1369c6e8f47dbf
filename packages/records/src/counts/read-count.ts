import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** In which order the records are counted: by a measure, or by their day. */
export type CountOrder = 'largest' | 'smallest' | 'in_time'

/**
 * What a superlative or an ordinal counts: records of one kind whose fields have certain values, over a stretch of days; by which field they are measured;
 * and which place the one record that it speaks of is said to have («the largest» is 1, «the fifth» is 5). Days are ISO dates, also `YYYY` and `YYYY-MM`.
 */
export type CountDefinition = {
  readonly kind: string
  readonly where: readonly { readonly field: string; readonly value: string }[]
  readonly measure: string | undefined
  readonly day: string
  readonly from: string | undefined
  readonly until: string | undefined
  readonly order: CountOrder
  readonly rank: number
  /** The record that is said to have that place. */
  readonly subject: string | undefined
}

const maxWhere = 10

/** The definition that stands in a claim, or undefined where there is none that can be counted by. */
export function readCount(value: Json | undefined): CountDefinition | undefined {
  if (value === undefined || !isJsonObject(value)) return undefined
  const { of_kind: kind, day_field: day, order, rank } = value
  if (typeof kind !== 'string' || typeof day !== 'string' || !isOrder(order) || typeof rank !== 'number' || rank < 1) return undefined
  const where = Array.isArray(value.where) ? (value.where as readonly Json[]).filter(isJsonObject) : []
  return {
    kind,
    where: where.slice(0, maxWhere).flatMap(conditionOf),
    measure: textOf(value.measure),
    day,
    from: textOf(value.from),
    until: textOf(value.until),
    order,
    rank,
    subject: textOf(value.subject_ref),
  }
}

function conditionOf({ field, value }: JsonObject): CountDefinition['where'] {
  return typeof field === 'string' && typeof value === 'string' ? [{ field, value }] : []
}

function isOrder(value: Json | undefined): value is CountOrder {
  return value === 'largest' || value === 'smallest' || value === 'in_time'
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
