import type { BriefFigureShape, BriefLineShape, DeltaShape, EvaluationShape, FollowUpShape, MinisterialShape } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import type { Desk } from './desk.ts'
import { addressOf, boxOf, figureOf, periodOf, sideOf, sourceOfLine, tableOf, type Whose, word, wordsOfLine } from './print-brief-line.ts'
import { and, both, choice, day, facts, heading, inLine, instant, note, party, say, several, text } from './print-cells.ts'
import { formOf } from './print-requests.ts'
import type { SheetPrint } from './print-sheets.ts'

const boxes = ['progress', 'pending', 'expectations', 'future'] as const
/** Lines of a box on the first page, so that one page holds all its boxes, in one language and in both. */
const onOnePage = { box: 3, said: 2 } as const
const inBoth = { box: 1, said: 1 } as const
/** Lines of what a party owes and is late on, on the page behind. */
const owed = 6
/** Lines of one table: a brief that would print more says that there are more. */
const most = 120
/** Lines of what is told a second time under another heading: what may be said, and what changed. */
const mostAgain = 40

/** The four boxes on one page with how each party stands, what is disputed and what may be said; behind it what each owes, and every line in full. */
export const ministerialPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/programme/brief/ministerial?${of}` }),
  read: (answer, { desk, origin, languages }) => {
    const onFront = languages > 1 ? inBoth : onOnePage
    const brief: MinisterialShape = JSON.parse(answer)
    const { owes, disputes, sayable, delta, figures, asked, on, since } = brief
    const parties: Whose = { parties: brief.parties, origin }
    const [own, ...others] = owes
    const moved = delta.groups.reduce((sum, { lines }) => sum + lines.length, 0)
    const front = [
      ...boxes.map((name) => boxOf(word(`box.${name}`), brief.boxes[name], parties, onFront.box)),
      boxOf(word('disputes'), disputes, parties, onFront.said, word('disputes.none')),
      boxOf(word('sayable'), sayable.lines, parties, onFront.said, word('sayable.none')),
    ]
    const behind = [
      ...(own === undefined ? [] : [boxOf(word('owe.own'), own.late, parties, owed, word('owe.none'))]),
      ...others.map((other) => boxOf(word('owe.other', { party: party(other.party) }), other.late, parties, owed, word('owe.none'))),
    ]
    return {
      tlps: [
        ...tlpsOf([...Object.values(brief.boxes).flat(), ...sayable.lines, ...delta.groups.flatMap(({ lines }) => lines)]),
        ...figures.map(({ tlp }) => tlp),
      ],
      parts: [
        {
          type: 'paragraphs',
          text: word('front', { day: day(on), since: day(since), count: moved }),
        },
        standingOf(owes),
        { type: 'boxes', boxes: front },
        { type: 'break' },
        { type: 'boxes', boxes: behind },
        heading(word('detail')),
        ...boxes.flatMap((name) => inFull(word(`box.${name}`), brief.boxes[name], parties)),
        ...figureParts(figures, brief.parties, origin),
        heading(word('delta')),
        ...deltaParts(delta, parties, mostAgain),
        ...askedParts(asked, since, desk),
        heading(word('sayable')),
        { type: 'paragraphs', text: word('sayable.lead') },
        ...(sayable.lines.length === 0
          ? [note('plain', word('sayable.none'))]
          : [tableOf(word('sayable'), sayable.lines.slice(0, mostAgain), parties), ...moreOf(sayable.lines.length - mostAgain)]),
        ...keptOf(sayable.kept),
        ...howMade(on, brief.more),
      ],
    }
  },
}

/** What changed since a day, group by group. */
export const deltaPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/programme/brief/delta?${of}` }),
  read: (answer, { desk, origin }) => {
    const delta: DeltaShape = JSON.parse(answer)
    return {
      tlps: tlpsOf(delta.groups.flatMap(({ lines }) => lines)),
      parts: [
        { type: 'paragraphs', text: word('asOf', { day: day(delta.on), since: day(delta.since) }) },
        ...deltaParts(delta, { parties: delta.parties, origin }),
        ...askedParts(delta.asked, delta.since, desk),
        ...howMade(delta.on, delta.more),
      ],
    }
  },
}

