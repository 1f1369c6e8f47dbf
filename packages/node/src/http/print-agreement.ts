import type { AgreementList, AgreementView, PartnerPairing } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { kinds, recallDefaultHours } from '@enlace/records'
import { agency, and, both, choice, day, facts, heading, inLine, mono, note, or, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

type Rule = AgreementView['rules'][number]
type Duty = AgreementView['registration'][string]
type Values = Readonly<Record<string, string | number | Cell>>

const word = (key: string, values: Values = {}, code = key) => say('people', key, values, code)
const modes = ['automatic', 'ask'] as const
const algorithms: Readonly<Record<string, string>> = { ed25519: 'Ed25519', 'ml-dsa-44': 'ML-DSA-44' }

/** A co-signed agreement: parties, what leaves in words, how it travels, what it is in law, the partner's keys, and the signed text itself. */
export const agreementPrint: SheetPrint = {
  source: () => ({ path: '/api/v1/agreements' }),
  unknown: 'record_unknown',
  read: (answer, { id }) => {
    const { items, partners, duties }: AgreementList = JSON.parse(answer)
    const agreement = items.find((one) => `${one.id}/${one.version}` === id)
    if (agreement === undefined) return undefined
    const { parties, startsOn, endsOn, state, note: signed } = agreement
    return {
      title: both(agreement.title),
      tlps: [],
      parts: [
        facts(
          [say('documents', 'agreement.id'), text(id)],
          [say('documents', 'agreement.parties'), several(...parties.map((one) => party(one)))],
          [say('documents', 'agreement.term'), word('agreements.term', { from: day(startsOn), to: day(endsOn) })],
          [say('documents', 'sheet.state'), word(`agreements.state.${state}`)],
          [word('agreements.ceiling'), inLine('. ', text(`TLP:${agreement.ceiling.toUpperCase()}`), word('agreements.ceiling.detail'))],
          [word('agreements.uses'), and(agreement.permittedUse.map((use) => say('web', `use.${use}`, {}, use)))],
          [
            word('agreements.agencies'),
            several(
              ...Object.entries(agreement.agencies).map(([of, names]) => inLine(': ', party(of), and(names.map((one) => agency(one))))),
            ),
          ],
        ),
        ...lettingOut(agreement),
        ...travelling(agreement),
        ...inLaw(agreement, duties),
        ...partners.filter((one) => one.party === agreement.partner).flatMap(keysOf),
        heading(say('documents', 'agreement.signed')),
        { type: 'paragraphs', text: say('documents', 'agreement.signed.lead') },
        { type: 'code', text: signed },
      ],
    }
  },
}

function lettingOut({ parties, rules }: AgreementView): SheetPart[] {
  return [
    heading(word('agreements.out')),
    ...parties.flatMap((from): SheetPart[] => {
      const own = rules.filter((rule) => rule.from === from)
      const covered = new Set(own.flatMap((rule) => rule.kinds))
      const never = [...kinds.keys()].filter((name) => !covered.has(name))
      return [
        heading(inLine(' → ', party(from), party(parties.find((one) => one !== from) ?? '')), 2),
        facts(
          ...modes.flatMap((mode) =>
            own
              .filter((rule) => rule.mode === mode)
              .map((rule) => [word(`agreements.mode.${mode}`), several(namesOf(rule.kinds), termsOf(rule))] as const),
          ),
          [word('agreements.mode.never'), never.length === 0 ? word('agreements.never.none') : namesOf(never)],
        ),
      ]
    }),
    { type: 'paragraphs', text: word('agreements.always') },
  ]
}

function namesOf(names: readonly string[]): Cell {
  return and(names.map((value) => ({ type: 'kind', value })))
}

/** The conditions of one rule, sentence by sentence. */
function termsOf(rule: Rule): Cell {
  const kind = rule.kinds[0] ?? ''
  const field = (name: string): Cell => ({ type: 'field', kind, field: name.split(/[/.]/).at(-1) ?? name })
  return inLine(
    ' ',
    word('agreements.to', { agency: agency(rule.toAgency) }),
    word(`agreements.personal.${rule.personal}`, {}, ''),
    ...(rule.strike.length === 0 ? [] : [word('agreements.strike', { fields: and(rule.strike.map(field)) })]),
    onlyOf(rule),
    ...(rule.requires.length === 0
      ? []
      : [word('agreements.needs', { what: and(rule.requires.map((one) => word(`agreements.need.${one}`, {}, one))) })]),
    ...(rule.retentionDays === null ? [] : [word('agreements.keep', { days: rule.retentionDays })]),
  )
}

function onlyOf({ kinds: [kind = ''], only }: Pick<Rule, 'kinds' | 'only'>): Cell {
  return inLine(
    ' ',
    ...Object.entries(only).map(([field, values]) =>
      word('agreements.only', { field: { type: 'field', kind, field }, values: or(values.map((value) => choice(kind, field, value))) }),
    ),
  )
}

function travelling(agreement: AgreementView): SheetPart[] {
  const { signatures, receiptBeforeRead: first, flash, promises, partner } = agreement
  return [
    heading(word('travel')),
    facts(
      [
        word('travel.signatures'),
        signatures === undefined
          ? word('travel.signatures.none')
          : word('travel.signatures.from', {
              day: day(signatures.from),
              algorithms: and(signatures.algorithms.map((name) => text(algorithms[name] ?? name))),
            }),
      ],
      [
        word('travel.first'),
        first === undefined
          ? word('travel.first.none')
          : several(
              first.kinds === 'all' ? say('sealed', 'clause.all') : inLine(' ', say('sealed', 'clause.some'), namesOf(first.kinds)),
              say('sealed', 'clause.how', { within: say('documents', 'agreement.minutes', { count: first.keyWithinMinutes }) }),
              say('sealed', 'clause.limits'),
            ),
      ],
      [
        word('travel.flash'),
        several(word('travel.flash.recalls'), ...flash.map((clause) => inLine('. ', namesOf(clause.kinds), onlyOf(clause)))),
      ],
      [word('travel.recall'), word('travel.recall.detail', { hours: recallDefaultHours })],
      [word('travel.onward'), inLine(' ', word('travel.onward.detail'), word(agreement.tellNewer ? 'travel.newer' : 'travel.newer.none'))],
      [word('travel.ids'), word(agreement.partnerIds ? 'travel.ids.own' : 'travel.ids.same', { partner: party(partner) })],
      [word('travel.logs'), word(agreement.openLogs ? 'travel.logs.open' : 'travel.logs.closed')],
      [
        word('travel.promises'),
        promises.length === 0
          ? word('travel.promises.none')
          : several(
              ...promises.flatMap(({ id, clocks, standing }) => [
                ...(clocks.length === 0 ? [word('travel.promises.unknown', { id })] : []),
                ...clocks.map(({ title, term: { count, unit } }) =>
                  inLine(': ', both(title), say('clocks', `unit.${unit}`, { count }, `${count} ${unit}`)),
                ),
                ...(standing === 'proposed' ? [word('travel.promises.proposed')] : []),
              ]),
            ),
      ],
      [word('travel.bounds'), word('travel.bounds.detail', { item: sizeOf(agreement.maxItemBytes), leaf: sizeOf(agreement.maxLeafBytes) })],
      [word('travel.domain'), word('travel.domain.detail', { code: agreement.classification })],
    ),
  ]
}

function sizeOf(count: number): Cell {
  return say('documents', 'bytes', { count })
}

function inLaw(agreement: AgreementView, duties: AgreementList['duties']): SheetPart[] {
  const { character, registration, depositary, proofUse, signedBy } = agreement
  const shown = duties.filter((duty) => duty.party === null || agreement.parties.includes(duty.party))
  return [
    heading(word('agreements.law')),
    facts(
      [
        word('law.character'),
        several(word(`law.character.${character}`, {}, character), word(`law.character.${character}.detail`, {}, '')),
      ],
      ...Object.entries(registration).map(([of, duty]) => [word('law.registration', { party: party(of) }), dutyOf(duty)] as const),
      ...(depositary === undefined ? [] : [[word('law.un'), dutyOf(depositary)] as const]),
      [
        word('law.proof'),
        several(
          word('law.proof.to', {
            who:
              proofUse.mayShowTo.length === 0 ? word('law.nobody') : and(proofUse.mayShowTo.map((who) => word(`law.to.${who}`, {}, who))),
          }),
          word(`law.consent.${proofUse.consent}`, {}, proofUse.consent),
          word(`law.order.${proofUse.onCourtOrder}`, {}, proofUse.onCourtOrder),
          proofUse.clause === undefined ? text('') : both(proofUse.clause),
        ),
      ],
      [word('law.signed'), several(...signedBy.map(mono))],
    ),
    ...(shown.length === 0
      ? []
      : [
          heading(word('law.duties'), 2),
          note('plain', word('law.duties.lead')),
          facts(
            ...shown.map(
              (duty) =>
                [
                  inLine(', ', both(duty.instrument), word('law.article', { article: duty.article })),
                  several(
                    both(duty.asks),
                    word(duty.characters.includes(character) ? 'law.applies' : 'law.doesNotApply'),
                    text(duty.source),
                  ),
                ] as const,
            ),
          ),
        ]),
  ]
}

function dutyOf(duty: Duty): Cell {
  const state = duty.state ?? (duty.duty ? 'due' : 'not_needed')
  return several(word(`law.state.${state}`, {}, state), text(duty.reference), text(duty.source))
}

/** The partner with what is checked against it: digits to be read aloud over a line that both trust. */
function keysOf({ name, pairing, agencies, exchangeUrl, keys }: PartnerPairing): SheetPart[] {
  return [
    heading(word('partner.title', { party: both(name) })),
    { type: 'paragraphs', text: word('partner.lead') },
    facts(
      [word('partner.pairing'), mono(pairing ?? '–')],
      [word('partner.agencies'), several(...agencies.map((one) => both(one.name)))],
      [word('partner.address'), text(exchangeUrl)],
    ),
    {
      type: 'table',
      caption: word('partner.keys', { count: keys.length }),
      columns: [
        { title: word('partner.use'), share: 18 },
        { title: say('web', 'exchange.keys.name'), share: 30, code: true },
        { title: say('web', 'exchange.keys.algorithm'), share: 14 },
        { title: word('partner.digits'), share: 38, code: true },
      ],
      rows: keys.map((key) => [word(`key.${key.use}`, {}, key.use), text(key.name), text(key.algorithm), text(key.digits)]),
    },
  ]
}
