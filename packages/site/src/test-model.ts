import type { Commitment, Indicator, Page, SiteModel, Statement, Value } from './model.ts'

const words = (n: number) => ({
  en: `FICTIONAL sentence ${n} of a text that goes on for a while`,
  es: `Frase FICTICIA ${n} de un texto que sigue un rato`,
})
const idOf = (section: number, n: number) => `${String(section).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`

/** A page with so many versions, a minute apart. */
export function pageOf<T>(id: string, content: T, versions = 1): Page<T> {
  return {
    id,
    versions: Array.from({ length: versions }, (_, i) => {
      const from = new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString()
      return { stamp: from.replace(/[-:.]/g, ''), from, does: i === 0 ? 'publish' : 'correct', reason: words(i), content }
    }),
  }
}

export function testCommitment(n: number): Commitment {
  const owner = { office: null, part: null, status: 'not_started', asOf: null, evidence: null, next: null }
  return {
    ...{
      programme: null,
      isInherited: false,
      title: words(n),
      text: words(n),
      modality: 'agrees',
      workstream: null,
      due: '2026-06',
      dueWords: null,
    },
    ...{
      lastDay: '2026-06-30',
      source: 'FICTIONAL source',
      clause: String(n),
      deliverable: null,
      baseline: null,
      judgements: [],
      readings: [],
    },
    owners: [
      { ...owner, party: 'mx', isOverdue: true },
      { ...owner, party: 'us', isOverdue: true },
    ],
    isUnverifiable: false,
  }
}

function testValue(n: number): Value {
  const at = new Date(Date.UTC(2000, n, 1)).toISOString()
  return {
    ...{
      party: n % 2 === 0 ? 'mx' : 'us',
      by: n % 2 === 0 ? 'mx' : 'us',
      period: at.slice(0, 7),
      value: 100 + n,
      low: null,
      high: null,
      missing: null,
      level: 'asserted',
      held: [],
      asOf: at.slice(0, 10),
    },
    ...{
      revised: 'late_report',
      reason: words(n),
      isRestated: false,
      source: 'https://statistics.sig.example/',
      sourceName: 'FICTIONAL office',
      why: {},
      classes: {},
      sealed: null,
      reporters: null,
    },
  }
}

/** A site with so many pages of the sorts that grow. */
export function testModel(size: {
  readonly commitments: number
  readonly clauses: number
  readonly values: number
  readonly versions: number
}): SiteModel {
  const statement: Statement = {
    ...{ title: words(0), type: 'joint', issuedBy: ['mx', 'us'], publishedOn: '2026-01-15', address: null, language: ['es', 'en'] },
    clauses: Array.from({ length: size.clauses }, (_, i) => ({ number: String(i + 1), part: 'clause', words: words(i) })),
    ...{ beside: [], standsBeside: null, joint: null },
  }
  const indicator: Indicator = {
    ...{
      title: words(1),
      definition: words(1),
      unit: 'kg',
      level: 'output',
      direction: 'ambiguous',
      attribution: 'direct',
      rule: words(8),
    },
    ...{ baselines: [], targets: [], limits: words(9), mechanism: words(10), rivals: [words(11)], confirmer: null, source: null },
    values: Array.from({ length: size.values }, (_, i) => testValue(i)),
    seals: [
      ...[
        { id: idOf(9, 1), period: '2026-01-01 – 2026-03-31', figure: '36.4', unit: 'kg', count: 12, sealedAt: '2026-04-10T12:00:00.000Z' },
      ],
    ].map((seal) => ({ ...seal, signedBy: ['mx', 'us'], root: 'AAAA' })),
    contests: [],
  }
  const [indicatorId, at] = [idOf(4, 1), '2026-02-01T00:00:00.000Z']
  return {
    ...{
      party: 'mx',
      partyName: { es: 'México', en: 'Mexico' },
      names: { mx: { es: 'México', en: 'Mexico' } },
      origin: 'https://public.sig.example',
    },
    ...{ at, hasVerifier: false },
    commitments: Array.from({ length: size.commitments }, (_, i) => pageOf(idOf(1, i), testCommitment(i), i === 0 ? size.versions : 1)),
    statements: [pageOf(idOf(2, 1), statement)],
    sessions: [
      pageOf(idOf(3, 1), {
        ...{ title: words(3), mechanism: words(4), state: 'held', day: '2026-01-23', place: 'FICTIONAL: Example City' },
        items: [{ type: 'decision', words: words(5) }],
        statements: [{ id: idOf(2, 1), title: words(0) }],
      }),
    ],
    indicators: [pageOf(indicatorId, indicator)],
    results: [{ page: indicatorId, id: idOf(9, 1), file: '{"format":"enlace-result","v":1}' }],
    facts: [pageOf(idOf(5, 1), { title: words(6), points: [], documents: [] })],
    calendar: [{ at: '2026-03-01T16:00:00.000Z', kind: 'indicator', announced: words(7) }],
    corrections: [{ at, does: 'withdraw', section: 'facts', id: idOf(5, 2), title: 'FICTIONAL: withdrawn', reason: words(8) }],
    gone: [{ section: 'facts', id: idOf(5, 2), at, reason: words(8) }],
    answers: [{ number: 4, at, about: '/commitments', answer: words(9) }],
  }
}