/** Everything that is open, with its last action, its next step and who owes it. */
export const followUpPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/programme/follow-up?${of}` }),
  read: (answer, { origin }) => {
    const { items, on, more }: FollowUpShape = JSON.parse(answer)
    return {
      tlps: items.map(({ tlp }) => tlp),
      parts: [
        { type: 'paragraphs', text: word('followUp.lead') },
        items.length === 0
          ? note('plain', word('followUp.none'))
          : {
              type: 'table',
              caption: word('followUp'),
              columns: [
                { title: word('column.what'), share: 35 },
                { title: word('column.last'), share: 22 },
                { title: word('column.next'), share: 20 },
                { title: word('column.due'), share: 12 },
                { title: word('column.record'), share: 11, code: true },
              ],
              rows: items.map(({ id, words, last, next, lastDay, days }) => [
                both(words),
                several(word('said.by', { party: party(last.by), said: word(`said.${last.code}`) }), instant(last.at)),
                several(word(`next.${next.code}`), and(next.by.map(party)), text(next.words)),
                lastDay === null
                  ? word('followUp.undated')
                  : several(day(lastDay), (days ?? 0) > 0 ? word('followUp.late', { days: days ?? 0 }) : text('')),
                sourceOfLine(id),
              ]),
              links: items.map((item) => addressOf(item, origin)),
            },
        ...howMade(on, more),
      ],
    }
  },
}

/** An evaluation with each finding, where its addressees stand and what was said to it. */
export const evaluationPrint: SheetPrint = {
  source: ({ id }) => ({ path: `/api/v1/programme/evaluations/${encodeURIComponent(id)}` }),
  read: (answer) => {
    const one: EvaluationShape = JSON.parse(answer)
    const { period } = one
    const fact = (label: string, value: Cell | null) => (value === null ? [] : [[word(label), value] as const])
    return {
      title: text(one.title),
      tlps: [one.tlp],
      parts: [
        facts(
          ...fact('evaluation.question', both(one.question)),
          ...fact('evaluations.evaluator', text(one.evaluator)),
          ...fact('evaluation.standing', one.standing === null ? null : choice('evaluation', 'independence', one.standing)),
          ...fact('evaluation.method', both(one.method)),
          ...fact('evaluation.limits', one.limits === null ? null : text(one.limits)),
          ...fact('evaluation.period', period.from === null && period.to === null ? null : inLine(' – ', day(period.from), day(period.to))),
          ...fact('evaluation.published', one.publishedOn === null ? null : day(one.publishedOn)),
        ),
        ...one.findings.flatMap((finding): SheetPart[] => [
          heading(word('evaluation.finding', { number: finding.number }), 2),
          { type: 'paragraphs', text: wordsOfLine({ words: finding.words, quoted: false }) },
          facts(
            ...(Object.keys(finding.recommendation).length === 0
              ? []
              : [[word('evaluation.recommendation'), both(finding.recommendation)] as const]),
            ...finding.parts.map(
              ({ party: whose, status, next, lastDay }) =>
                [
                  party(whose),
                  several(
                    word(`finding.${status}`),
                    lastDay === null ? text('') : inLine(' ', word('column.due'), day(lastDay)),
                    next === null ? text('') : word('line.next', { words: next }),
                  ),
                ] as const,
            ),
          ),
        ]),
        ...howMade(one.on, one.more),
      ],
    }
  },
  unknown: 'record_unknown',
}

function deltaParts({ groups, since }: Pick<DeltaShape, 'groups' | 'since'>, parties: Whose, upTo = most): SheetPart[] {
  if (groups.length === 0) return [note('plain', word('delta.none', { day: day(since) }))]
  return groups.flatMap(({ group, lines }) => inFull(word(`group.${group}`), lines, parties, upTo))
}

function inFull(title: Cell, lines: readonly BriefLineShape[], parties: Whose, upTo = most): SheetPart[] {
  if (lines.length === 0) return [heading(title, 2), { type: 'paragraphs', text: word('box.empty') }]
  return [heading(title, 2), tableOf(title, lines.slice(0, upTo), parties), ...moreOf(lines.length - upTo)]
}

/** That there is more than paper holds, and where: in the desk. */
function moreOf(left: number): SheetPart[] {
  return left > 0 ? [note('warn', word('more.desk', { count: left }))] : []
}

/** Every indicator with its figures: what each side says, how well it is founded, and what others hold against it. */
function figureParts(figures: MinisterialShape['figures'], parties: readonly string[], origin: string): SheetPart[] {
  if (figures.length === 0) return []
  const sides = [...parties, ...(figures.some(({ sides: all }) => all.some(({ party: side }) => side === 'all')) ? ['all'] : [])]
  const share = Math.floor(58 / sides.length)
  const said = (figure: BriefFigureShape) =>
    inLine(' · ', figureOf(figure), periodOf(figure), say('results', `level.${figure.level}`), ...disputedBy(figure, parties))
  const cellOf = (one: MinisterialShape['figures'][number], side: string): Cell => {
    const found = one.sides.find(({ party: of }) => of === side)
    if (found === undefined || found.own.length + found.rivals.length === 0) return word('figures.none')
    return several(
      ...found.own.map(said),
      ...found.rivals.map((rival) => word('figures.rival', { party: party(rival.from), figure: said(rival) })),
      ...(found.standing === null || found.standing === 'unclear' ? [] : [say('indicators', `standing.${found.standing}`)]),
    )
  }
  return [
    heading(word('figures')),
    { type: 'paragraphs', text: word('figures.lead') },
    {
      type: 'table',
      caption: word('figures'),
      columns: [
        { title: word('figures.indicator'), share: 42 - 11 },
        ...sides.map((side) => ({ title: sideOf(side), share })),
        { title: word('column.record'), share: 11, code: true },
      ],
      rows: figures
        .slice(0, most)
        .map((one) => [
          several(both(one.words), one.level === null ? text('') : choice('indicator-card', 'level', one.level)),
          ...sides.map((side) => cellOf(one, side)),
          sourceOfLine(one.id),
        ]),
      links: figures.slice(0, most).map(({ id }) => addressOf({ kind: 'indicator-card', id }, origin)),
    },
  ]
}

function disputedBy({ disputedBy: by }: BriefFigureShape, parties: readonly string[]): Cell[] {
  return by.length === 0 ? [] : [word('figures.disputed', { who: and(by.map((one) => (parties.includes(one) ? party(one) : text(one)))) })]
}

/** Requests and alerts since a day, every party beside the others: counts only, the records behind them are opened in the desk. */
function askedParts(asked: DeltaShape['asked'], since: string, desk: Desk): SheetPart[] {
  if (asked.length === 0) return [{ type: 'paragraphs', text: word('asked.none', { day: day(since) }) }]
  return [
    heading(word('asked.since', { day: day(since) }), 2),
    {
      type: 'table',
      caption: word('asked.since', { day: day(since) }),
      columns: [
        { title: word('what'), share: 30 },
        { title: word('asked.by'), share: 18 },
        ...(['asked', 'answered', 'refused', 'waiting'] as const).map((name) => ({
          title: word(name),
          share: 13,
          align: 'right' as const,
        })),
      ],
      rows: asked.flatMap(({ what, sides }) =>
        sides.map((side) => [
          what === 'mirror-alert' ? ({ type: 'kind', value: what } as const) : formOf(what, desk),
          party(side.party),
          ...[side.asked, side.answered, side.refused, side.open].map((count) => text(String(count))),
        ]),
      ),
    },
  ]
}

function standingOf(owes: MinisterialShape['owes']): SheetPart {
  return {
    type: 'bars',
    caption: word('standing'),
    legend: [word('standing.verified'), word('standing.open'), word('standing.late'), word('standing.disputed')],
    rows: owes.map(({ party: whose, late, open, verified, disputed }) => {
      const overdue = late.filter(({ kind, mark }) => kind === 'commitment' && mark !== 'disputed').length
      return {
        label: party(whose),
        parts: [verified, Math.max(0, open - overdue - disputed), overdue, disputed],
        said: word('standing.said', { verified, open: Math.max(0, open - overdue - disputed), late: overdue, disputed }),
      }
    }),
  }
}

function keptOf({ marking, wording }: MinisterialShape['sayable']['kept']): SheetPart[] {
  return [
    ...(marking === 0 ? [] : [{ type: 'paragraphs' as const, text: word('sayable.kept', { count: marking }) }]),
    ...(wording === 0 ? [] : [{ type: 'paragraphs' as const, text: word('sayable.wording', { count: wording }) }]),
  ]
}

/** What every brief says of itself. */
export function howMade(on: string, more: boolean): SheetPart[] {
  return [
    ...(more ? [note('warn', word('truncated'))] : []),
    note('plain', word('how'), word('how.computed', { day: day(on) }), word('how.verified'), word('how.gone'), word('how.people')),
  ]
}

function tlpsOf(lines: readonly BriefLineShape[]): readonly string[] {
  return lines.map(({ tlp }) => tlp)
}
