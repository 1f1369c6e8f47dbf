import { type Player, type Scene, scenesOf } from './scene.ts'

const prosecutor: Player = ['us', 'doj', 'analyst']
const desk: Player = ['mx', 'sspc', 'analyst']
const { asked, noted, step, told } = scenesOf({ asks: prosecutor, isAsked: desk, number: 'FICT-0007' })

/** Days since the arrest when the demonstration shows the case: it is over by then. */
export const extraditionDays = 170

const offence = 'Conspiracy to traffic in arms, 18 USC 933 (fictional charge)'
const facts = { facts: 'FICTIONAL STORY. The person is charged and was not convicted.', offence, sought_for: 'trial' }
const office = {
  from_office: 'FICTIONAL: Embassy',
  to_office: 'FICTICIO: Cancillería, Consultoría Jurídica',
  text_language: 'en',
  translation_language: 'es',
}
const rights = (states: Readonly<Record<string, string>>) => Object.entries(states).map(([right, state]) => ({ right, state }))

/**
 * A fictional extradition from one party to the other, from the sighting to the judgment: what is written at which node, in the order in which it
 * happens. The demonstration shows it as a case of some months ago, and a fleet test plays it.
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
    name: 'case',
    by: prosecutor,
    kind: 'case',
    day: -11,
    for: 'sspc',
    object: {
      name: 'FICTIONAL: case of Ramiro Ejemplo Ficticio',
      description: 'FICTIONAL STORY. Sought for a trial.',
      context: 'unspecified',
      object_refs: ['@wanted'],
    },
    fields: { person_ref: '@wanted', workstream: 'arms', reference: 'FICT-0007', sought_by: 'us', procedural_status: 'charged' },
    envelope: { purpose: 'FICTIONAL: FICT-0007', retention: 'case', person_status: 'suspect' },
  },
  told('listed', 'wanted-status', prosecutor, -11, 'FICTIONAL: on a list that does not exist.', {
    list_id: 'fictional-wanted',
    list_name: 'Fictional wanted list',
    standing: 'listed',
    from: 'on:-40',
    as_of: 'on:-12',
    publisher: 'Fictional office of lists',
    entry_ref: '@wanted',
  }),
  told('charge', 'procedural-step', prosecutor, -11, 'FICTIONAL: indicted; one count.', {
    step: 'charge',
    of_party: 'us',
    local_step: 'us_indictment',
    day: 'on:-40',
    court: 'Fictional District Court',
    number: 'FICT-cr-0007',
    offence,
  }),
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
    fields: { step: 'outcome', result: 'person_located', happened_at: 'at:-2' },
  },
  ...asked('arrest-request', 'provisional-arrest', -2, {
    article: '11',
    subject: 'FICTIONAL: provisional arrest of the person of FICT-0007',
    about: ['@wanted', '@sighting', '@case'],
    facts: { ...facts, urgency: 'flash' },
    note: {
      ...office,
      content:
        'FICTIONAL. The Embassy presents its compliments and, under article 11 of the treaty, asks for the provisional arrest of the person of FICT-0007.',
      translation_text:
        'FICTICIO. La Embajada saluda atentamente y, conforme al artículo 11 del tratado, solicita la detención provisional de la persona de FICT-0007.',
    },
  }),
  step('arrest-request', 'acknowledge', desk, -2, 'acknowledged', 'FICTICIO. Recibida; se turna a la autoridad ministerial.'),
  step('arrest-request', 'document', prosecutor, -1, 'acknowledged', 'FICTIONAL. Promise of a formal request.', {
    document: 'promise',
    document_state: 'delivered',
  }),
  step('arrest-request', 'arrest', desk, 0, 'arrested', 'FICTICIO. Detenida por orden judicial; se avisó al consulado.', { day: 'on:0' }),
  told('detained', 'custody-event', desk, 0, 'FICTICIO: detenida por orden judicial.', {
    event: 'detained',
    happened_at: 'at:0',
    precision: 'hour',
    soil: 'MX',
    to_party: 'mx',
    acting_party: 'mx',
    authority: 'Fiscalía Ficticia',
    instrument: 'extradition-treaty-1978',
    article: '11',
    court: 'Juzgado Ficticio de Distrito',
    number: 'FICT 11/2026',
    checks: rights({
      consular_notification: 'done',
      counsel: 'done',
      medical_check: 'done',
      family_told: 'done',
      judicial_control: 'done',
    }),
  }),
  told('intelligence', 'act-role', desk, 0, 'FICTICIO: avisó dónde estaba la persona; no intervino.', {
    party: 'us',
    role: 'intelligence',
    soil: 'MX',
    act_on: 'on:-2',
    authorisation: 'none',
  }),
  told('arrest role', 'act-role', desk, 0, 'FICTICIO: detención por la autoridad local.', {
    party: 'mx',
    role: 'arrest',
    soil: 'MX',
    act_on: 'on:0',
    event_ref: '@detained',
    authorisation: 'own_power',
    credit_by: 'FICTIONAL: the Embassy',
    credit_word: 'a fine piece of cooperation',
    credit_on: 'on:1',
  }),
  {
    name: 'contact',
    by: desk,
    kind: 'contact-report',
    day: 1,
    object: { name: 'FICTICIO: contacto por la detención provisional', published: 'at:1', object_refs: ['@arrest-request'] },
    fields: { stage: 'held', held_at: 'at:0', channel: 'secure_line', topic_class: 'organised_crime', content_ref: '@arrest-request' },
  },
  told('pathway mx', 'legal-pathway', desk, 2, 'FICTICIO: lo que dice el comunicado.', {
    of_party: 'mx',
    pathway: 'extradition',
    word: 'extradición',
    word_language: 'es',
    source: 'Comunicado ficticio 7',
    said_on: 'on:1',
  }),
  told('pathway us', 'legal-pathway', prosecutor, 2, 'FICTIONAL: what the release says.', {
    of_party: 'us',
    pathway: 'extradition',
    word: 'extradition',
    word_language: 'en',
    source: 'Fictional release 7',
    said_on: 'on:1',
  }),
  ...asked('extradition', 'extradition', 30, {
    article: '10',
    subject: 'FICTIONAL: extradition of the person of FICT-0007',
    about: ['@wanted', '@arrest-request', '@case'],
    facts,
    note: {
      ...office,
      content:
        'FICTIONAL. The Embassy presents its compliments and, under article 10 of the treaty, asks for the extradition of the person of FICT-0007.',
      translation_text:
        'FICTICIO. La Embajada saluda atentamente y, conforme al artículo 10 del tratado, solicita la extradición de la persona de FICT-0007.',
    },
  }),
  step('extradition', 'acknowledge', desk, 31, 'acknowledged', 'FICTICIO. Recibida por la Cancillería.'),
  ...(['facts', 'laws', 'identity', 'warrant'] as const).map((document, i) =>
    step('extradition', 'document', prosecutor, 34 + i, 'acknowledged', 'FICTIONAL. Translated and certified.', {
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
  step('extradition', 'ask_assurance', desk, 111, 'opinion', 'FICTICIO. Se pide la seguridad del artículo 8.', { assurance: 'death' }),
  ...noted('assurance note', 'extradition', ['assurance', 4], 114, 'opinion', {
    article: '8',
    subject: 'FICTIONAL: assurance about the person of FICT-0007',
    about: ['@wanted', '@case'],
    note: {
      ...office,
      content:
        'FICTIONAL. The Embassy presents its compliments and gives the assurance of article 8 of the treaty for the person of FICT-0007: the death penalty will not be sought, imposed or carried out.',
      translation_text:
        'FICTICIO. La Embajada saluda atentamente y otorga la seguridad del artículo 8 del tratado respecto de la persona de FICT-0007: la pena de muerte no será solicitada, impuesta ni ejecutada.',
    },
  }),
  step('extradition', 'give_assurance', prosecutor, 114, 'opinion', 'FICTIONAL. Given by note FICT-0007-4.', { assurance: 'death' }),
  step('extradition', 'accept_assurance', desk, 116, 'opinion', 'FICTICIO. Se tiene por suficiente.', { assurance: 'death' }),
  step('extradition', 'grant', desk, 118, 'decided', 'FICTICIO. Se concede por los delitos pedidos.'),
  step('extradition', 'schedule', desk, 128, 'scheduled', 'FICTICIO. Entrega acordada a bordo de una aeronave.', {
    day: 'on:135',
    place: 'Aeropuerto ficticio, plataforma norte',
  }),
  step('extradition', 'surrender', desk, 135, 'surrendered', 'FICTICIO. Entregada, con certificado médico y sus documentos.', {
    day: 'on:135',
  }),
  told('handed over', 'custody-event', desk, 135, 'FICTICIO: entregada a bordo de una aeronave.', {
    event: 'handed_over',
    happened_at: 'at:135',
    precision: 'hour',
    soil: 'MX',
    from_party: 'mx',
    to_party: 'us',
    acting_party: 'mx',
    authority: 'Fiscalía Ficticia',
    instrument: 'extradition-law-mx-1975',
    article: '34',
    checks: rights({
      consular_notification: 'done',
      counsel: 'done',
      medical_check: 'done',
      family_told: 'done',
      non_refoulement: 'done',
      judicial_control: 'done',
      interpreter: 'refused',
    }),
  }),
  step('extradition', 'feedback', prosecutor, 137, 'closed', 'FICTIONAL. Received; first appearance on the day after.', {
    verdict: 'used',
  }),
  told('appearance', 'procedural-step', prosecutor, 137, 'FICTIONAL: first appearance.', {
    step: 'first_appearance',
    of_party: 'us',
    local_step: 'us_initial_appearance',
    day: 'on:136',
    court: 'Fictional District Court',
    number: 'FICT-cr-0007',
  }),
  step('extradition', 'charge', prosecutor, 139, 'closed', 'FICTIONAL. A later charge, which waits for the consent of the other side.', {
    day: 'on:139',
    offences: ['money-laundering'],
  }),
  ...asked('waiver', 'speciality-waiver', 140, {
    article: '17',
    subject: 'FICTIONAL: waiver of speciality for a later charge',
    about: ['@wanted', '@extradition', '@case'],
    facts: {
      ...facts,
      offence: 'Money laundering, 18 USC 1956 (fictional charge)',
      offences: ['money-laundering'],
      earlier_ref: '@extradition',
    },
    note: {
      ...office,
      content: 'FICTIONAL. The Embassy presents its compliments and, under article 17 of the treaty, asks for consent to a further charge.',
      translation_text:
        'FICTICIO. La Embajada saluda atentamente y, conforme al artículo 17 del tratado, solicita el consentimiento para otro cargo.',
    },
  }),
  step('waiver', 'acknowledge', desk, 141, 'acknowledged', 'FICTICIO. Recibida.'),
  step('waiver', 'grant', desk, 150, 'granted', 'FICTICIO. Se consiente respecto del cargo descrito y de ningún otro.'),
  step('waiver', 'feedback', prosecutor, 151, 'closed', 'FICTIONAL. The consent stands in the file of the court.', { verdict: 'used' }),
  told('judgment', 'procedural-step', prosecutor, 165, 'FICTIONAL: judgment of guilt on one count.', {
    step: 'judgment',
    of_party: 'us',
    local_step: 'us_verdict',
    day: 'on:165',
    court: 'Fictional District Court',
    number: 'FICT-cr-0007',
    offence,
  }),
  {
    name: 'worth',
    by: desk,
    kind: 'feedback',
    day: 166,
    for: 'dhs',
    object: {
      object_refs: ['@sighting'],
      abstract: 'FICTICIO: el aviso sirvió',
      content: 'FICTICIO. El aviso llevó a la localización de la persona.',
    },
    fields: { verdict: 'used', used_for: 'lead', decided_on: 'on:166' },
  },
]
