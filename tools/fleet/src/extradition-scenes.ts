import type { Json } from '@enlace/core'

/** Who writes a record of the play: party, agency and role. */
export type Player = readonly [party: 'mx' | 'us', agency: string, role: string]

type Members = Readonly<Record<string, Json>>

/**
 * One record of the play. In its values `@name` stands for the record of the scene with that name, `on:41` for the day that many days after the
 * arrest, and `at:41` for noon of it.
 */
export type Scene = {
  readonly name: string
  readonly by: Player
  readonly kind: string
  /** Days after the arrest on which it was written. */
  readonly day: number
  /** Members of the object, fields of the kind's own extension, and what differs in the envelope. */
  readonly object: Members
  readonly fields: Members
  readonly envelope?: Members
  /** The agency of the partner that it is for; without it, it stays at home. */
  readonly for?: string
  /** A step of a request: which scene asked, and the state in which both nodes then are. */
  readonly of?: string
  readonly reaches?: string
}

const prosecutor: Player = ['us', 'doj', 'analyst']
const desk: Player = ['mx', 'sspc', 'analyst']
const treaty = 'extradition-treaty-1978'

/** Days after the arrest on which the play ends; what is played today was an arrest so many days ago. */
export const extraditionDays = 165

/**
 * A fictional extradition from one party to the other, from the sighting to the waiver: what is written at which node, in the order in which it happens.
 * The demonstration shows it as a case of some months ago, and a fleet test plays it.
 */
export const extraditionScenes: readonly Scene[] = [
  {
    name: 'wanted',
    by: prosecutor,
    kind: 'list-entry',
    day: -12,
    for: 'sspc',
    object: {
      name: 'FICTIONAL: Ejemplo Ficticio, Ramiro',
      description: 'FICTIONAL STORY. No such person exists.',
      identity_class: 'individual',
    },
    fields: {
      list_id: 'fictional-wanted',
      entry_number: 'FICT-0007',
      entity_class: 'person',
      list_status: 'listed',
      status_text: 'Sought; charged and not convicted',
      as_of: 'on:-12',
      source_url: 'https://lists.sig.example/fictional-wanted',
      publisher: 'Fictional office of lists',
      programs: ['FICTIONAL'],
      aliases: [{ name: 'El Ejemplo', quality: 'weak', relation: 'also_known_as' }],
      birth_dates: ['1980-01-01'],
      identifiers: [{ type: 'phone', value: '+1 202 555 0143' }],
      list_words: 'FICTIONAL. Charged with conspiracy to traffic in arms.',
    },
  },
  {
    name: 'sighting',
    by: ['us', 'dhs', 'duty-officer'],
    kind: 'mirror-alert',
    day: -3,
    for: 'sspc',
    object: {
      name: 'FICTIONAL: grey pickup southbound, a person on a wanted list may be in it',
      description: 'FICTIONAL STORY. Seen at the bridge; nobody of ours can follow it.',
    },
    fields: {
      object_kind: 'vehicle',
      identifiers: [{ type: 'plate', value: 'ZZZ-001-Z', country: 'MX', state: 'TAM' }],
      direction: 'southbound',
      crossing: 'laredo_world_trade',
      requested_action: 'inform',
      seen_at: 'at:-3',
    },
  },
  {
    name: 'found',
    by: ['mx', 'sspc', 'duty-officer'],
    kind: 'response',
    day: -2,
    for: 'dhs',
    object: {
      object_refs: ['@sighting'],
      abstract: 'FICTICIO: vehículo localizado',
      content: 'FICTICIO. Vehículo localizado; la persona coincide con la de la lista.',
    },
    fields: { step: 'outcome', result: 'handed_to_authority', happened_at: 'at:-2' },
  },
  asked('arrest-request', 'provisional-arrest', -2, 'FICTIONAL: provisional arrest of the person of FICT-0007', '11', [
    '@wanted',
    '@sighting',
  ]),
  step('arrest-request', 'acknowledge', desk, -2, 'acknowledged', 'FICTICIO. Recibida; se turna a la autoridad ministerial.'),
  step('arrest-request', 'document', prosecutor, -1, 'acknowledged', 'FICTIONAL. Promise of a formal request.', {
    document: 'promise',
    document_state: 'delivered',
  }),
  step('arrest-request', 'arrest', desk, 0, 'arrested', 'FICTICIO. Detenida por orden judicial; se avisó al consulado.', { day: 'on:0' }),
  {
    name: 'contact',
    by: desk,
    kind: 'contact-report',
    day: 1,
    object: { name: 'FICTICIO: contacto por la detención provisional', published: 'at:1', object_refs: ['@arrest-request'] },
    fields: { stage: 'held', held_at: 'at:0', channel: 'secure_line', topic_class: 'organised_crime', content_ref: '@arrest-request' },
  },
  asked('extradition', 'extradition', 30, 'FICTIONAL: extradition of the person of FICT-0007', '10', ['@wanted', '@arrest-request']),
  step('extradition', 'acknowledge', desk, 31, 'acknowledged', 'FICTICIO. Recibida por la Cancillería.'),
  ...(['facts', 'laws', 'identity', 'warrant'] as const).map((document, i) =>
    step('extradition', 'document', prosecutor, 34 + i, 'acknowledged', `FICTIONAL. ${document}: translated and certified.`, {
      document,
      document_state: 'certified',
    }),
  ),
  step('extradition', 'document', desk, 41, 'acknowledged', 'FICTICIO. Día 41: falta la traducción de las pruebas.', {
    document: 'evidence',
    document_state: 'missing',
  }),
  step('extradition', 'ask_supplement', desk, 41, 'supplement_asked', 'FICTICIO. Artículo 12: se pide la traducción de las pruebas.'),
  step('extradition', 'supplement', prosecutor, 48, 'acknowledged', 'FICTIONAL. The evidence with its certified translation.'),
  step('extradition', 'document', prosecutor, 48, 'acknowledged', 'FICTIONAL. Evidence: translated and certified.', {
    document: 'evidence',
    document_state: 'certified',
  }),
  step('arrest-request', 'formal_request', prosecutor, 55, 'formal_request', 'FICTIONAL. The formal request was delivered on day 55.', {
    day: 'on:55',
  }),
  step('extradition', 'before_judge', desk, 57, 'before_judge', 'FICTICIO. La persona compareció con su defensa.', {
    court: 'Juzgado Ficticio de Distrito',
    number: 'FICT 12/2026',
  }),
  step('extradition', 'opinion', desk, 80, 'opinion', 'FICTICIO. Opinión favorable.'),
  step('extradition', 'suspend', desk, 82, 'suspended', 'FICTICIO. Suspensión concedida en amparo.', {
    court: 'Juzgado Ficticio de Amparo',
    number: 'FICT 345/2026',
  }),
  step('extradition', 'resume', desk, 110, 'opinion', 'FICTICIO. Amparo resuelto en definitiva; continúa el trámite.'),
  step('extradition', 'grant', desk, 118, 'decided', 'FICTICIO. Se concede por los delitos pedidos; seguridades aceptadas.'),
  step('extradition', 'schedule', desk, 128, 'scheduled', 'FICTICIO. Entrega acordada a bordo de una aeronave.', { day: 'on:135' }),
  step('extradition', 'surrender', desk, 135, 'surrendered', 'FICTICIO. Entregada, con certificado médico y sus documentos.', {
    day: 'on:135',
  }),
  step('extradition', 'feedback', prosecutor, 137, 'closed', 'FICTIONAL. Received; first appearance on the day after.', {
    verdict: 'used',
  }),
  asked('waiver', 'speciality-waiver', 140, 'FICTIONAL: waiver of speciality for a later charge', '17', ['@wanted', '@extradition']),
  step('waiver', 'acknowledge', desk, 141, 'acknowledged', 'FICTICIO. Recibida.'),
  step('waiver', 'grant', desk, 150, 'granted', 'FICTICIO. Se consiente respecto del cargo descrito y de ningún otro.'),
  step('waiver', 'feedback', prosecutor, 151, 'closed', 'FICTIONAL. The consent stands in the file of the court.', { verdict: 'used' }),
  {
    name: 'worth',
    by: ['mx', 'sspc', 'analyst'],
    kind: 'feedback',
    day: 152,
    for: 'dhs',
    object: {
      object_refs: ['@sighting'],
      abstract: 'FICTICIO: el aviso sirvió',
      content: 'FICTICIO. El aviso llevó a la localización de la persona.',
    },
    fields: { verdict: 'used', used_for: 'lead', decided_on: 'on:152' },
  },
]

