import type { Section } from '@enlace/site'

/** Kinds that may be published, with the part of the site where each has a page of its own; null: it stands on the page of what it speaks of. */
export const publicKinds: Readonly<Record<string, Section | null>> = {
  commitment: 'commitments',
  'commitment-status': null,
  'commitment-judgement': null,
  'commitment-reading': null,
  statement: 'statements',
  session: 'sessions',
  'session-item': null,
  mechanism: null,
  programme: null,
  'indicator-card': 'indicators',
  'indicator-value': null,
  'value-judgement': null,
  'result-seal': null,
  contest: null,
  'contest-step': null,
  matter: 'facts',
  'group-transfer': 'facts',
  claim: null,
  'source-document': null,
}
