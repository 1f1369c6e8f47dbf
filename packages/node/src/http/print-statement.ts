import type { JointClause, JointDraftDetail, StatementDetail } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { and, both, day, facts, heading, inLine, instant, mono, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

type Values = Readonly<Record<string, string | number | Cell>>
const joint = (key: string, values: Values = {}) => say('joint', key, values)
const told = (key: string, values: Values = {}) => say('statements', key, values)
type Words = Readonly<Record<string, string>>

/** A joint statement on paper: that it is a draft or when it was released, its clauses by number, and what still stands in the way of each. */
export const jointPrint: SheetPrint = {
  source: ({ id }) => ({ path: `/api/v1/programme/drafts/${encodeURIComponent(id)}` }),
  read: (answer) => {
    const { draft, clauses, comments, release, text: exact }: JointDraftDetail = JSON.parse(answer)
    const isOut = release.state === 'published'
    const sha256 = exact?.sha256 ?? release.sha256
    return {
      title: both(draft.title),
      tlps: [draft.record.tlp],
      parts: [
        ...(isOut ? [] : [note('warn', joint('akn.draft'), ...draft.problems.map((code) => joint(`problem.${code}`)))]),
        facts(
          [say('documents', 'agreement.parties'), and(draft.parties.map(party))],
          [joint('release'), joint(`release.${release.state}`)],
          ...(release.at === null ? [] : [[joint('at'), exactly(release.at)] as const]),
          ...release.published.map(({ party: of, at }) => [joint('published', { party: party(of) }), exactly(at)] as const),
          ...release.signed
            .filter(({ withdrawnAt }) => withdrawnAt === null)
            .map(({ party: of, made, embargo }) => {
              const under = embargo === '' ? text('') : joint('embargo.said', { words: embargo })
              return [joint('certificate', { party: party(of) }), several(exactly(made), under)] as const
            }),
          ...(sha256 === null ? [] : [[joint('sha256'), mono(sha256)] as const]),
        ),
        heading(told('text')),
        ...clauses.flatMap((clause, i) => clauseParts(clause, i + 1, isOut ? [] : comments)),
      ],
    }
  },
  unknown: 'record_unknown',
}

/** A statement that was issued: who says it and where, its clauses by number, what its languages say differently, and what came of it. */
export const statementPrint: SheetPrint = {
  source: ({ id }) => ({ path: `/api/v1/programme/statements/${encodeURIComponent(id)}` }),
  read: (answer) => {
    const { statement, clauses, contradictions, beside }: StatementDetail = JSON.parse(answer)
    const { speaker, speakerRole, channel, sourceUrl, publishedOn, accounts, digitalSourceType } = statement
    const fact = (label: Cell, ...value: readonly Cell[]) => (value.length === 0 ? [] : [[label, inLine(', ', ...value)] as const])
    const came = clauses.flatMap(({ number, came: records }) =>
      records.map((record) => [told('clause', { number }), several(text(record.title), { type: 'kind', value: record.kind })] as const),
    )
    return {
      title: both(statement.title),
      tlps: [statement.record.tlp, ...clauses.flatMap(({ came: records }) => records.map(({ tlp }) => tlp))],
      parts: [
        facts(
          [told('new.type'), told(`type.${statement.type}`)],
          [told('filter.party'), and(statement.issuedBy.map(party))],
          [told('publishedOn'), publishedOn === null ? told('undated') : day(publishedOn)],
          ...fact(told('who'), ...[speaker, speakerRole].filter((said) => said !== null).map(text)),
          ...fact(told('channel'), ...(channel === null ? [] : [told(`channel.${channel}`)])),
          ...fact(told('address'), ...(sourceUrl === null ? [] : [text(sourceUrl)])),
        ),
        ...(/algorithmicMedia$/i.test(digitalSourceType) ? [note('warn', told('aiMade'))] : []),
        ...accounts.map(({ party: of, by }) =>
          note(by.length === 0 ? 'warn' : 'plain', told(by.length === 0 ? 'account.missing' : 'account.linked', { party: party(of) })),
        ),
        ...contradictions.flatMap(([first, second]) =>
          first === undefined || second === undefined
            ? []
            : [note('warn', told('contradiction', { first: first.words, one: first.clause, second: second.words, two: second.clause }))],
        ),
        heading(told('text')),
        ...clauses.flatMap(({ number, part, words, warnings }): SheetPart[] => [
          part === 'heading' ? heading(both(words), 2) : numbered(number, words),
          ...warned(warnings, (code, family) => told(family === null ? `warn.${code}` : `family.${family}`)),
        ]),
        ...(came.length === 0 ? [] : [heading(told('cameOf')), facts(...came)]),
        ...(beside.length === 0
          ? []
          : [
              heading(told('beside')),
              facts(
                ...beside.map(
                  ({ statement: other }) =>
                    [
                      and(other.issuedBy.map(party)),
                      several(
                        both(other.title),
                        other.publishedOn === null ? told('undated') : day(other.publishedOn),
                        text(other.sourceUrl),
                      ),
                    ] as const,
                ),
              ),
            ]),
      ],
    }
  },
  unknown: 'record_unknown',
}

/** Each version that stands or is proposed; of two that oppose each other both, each under its party. */
function clauseParts({ state, waitsFor, heads }: JointClause, number: number, comments: JointDraftDetail['comments']): SheetPart[] {
  return heads.flatMap(({ version, warnings }): SheetPart[] => {
    const open = comments.filter(({ about, settledBy }) => about === version.id && settledBy === null)
    const waits = state === 'proposed' ? [joint('waits', { parties: and(waitsFor.map(party)) })] : []
    const by = heads.length > 1 ? [party(version.from)] : []
    return [
      numbered(String(number), { es: version.es, en: version.en }),
      ...(state === 'stands' && open.length === 0
        ? []
        : [
            note(
              state === 'stands' ? 'plain' : 'warn',
              inLine(' · ', joint(state === 'stands' ? 'comments' : `state.${state}`), ...by, ...waits),
              ...(version.removed ? [joint('removed')] : []),
              ...open.map(({ from, words }) => inLine(': ', party(from), text(words))),
            ),
          ]),
      ...warned(warnings, (code, family) => (family === null ? joint(`warn.${code}`) : told(`family.${family}`))),
    ]
  })
}

function numbered(number: string, words: Words): SheetPart {
  return { type: 'paragraphs', text: inLine('  ', text(`${number}.`), both(words)) }
}

/** What the two languages may say differently, as both are quoted; a language that was not issued is seen without it. */
function warned(
  warnings: readonly {
    readonly code: string
    readonly family?: string | null
    readonly es: string | null
    readonly en: string | null
  }[],
  name: (code: string, family: string | null) => Cell,
): SheetPart[] {
  const real = warnings.filter(({ code }) => code !== 'missing')
  const lines = real.map(({ code, family, es, en }) =>
    told('warn.pair', { name: name(code, family ?? null), es: es ?? '–', en: en ?? '–' }),
  )
  return lines.length === 0 ? [] : [note('warn', joint('differ'), ...lines)]
}

/** An instant to the second, as the printing zone shows it and in UTC. */
function exactly(at: string): Cell {
  return inLine(' ', instant(at), text(`(${new Date(at).toISOString().slice(0, 19)}Z)`))
}
