import { toBase64 } from '@enlace/core'
import { parsePolicy, viewThroughPolicy } from '@enlace/proof/node'

export type ReceiptVerdict = {
  readonly ok: boolean
  readonly reason: string | null
  readonly origin: string | null
  readonly size: number | null
  readonly root: string | null
  /** Who confirmed to hold every entry below `size`, and when they said so (POSIX seconds). */
  readonly receipts: readonly { readonly by: string; readonly time: number | null }[]
}

/** Checks a signed checkpoint with its receipt lines against a trust policy. Without any cosignature it is no receipt. Never throws. */
export function verifyReceipt(checkpoint: string, policyText: string): ReceiptVerdict {
  const failed = (reason: string): ReceiptVerdict => ({ ok: false, reason, origin: null, size: null, root: null, receipts: [] })
  const policy = parsePolicy(policyText)
  if (!policy.ok) return failed(policy.reason)
  const view = viewThroughPolicy(policy.value, checkpoint)
  if (!view.ok) return failed(view.reason)
  const { origin, size, root } = view.value.checkpoint
  const receipts = view.value.witnesses.map(({ name, time }) => ({ by: name, time }))
  const reason = !view.value.quorum ? 'quorum_missing' : receipts.length === 0 ? 'receipt_missing' : null
  return { ok: reason === null, reason, origin, size, root: toBase64(root), receipts }
}
