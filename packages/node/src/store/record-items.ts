import { isConsentItem } from '@enlace/proof/node'

/** The items of a record's body by what they are; the list of files and the consent of its author are there or not. */
export type RecordItems = {
  readonly object: Uint8Array | undefined
  readonly envelope: Uint8Array | undefined
  readonly files: Uint8Array | undefined
  readonly consent: Uint8Array | undefined
  /** Items of a newer node. */
  readonly further: readonly Uint8Array[]
}

/** Tells the items of a body apart: object and envelope by their place, the others by what they say they are. */
export function recordItems(items: readonly { readonly bytes: Uint8Array }[]): RecordItems {
  const [object, envelope, ...others] = items.map((item) => item.bytes)
  const consent = others.find(isConsentItem)
  const [files, ...further] = others.filter((item) => item !== consent)
  return { object, envelope, files, consent, further }
}
