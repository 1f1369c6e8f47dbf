/** Something that a document takes for true, and when it was: ISO dates, also `YYYY` and `YYYY-MM`; undefined is open. Both ends included. */
export type Presumed = { readonly from: string | undefined; readonly until: string | undefined }

/**
 * Whether no day exists on which all of it was true: then a document that takes all of it for true cannot be what it says it is (an anachronism). A year or a month
 * counts from its first day to its last, so what is known only roughly never makes a document impossible.
 */
export function isImpossible(presumed: readonly Presumed[]): boolean {
  const latestStart = presumed.flatMap(({ from }) => (from === undefined ? [] : [firstDay(from)])).toSorted()
  const earliestEnd = presumed.flatMap(({ until }) => (until === undefined ? [] : [endOf(until)])).toSorted()
  const [start, end] = [latestStart.at(-1), earliestEnd[0]]
  return start !== undefined && end !== undefined && start > end
}

function firstDay(date: string): string {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date
}

// A text that sorts after every day of the year or month.
function endOf(date: string): string {
  return date.length === 10 ? date : `${date}-99`
}
