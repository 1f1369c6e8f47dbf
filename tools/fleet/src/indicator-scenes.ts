import { type Members, type Player, publicAt, type Scene } from './scene.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']

const envelope = { retention: 'case', purpose: 'FICTIONAL: follow-up of what was agreed' }

/** Periods of an indicator are those of the calendar, so its records have days of their own and not days since an arrest. */
function on(day: string): Members {
  return { created: `${day}T12:00:00.000Z`, modified: `${day}T12:00:00.000Z` }
}

const first = { period_start: '2026-01-01', period_end: '2026-03-31' }
const second = { period_start: '2026-04-01', period_end: '2026-06-30' }
const card = { card_ref: '@answer hours card', unit: 'h' }
const about = { object_refs: ['@answer hours card'] }

/** A fictional indicator that both parties agreed before its first period: figures of both, one restated, one withheld, and one of the other side that differs. */
export const indicatorScenes: readonly Scene[] = [
  {
    name: 'answer hours card',
    by: secretariat,
    kind: 'indicator-card',
    day: 0,
    for: 'dhs',
    object: {
      ...on('2025-12-11'),
      abstract: 'FICTICIO: mediana de horas para contestar / FICTIONAL: median hours to answer',
      content: 'HISTORIA FICTICIA. Nadie acordó esta ficha.',
      object_refs: ['identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'],
    },
    fields: {
      says: 'states',
      code: 'demo-answer-hours',
      version: 1,
      title: { es: 'FICTICIO: mediana de horas para contestar un rastreo', en: 'FICTIONAL: median hours to answer a trace' },
      definition: {
        es: 'FICTICIO: horas desde que llega la solicitud de rastreo hasta su primera respuesta.',
        en: 'FICTIONAL: hours from the arrival of a request to trace to its first answer.',
      },
      unit: 'h',
      counting: 'duration',
      counting_rule: { es: 'Cada solicitud cuenta una vez.', en: 'Each request counts once.' },
      population: { es: 'Todas las solicitudes de rastreo entre las partes.', en: 'All requests to trace between the parties.' },
      exclusions: { es: 'Los ejercicios.', en: 'Exercises.' },
      baselines: [
        { side: 'mx', value: 96, period_start: '2025-01-01', period_end: '2025-12-31', source: 'FICTICIO: conteo de ejemplo de 2025' },
        { side: 'us', value: 72, period_start: '2025-01-01', period_end: '2025-12-31', source: 'FICTIONAL: example count of 2025' },
      ],
      targets: [
        { side: 'mx', value: 24, threshold: 48, due_on: '2026-12-31', set_by: 'FICTICIO: reunión de ejemplo', set_on: '2025-12-11' },
        { side: 'us', value: 24, threshold: 48, due_on: '2026-12-31', set_by: 'FICTICIO: reunión de ejemplo', set_on: '2025-12-11' },
      ],
      period_type: 'calendar',
      frequency: 'quarter',
      source: 'FICTICIO: registros de ambos nodos',
      extraction: { es: 'El décimo día después del trimestre.', en: 'On the tenth day after the quarter.' },
      computation: { es: 'Mediana de las horas del trimestre.', en: 'Median of the hours of the quarter.' },
      disaggregation: ['side', 'agency'],
      direction: 'down',
      direction_why: { es: 'Una respuesta tardía ya no sirve.', en: 'A late answer no longer helps.' },
      level: 'output',
      attribution: 'joint',
      rivals: [{ es: 'Menos solicitudes o más fáciles.', en: 'Fewer or easier requests.' }],
      limits: { es: 'No dice si la respuesta sirvió.', en: 'Does not say whether the answer was any good.' },
      confidence_level: 'high',
      confidence_why: { es: 'Ambos nodos tienen los registros.', en: 'Both nodes hold the records.' },
      owners: [
        { party: 'mx', office: 'FICTICIO: secretaría de ejemplo' },
        { party: 'us', office: 'FICTIONAL: example bureau' },
      ],
      confirmer: 'FICTICIO: la otra parte, con sus propios registros',
      disclosure: { es: 'La mediana y el conteo.', en: 'The median and the count.' },
      revision_policy: { es: 'Los informes tardíos corrigen el trimestre.', en: 'Late reports restate the quarter.' },
      sunset: '2028-12-31',
      pairs: ['4-firearms-serial'],
      workstream: 'firearms',
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
  {
    name: 'answer hours agreed',
    by: department,
    kind: 'indicator-card',
    day: 0,
    for: 'sspc',
    object: { ...on('2025-12-18'), abstract: 'FICTIONAL: agreed', content: 'FICTIONAL STORY. We agree to baseline and target.', ...about },
    fields: { says: 'agrees', card_ref: '@answer hours card' },
    envelope: { ...envelope, ...publicAt(department) },
  },
  {
    name: 'answer hours mx first',
    by: secretariat,
    kind: 'indicator-value',
    day: 0,
    for: 'dhs',
    object: { ...on('2026-04-10'), abstract: 'FICTICIO: primer trimestre', content: 'HISTORIA FICTICIA. Faltaba un estado.', ...about },
    fields: {
      ...{ ...card, ...first, side: 'mx', value: 71, of_count: 58, as_of: '2026-04-10', source: 'FICTICIO: diario del nodo' },
      ...{ reporters: 31, reporters_of: 32, missing_reporters: ['FICTICIO: un estado'], confidence_level: 'medium' },
      confidence_why: { es: 'Un estado no había informado.', en: 'One state had not reported.' },
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
  {
    name: 'answer hours mx restated',
    by: secretariat,
    kind: 'indicator-value',
    day: 0,
    for: 'dhs',
    object: {
      ...on('2026-05-12'),
      abstract: 'FICTICIO: primer trimestre, corregido',
      content: 'HISTORIA FICTICIA. Llegó el estado que faltaba.',
      ...about,
    },
    fields: {
      ...{ ...card, ...first, side: 'mx', value: 78, of_count: 66, as_of: '2026-05-12', source: 'FICTICIO: diario del nodo' },
      ...{ revises_ref: '@answer hours mx first', revision_reason: 'late_report', reporters: 32, reporters_of: 32 },
      revision_note: { es: 'Ocho solicitudes de un estado.', en: 'Eight requests of one state.' },
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
  {
    name: 'answer hours mx second',
    by: secretariat,
    kind: 'indicator-value',
    day: 0,
    for: 'dhs',
    object: {
      ...on('2026-07-10'),
      abstract: 'FICTICIO: segundo trimestre',
      content: 'HISTORIA FICTICIA. Mediana del trimestre.',
      ...about,
    },
    fields: {
      ...card,
      ...second,
      side: 'mx',
      value: 64,
      of_count: 71,
      as_of: '2026-07-10',
      source: 'FICTICIO: diario del nodo',
      reporters: 32,
      reporters_of: 32,
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
  {
    name: 'answer hours us first',
    by: department,
    kind: 'indicator-value',
    day: 0,
    for: 'sspc',
    object: { ...on('2026-04-12'), abstract: 'FICTIONAL: first quarter', content: 'FICTIONAL STORY. Median of the quarter.', ...about },
    fields: { ...card, ...first, side: 'us', value: 60, of_count: 49, as_of: '2026-04-12', source: 'FICTIONAL: journal of the node' },
    envelope: { ...envelope, ...publicAt(department) },
  },
  {
    name: 'answer hours us second',
    by: department,
    kind: 'indicator-value',
    day: 0,
    for: 'sspc',
    object: {
      ...on('2026-07-14'),
      abstract: 'FICTIONAL: second quarter',
      content: 'FICTIONAL STORY. A range: nine answers have no hour.',
      ...about,
    },
    fields: {
      ...card,
      ...second,
      side: 'us',
      value_low: 40,
      value_high: 46,
      of_count: 57,
      as_of: '2026-07-14',
      source: 'FICTIONAL: journal of the node',
    },
    envelope: { ...envelope, ...publicAt(department) },
  },
  {
    name: 'answer hours rival',
    by: department,
    kind: 'indicator-value',
    day: 0,
    for: 'sspc',
    object: {
      ...on('2026-07-15'),
      abstract: 'FICTIONAL: our count of the other side',
      content: 'FICTIONAL STORY. We count from the sending, not from the arrival.',
      ...about,
    },
    fields: { ...card, ...second, side: 'mx', value: 69, of_count: 71, as_of: '2026-07-15', source: 'FICTIONAL: our own copies' },
    envelope: { ...envelope, ...publicAt(department) },
  },
]
