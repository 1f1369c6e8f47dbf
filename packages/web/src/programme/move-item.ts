type Placed = { readonly type: string; readonly position: number | null }

/** The place behind every item of its type. */
export function nextPosition(items: readonly Placed[], type: string): number {
  return Math.floor(Math.max(0, ...items.filter((item) => item.type === type).map(({ position }) => position ?? 0))) + 1
}

/**
 * The position that brings an item one place up (-1) or down (1) among items that stand in their order; undefined where there is no such place. Only the item
 * that is moved changes, so nobody’s else does.
 */
export function positionAfterMove(items: readonly { readonly position: number | null }[], at: number, by: -1 | 1): number | undefined {
  const beside = items[at + by]
  if (beside === undefined) return undefined
  const beyond = items[at + 2 * by]
  const near = beside.position ?? at + by + 1
  return beyond === undefined ? near + by : (near + (beyond.position ?? near + 2 * by)) / 2
}
