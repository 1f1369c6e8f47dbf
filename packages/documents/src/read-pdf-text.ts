import { accept, type Result, refuse } from '@enlace/core'

/** Most pages of a PDF that are read. */
const maxPages = 300
/** Fewest letters a page, on average, for a PDF to count as text: pages of a scan carry stamps and numbers at most. */
const minLettersPerPage = 40

/**
 * The text of a PDF, a line of the page a line, with a blank line where the lines stand further apart. Runs in a worker (`statement-worker.ts`): a stranger's file
 * may take long. Refused: `scan` for pages without text, `unreadable` for what is no PDF, is locked, or has too many pages.
 */
export async function readPdfText(bytes: Uint8Array): Promise<Result<string, 'scan' | 'unreadable'>> {
  // Loaded by whoever reads a file: a node that starts needs none of it.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
  })
  try {
    const pdf = await task.promise
    if (pdf.numPages > maxPages) return refuse('unreadable')
    const pages: string[] = []
    for (let number = 1; number <= pdf.numPages; number++) {
      const { items } = await (await pdf.getPage(number)).getTextContent()
      pages.push(
        linesOf(items.flatMap((item) => ('str' in item ? [{ text: item.str, y: Number(item.transform[5]), height: item.height }] : []))),
      )
    }
    const text = pages.join('\n')
    const letters = text.match(/\p{L}/gu)?.length ?? 0
    return letters < minLettersPerPage * pages.length ? refuse('scan') : accept(text)
  } catch {
    return refuse('unreadable')
  } finally {
    await task.destroy()
  }
}

type Piece = { readonly text: string; readonly y: number; readonly height: number }

function linesOf(pieces: readonly Piece[]): string {
  let text = ''
  let last: Piece | undefined
  for (const piece of pieces) {
    if (piece.text === '') continue
    const drop = last === undefined ? 0 : Math.abs(last.y - piece.y)
    const height = Math.max(piece.height, last?.height ?? 0, 1)
    if (drop > height * 0.5) text += drop > height * 1.7 ? '\n\n' : '\n'
    text += piece.text
    if (piece.text.trim() !== '') last = piece
  }
  return text
}
