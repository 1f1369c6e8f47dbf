import type { PrintDocument } from './model.ts'

/** Draws a document as PDF/A-2b: `drawPdf`, whose library is loaded by whoever prints, and not by every node that starts. */
export async function toPdf(document: PrintDocument): Promise<Uint8Array> {
  const { drawPdf } = await import('./draw-pdf.ts')
  return await drawPdf(document)
}