function asked(name: string, form: string, day: number, abstract: string, article: string, about: string[]): Scene {
  return {
    name,
    by: prosecutor,
    kind: 'request',
    day,
    for: 'sspc',
    of: name,
    reaches: 'sent',
    object: { abstract, content: abstract, object_refs: about },
    fields: {
      form,
      to_party: 'mx',
      urgency: form === 'provisional-arrest' ? 'flash' : 'priority',
      sought: abstract,
      facts: 'FICTIONAL STORY. The person is charged and was not convicted.',
      offence: 'Conspiracy to traffic in arms, 18 USC 933 (fictional charge)',
      confidentiality: 'confidential',
      reference: 'FICT-0007',
    },
    envelope: { purpose: 'FICTIONAL: case FICT-0007', legal_basis: { instrument: treaty, article } },
  }
}

function step(
  of: string,
  code: string,
  by: Player,
  day: number,
  reaches: string,
  content: string,
  says: Readonly<Record<string, string>> = {},
): Scene {
  return {
    name: [of, code, says.document, says.document_state].filter((word) => word !== undefined).join(' '),
    by,
    kind: 'request-step',
    day,
    for: by[0] === 'mx' ? 'doj' : 'sspc',
    of,
    reaches,
    object: { object_refs: [`@${of}`], content },
    fields: { step: code, state: reaches, happened_at: `at:${day}`, ...says },
    envelope: { purpose: 'FICTIONAL: case FICT-0007', legal_basis: { instrument: treaty, article: '10' } },
  }
}
