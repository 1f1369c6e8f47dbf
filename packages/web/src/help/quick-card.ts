import type { TextId } from '../language/text.ts'

/** What stands on the quick card of each role: its day in steps, the keys it uses most, and what is not its to do. Words in `help.json`. */
export type QuickCard = {
  readonly steps: readonly TextId[]
  readonly keys: readonly (readonly [keys: string, meaning: TextId])[]
  readonly not: TextId
}

const anywhere = [
  ['/', 'keys.search'],
  ['Ctrl K', 'shell.keys.palette'],
  ['?', 'keys.help'],
] as const

const inbox = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['Enter', 'keys.open'],
  ['u', 'parts.undo'],
] as const

/** In the order in which the roles stand in the policy. */
export const quickCards: Readonly<Record<string, QuickCard>> = {
  'duty-officer': {
    steps: ['help.card.duty.1', 'help.card.duty.2', 'help.card.duty.3', 'help.card.duty.4', 'help.card.duty.5', 'help.card.duty.6'],
    keys: [
      ['n', 'keys.newAlert'],
      ['a', 'keys.acknowledge'],
      ['t', 'keys.acting'],
      ['x', 'keys.cannotAct'],
      ['o', 'keys.outcome'],
      ...inbox,
      ...anywhere,
    ],
    not: 'help.card.duty.not',
  },
  analyst: {
    steps: ['help.card.analyst.1', 'help.card.analyst.2', 'help.card.analyst.3', 'help.card.analyst.4', 'help.card.analyst.5'],
    keys: [['n', 'keys.newAlert'], ...inbox, ...anywhere],
    not: 'help.card.analyst.not',
  },
  'releasing-officer': {
    steps: ['help.card.releasing.1', 'help.card.releasing.2', 'help.card.releasing.3', 'help.card.releasing.4', 'help.card.releasing.5'],
    keys: [['g l', 'nav.release'], ...inbox, ...anywhere],
    not: 'help.card.releasing.not',
  },
  secretariat: {
    steps: [
      'help.card.secretariat.1',
      'help.card.secretariat.2',
      'help.card.secretariat.3',
      'help.card.secretariat.4',
      'help.card.secretariat.5',
    ],
    keys: [['n', 'keys.newAlert'], ...inbox, ...anywhere],
    not: 'help.card.secretariat.not',
  },
  inspector: {
    steps: ['help.card.inspector.1', 'help.card.inspector.2', 'help.card.inspector.3', 'help.card.inspector.4', 'help.card.inspector.5'],
    keys: [['g r', 'nav.records'], ['g e', 'nav.exchange'], ...anywhere],
    not: 'help.card.inspector.not',
  },
  administrator: {
    steps: [
      'help.card.administrator.1',
      'help.card.administrator.2',
      'help.card.administrator.3',
      'help.card.administrator.4',
      'help.card.administrator.5',
    ],
    keys: [
      ['g e', 'nav.exchange'],
      ['Ctrl K', 'shell.keys.palette'],
      ['?', 'keys.help'],
    ],
    not: 'help.card.administrator.not',
  },
  'legal-adviser': {
    steps: ['help.card.legal.1', 'help.card.legal.2', 'help.card.legal.3', 'help.card.legal.4', 'help.card.legal.5'],
    keys: [...inbox, ...anywhere],
    not: 'help.card.legal.not',
  },
  minister: {
    steps: ['help.card.minister.1', 'help.card.minister.2', 'help.card.minister.3', 'help.card.minister.4', 'help.card.minister.5'],
    keys: [
      ['Ctrl K', 'shell.keys.palette'],
      ['?', 'keys.help'],
    ],
    not: 'help.card.minister.not',
  },
}
