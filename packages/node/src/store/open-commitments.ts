import { equalBytes, fromBase64Url } from '@enlace/core'
import { type Body, commitItem, commitmentRoot, type Leaf, releaseCommitment } from '@enlace/proof/node'

/** Whether a body is what its leaf commits to: every item, and the release decision where there is one. */
export function opensCommitments(leaf: Leaf, body: Body): boolean {
  if (leaf.c === undefined || leaf.k !== 1 || body.items.length !== leaf.n) return false
  const c = fromBase64Url(leaf.c)
  const root = commitmentRoot(body.items.map((item) => commitItem(item.salt, item.bytes)))
  if (c === undefined || !equalBytes(c, root)) return false
  if (leaf.rel === undefined) return body.release === null
  const rel = fromBase64Url(leaf.rel)
  return rel !== undefined && body.release !== null && equalBytes(rel, releaseCommitment(body.release.salt, body.release.bytes))
}
