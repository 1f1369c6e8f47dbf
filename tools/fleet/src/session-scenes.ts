import type { Player, Scene } from './scene.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']
const envelope = { retention: 'case', purpose: 'FICTIONAL: follow-up of what was agreed' }
const ours = { by: secretariat, for: 'dhs', envelope } as const
const story = 'HISTORIA FICTICIA. Nada de esto ocurrió. / FICTIONAL STORY. None of this happened.'

/** One item of the fictional session, in both languages. */
function item(name: string, session: string, fields: Scene['fields'], words: { readonly es: string; readonly en: string }, day = 1): Scene {
  return {
    ...ours,
    name,
    kind: 'session-item',
    day,
    object: { abstract: `${words.es} / ${words.en}`.slice(0, 120), content: story, object_refs: [`@${session}`] },
    fields: { session_ref: `@${session}`, words, ...fields },
  }
}

/** A fictional body that is late to meet, its session as each party tells it, and the next one with an agenda. */
export const sessionScenes: readonly Scene[] = [
  {
    ...ours,
    name: 'example programme',
    kind: 'programme',
    day: 0,
    object: { abstract: 'FICTICIO: programa de ejemplo / FICTIONAL: example programme', content: story, object_refs: ['@example body'] },
    fields: {
      names: { es: 'Programa FICTICIO de Ejemplo', en: 'FICTIONAL Example Programme' },
      other_names: ['PFE', 'Example programme'],
      parties: ['mx', 'us'],
      from: 'on:0',
    },
  },
  {
    ...ours,
    name: 'example body',
    kind: 'mechanism',
    day: 0,
    object: { abstract: 'FICTICIO: grupo de ejemplo / FICTIONAL: example group', content: story, object_refs: ['@example programme'] },
    fields: {
      names: { es: 'Grupo FICTICIO de Ejemplo', en: 'FICTIONAL Example Group' },
      level: 'group',
      parties: ['mx', 'us'],
      mandate: { es: 'FICTICIO: dar seguimiento al ejemplo.', en: 'FICTIONAL: to follow up the example.' },
      mandate_source: 'FICTICIO: declaración de ejemplo / FICTIONAL: example statement',
      programme_ref: '@example programme',
      cadence_days: 50,
      cadence_words: { es: 'FICTICIO: cada cincuenta días', en: 'FICTIONAL: every fifty days' },
      cadence_source: 'FICTICIO: reglas de ejemplo / FICTIONAL: example rules',
      from: 'on:0',
    },
  },
  {
    ...ours,
    name: 'example call',
    kind: 'session',
    day: 0,
    object: { abstract: 'FICTICIO: llamada de ejemplo / FICTIONAL: example call', content: story, object_refs: ['@example body'] },
    fields: {
      form: 'call',
      names: { es: 'Llamada FICTICIA de ejemplo', en: 'FICTIONAL example call' },
      state: 'held',
      held_on: 'on:-7',
      evidence: [{ what: 'FICTICIO: comunicado de ejemplo / FICTIONAL: example communiqué' }],
    },
  },
  {
    ...ours,
    name: 'example session',
    kind: 'session',
    day: 0,
    object: {
      abstract: 'FICTICIO: primera sesión de ejemplo / FICTIONAL: first example session',
      content: story,
      object_refs: ['@example body', '@example call'],
    },
    fields: {
      mechanism_ref: '@example body',
      form: 'meeting',
      number: 1,
      names: { es: 'Primera sesión FICTICIA', en: 'FICTIONAL first session' },
      state: 'held',
      held_on: 'on:0',
      said_dates: [
        {
          words: 'este viernes / this Friday',
          said_on: 'on:-2',
          resolves_to: 'on:0',
          precision: 'relative',
          source: 'FICTICIO / FICTIONAL',
        },
      ],
      evidence: [{ what: 'FICTICIO: comunicado de ejemplo / FICTIONAL: example communiqué' }],
      place: 'FICTICIO: Ciudad de Ejemplo',
      delegations: [
        {
          party: 'mx',
          name: 'FICTICIO: Persona de Ejemplo',
          office: { es: 'Secretaría de Ejemplo', en: 'Example secretariat' },
          head: true,
        },
        { party: 'us', office: { es: 'Oficina de ejemplo', en: 'Example bureau' }, head: true },
      ],
      caused_by_ref: '@example call',
      caused_by_source: 'FICTICIO: comunicado de ejemplo / FICTIONAL: example communiqué',
    },
  },
  {
    name: 'example session, as the other tells it',
    by: department,
    for: 'sspc',
    kind: 'session',
    day: 2,
    object: { abstract: 'FICTIONAL: first example session, our account', content: story, object_refs: ['@example session'] },
    fields: {
      account_of_ref: '@example session',
      form: 'meeting',
      state: 'held',
      held_on: 'on:0',
      evidence: [{ what: 'FICTIONAL: example readout' }],
      place: 'FICTIONAL: Example Harbor',
    },
    envelope,
  },
  {
    ...ours,
    name: 'example holder',
    kind: 'office-term',
    day: 0,
    object: { abstract: 'FICTICIO: cargo de ejemplo / FICTIONAL: example office', content: story, object_refs: ['@example body'] },
    fields: {
      person: 'FICTICIO: Persona de Ejemplo',
      office: { es: 'Secretaría FICTICIA de Ejemplo', en: 'FICTIONAL Example Secretariat' },
      office_code: 'fictional-example',
      party: 'mx',
      capacity: 'acting',
      source_word: 'encargada del despacho',
      from: 'on:-10',
      until: 'on:10',
      source: 'FICTICIO / FICTIONAL',
    },
  },
  item(
    'example point one',
    'example session',
    { item_type: 'agenda', position: 1, outcome: 'decided' },
    { es: 'FICTICIO: rastreo de armas', en: 'FICTIONAL: firearms traces' },
  ),
  item(
    'example point two',
    'example session',
    { item_type: 'agenda', position: 2, outcome: 'put_off' },
    { es: 'FICTICIO: carga robada', en: 'FICTIONAL: stolen cargo' },
  ),
  item(
    'example decision',
    'example session',
    { item_type: 'decision', position: 1 },
    { es: 'FICTICIO: se contestará en 48 horas.', en: 'FICTIONAL: answers within 48 hours.' },
  ),
  item(
    'example passage',
    'example session',
    { item_type: 'minutes', position: 1 },
    {
      es: 'FICTICIO: las partes abrieron la sesión y aprobaron el orden del día.',
      en: 'FICTIONAL: the parties opened the session and adopted the agenda.',
    },
  ),
  {
    ...ours,
    name: 'next example session',
    kind: 'session',
    day: 50,
    object: {
      abstract: 'FICTICIO: segunda sesión de ejemplo / FICTIONAL: second example session',
      content: story,
      object_refs: ['@example body', '@example session'],
    },
    fields: {
      mechanism_ref: '@example body',
      form: 'meeting',
      number: 2,
      names: { es: 'Segunda sesión FICTICIA', en: 'FICTIONAL second session' },
      state: 'planned',
      held_on: 'on:75',
      evidence: [{ what: 'FICTICIO: invitación de ejemplo / FICTIONAL: example invitation' }],
      caused_by_ref: '@example session',
      reviews_since_ref: '@example session',
    },
  },
  item(
    'example carried point',
    'next example session',
    { item_type: 'agenda', position: 1, about_ref: '@example point two' },
    { es: 'FICTICIO: carga robada, aplazado de la primera', en: 'FICTIONAL: stolen cargo, put off from the first' },
    55,
  ),
]
