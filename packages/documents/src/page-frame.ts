import type { Block, PrintDocument } from './model.ts'
import type { PrintedAnswer } from './printed-list.ts'
import { footerOf } from './record-document.ts'
import { sayInstant, type Words } from './words.ts'

const tlpOrder = ['clear', 'green', 'amber', 'amber+strict', 'red']

/** A document of what a page of the desk shows: the highest marking of what is on it, as of when, and at its end what its hash is of. */
export function framePage(
  page: PrintedAnswer,
  what: { readonly title: string; readonly eyebrow: readonly string[]; readonly blocks: readonly Block[]; readonly is: 'list' | 'sheet' },
  words: Words,
): PrintDocument {
  const { say } = words
  const { title, eyebrow, blocks, is } = what
  const highest = tlpOrder[Math.max(...page.tlps.map((tlp) => tlpOrder.indexOf(tlp)))]
  return {
    title,
    eyebrow: [...eyebrow, words.partyName(page.party), words.agencyName(page.agency)].join(' · '),
    lead: [say('lead.asOf', { at: sayInstant(page.printedAt.toISOString(), words) })],
    language: words.tag,
    marking: highest === undefined ? say('marking.none') : `TLP:${highest.toUpperCase()}`,
    status: undefined,
    blocks: [...blocks, { type: 'note', tone: 'plain', title: say(`${is}.check`), lines: [say(`${is}.check.detail`)] }],
    footer: footerOf(page, words),
    author: words.agencyName(page.agency),
    subject: title,
    createdAt: page.printedAt,
    unprintable: (number) => ({
      type: 'note',
      tone: 'warn',
      title: say('unprintable', { count: number }),
      lines: [say('unprintable.detail')],
    }),
  }
}
