import type { PrintDocument } from './model.ts'

/** Draws a document as DOCX (Office Open XML): `drawDocx`, whose library is loaded by whoever prints, and not by every node that starts. */
export async function toDocx(document: PrintDocument): Promise<Uint8Array> {
  const { drawDocx } = await import('./draw-docx.ts')
  return await drawDocx(document)
}
