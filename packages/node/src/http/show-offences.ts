import type { RequestDetail } from '@enlace/api'
import { compareOffences, type OffenceTable } from '@enlace/policy'

/** Offences compared with the table, as the page shows them; null where the form has no table or nothing is asked. */
export function showOffences(
  table: OffenceTable | undefined,
  asked: readonly string[],
  monthsLeft: number | undefined,
): RequestDetail['offences'] {
  if (table === undefined || asked.length === 0) return null
  return {
    note: table.note,
    article: table.article,
    leastYears: table.leastYears,
    items: compareOffences(table, asked, monthsLeft).map(({ asked: name, offence, gaps }) => ({
      asked: name,
      title: offence?.title ?? null,
      sides: Object.entries(offence?.sides ?? {}).map(([party, side]) => ({ party, ...side })),
      elements: (offence?.elements ?? []).map((element) => ({ title: element.title, in: [...element.in] })),
      gaps: [...gaps],
    })),
  }
}
