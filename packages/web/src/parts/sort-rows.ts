export type Sort = { readonly by: string; readonly order: 'asc' | 'desc' }

type Comparable<Row> = { readonly id: string; readonly compare?: (a: Row, b: Row) => number }

/** Rows in the order of a sort; rows that compare alike keep the order they came in. Without a sort, as they came. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Comparable<Row>[], sort: Sort | undefined): readonly Row[] {
  const compare = columns.find(({ id }) => id === sort?.by)?.compare
  if (compare === undefined || sort === undefined) return rows
  return rows.toSorted((a, b) => (sort.order === 'asc' ? compare(a, b) : compare(b, a)))
}

/** What a press on a header asks for: ascending first, then the other way round. */
export function nextSort(sort: Sort | undefined, by: string): Sort {
  return { by, order: sort?.by === by && sort.order === 'asc' ? 'desc' : 'asc' }
}
