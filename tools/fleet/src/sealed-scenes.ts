import { type Members, type Player, publicAt, type Scene } from './scene.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']
const envelope = { retention: 'case', purpose: 'FICTIONAL: follow-up of what was agreed' }

/** What the fictional seizures are counted by, and over which period. */
export const sealedCount = { query: 'drugs-net-kg', from: '2026-04-01', to: '2026-06-30' }

/** Net weights in kilograms, each of a day of its own: together the value that is published. */
const weights = [2.15, 0.94, 5.3, 1.275, 3.48, 0.615, 4.02, 7.9, 1.13, 2.705, 3.365, 3.52]
const total = Math.round(weights.reduce((sum, one) => sum + one, 0) * 1000) / 1000

/** A calendar day has no days since an arrest. */
function on(day: string): Members {
  return { created: `${day}T12:00:00.000Z`, modified: `${day}T12:00:00.000Z` }
}

/** Twelve fictional seizures that both nodes hold, and the card and value that is published with a seal of both parties over them. */
export const sealedScenes: readonly Scene[] = [
  {
    name: 'sealed weight card',
    by: secretariat,
    kind: 'indicator-card',
    day: 0,
    for: 'dhs',
    object: {
      ...on('2026-03-10'),
      abstract: 'FICTICIO: drogas aseguradas, kg netos / FICTIONAL: drugs seized, net kg',
      content: 'HISTORIA FICTICIA. Nadie acordó esta ficha.',
      object_refs: ['identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'],
    },
    fields: {
      ...{ says: 'states', code: 'demo-sealed-weight', version: 1, unit: 'kg', counting: 'net', query: sealedCount.query },
      title: { es: 'FICTICIO: drogas aseguradas, peso neto confirmado', en: 'FICTIONAL: drugs seized, confirmed net weight' },
      definition: {
        es: 'FICTICIO: suma de los pesos netos que confirmó un laboratorio, sobre aseguramientos distintos.',
        en: 'FICTIONAL: sum of the net weights that a laboratory confirmed, over distinct seizures.',
      },
      counting_rule: {
        es: 'Cada aseguramiento cuenta una vez, en el trimestre en que se hizo; pesos brutos y sin confirmar no cuentan.',
        en: 'Each seizure counts once, in the quarter in which it was made; gross and unconfirmed weights do not count.',
      },
      population: {
        es: 'FICTICIO: aseguramientos de ejemplo que ambas partes tienen.',
        en: 'FICTIONAL: example seizures that both parties hold.',
      },
      baselines: [
        { side: 'mx', none_because: { es: 'Es el primer trimestre que se cuenta así.', en: 'It is the first quarter counted so.' } },
      ],
      targets: [
        {
          side: 'mx',
          none_because: { es: 'Asegurar más no es en sí ni bueno ni malo.', en: 'More seized is neither good nor bad by itself.' },
        },
      ],
      ...{ period_type: 'calendar', frequency: 'quarter', source: 'FICTICIO: registros de ambos nodos', disaggregation: ['side'] },
      ...{ direction: 'ambiguous', level: 'output', attribution: 'direct', confidence_level: 'high' },
      limits: {
        es: 'FICTICIO. No dice cuánta droga hubo ni cuánta pasó.',
        en: 'FICTIONAL. Does not say how much drug there was, or how much passed.',
      },
      confidence_why: {
        es: 'Ambas partes contaron lo mismo de sus propias copias.',
        en: 'Both parties counted the same from their own copies.',
      },
      owners: [{ party: 'mx', office: 'FICTICIO: secretaría de ejemplo' }],
      confirmer: 'FICTICIO: la otra parte, con sus propios registros',
      disclosure: { es: 'El total y el número de hechos.', en: 'The total and the number of events.' },
      revision_policy: { es: 'Los informes tardíos corrigen el trimestre.', en: 'Late reports restate the quarter.' },
      ...{ sunset: '2028-12-31', workstream: 'fentanyl' },
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
  {
    name: 'sealed weight agreed',
    by: department,
    kind: 'indicator-card',
    day: 0,
    for: 'sspc',
    object: {
      ...on('2026-03-18'),
      ...{ abstract: 'FICTIONAL: agreed', content: 'FICTIONAL STORY. We agree to the card.', object_refs: ['@sealed weight card'] },
    },
    fields: { says: 'agrees', card_ref: '@sealed weight card' },
    envelope: { ...envelope, ...publicAt(department) },
  },
  ...weights.map(seized),
  {
    name: 'sealed weight value',
    by: secretariat,
    kind: 'indicator-value',
    day: 0,
    for: 'dhs',
    object: {
      ...on('2026-07-10'),
      abstract: 'FICTICIO: segundo trimestre, peso neto',
      content: `HISTORIA FICTICIA. ${total} kg en ${weights.length} hechos.`,
      object_refs: ['@sealed weight card'],
    },
    fields: {
      ...{ card_ref: '@sealed weight card', side: 'mx', unit: 'kg', value: total, as_of: '2026-07-10' },
      ...{ period_start: sealedCount.from, period_end: sealedCount.to, source: 'FICTICIO: registros de ambos nodos' },
    },
    envelope: { ...envelope, ...publicAt(secretariat) },
  },
]

function seized(weight: number, i: number): Scene {
  const day = `2026-0${4 + (i % 3)}-${String(3 + 2 * i).padStart(2, '0')}`
  return {
    name: `sealed seizure ${i + 1}`,
    by: secretariat,
    kind: 'seizure',
    day: 0,
    for: 'dhs',
    object: {
      ...on(day),
      name: `FICTICIO: aseguramiento de ejemplo ${i + 1}`,
      description: 'HISTORIA FICTICIA. No hubo tal aseguramiento; sirve para mostrar un conteo sellado.',
    },
    fields: {
      ...{ event_number: `FICT-SELLO-${String(i + 1).padStart(2, '0')}`, seized_at: `${day}T09:00:00Z` },
      happened_in: { name: 'FICTICIO: caseta de ejemplo', country: 'MX', administrative_area: 'MX-TAM' },
      ...{ lead_agency: 'sspc', legal_measure: 'seizure', conveyance: 'vehicle', stage: 'lab_confirmed' },
      goods: [
        {
          ...{ category: 'drug', substance: 'Fentanyl', form: 'powder', lab_confirmed: 'yes', lab_report: `FICT-LAB-${i + 1}` },
          net: { value: weight, unit: 'kg' },
        },
      ],
    },
    envelope: { retention: 'case', purpose: 'FICTICIO: aseguramiento de ejemplo' },
  }
}
