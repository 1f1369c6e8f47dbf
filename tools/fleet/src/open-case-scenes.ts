import { type Player, type Scene, scenesOf } from './scene.ts'

const prosecutor: Player = ['mx', 'sspc', 'analyst']
const desk: Player = ['us', 'doj', 'analyst']
const { asked, step, told } = scenesOf({ asks: prosecutor, isAsked: desk, number: 'FICT-0041' })

/** Days since the arrest when the demonstration shows the case: nineteen are left of sixty. */
export const openCaseDays = 41

const facts = {
  facts: 'HISTORIA FICTICIA. La persona está imputada y no ha sido sentenciada.',
  offence: 'Acopio de armas (cargo ficticio)',
  sought_for: 'trial',
}
const office = {
  from_office: 'FICTICIO: Embajada',
  to_office: 'FICTIONAL: foreign ministry, legal adviser',
  text_language: 'es',
  translation_language: 'en',
}

/** A fictional case in the other direction, in the middle: arrested, the sixty days run, a document of the formal request is missing. */
export const openCaseScenes: readonly Scene[] = [
  {
    name: 'open person',
    by: prosecutor,
    kind: 'identity',
    day: -9,
    for: 'doj',
    object: {
      name: 'FICTICIO: Muestra Inventada, Julia',
      identity_class: 'individual',
      description: 'HISTORIA FICTICIA. No existe tal persona.',
    },
    fields: {},
    envelope: { retention: 'case', person_status: 'suspect' },
  },
  {
    name: 'open case',
    by: prosecutor,
    kind: 'case',
    day: -8,
    for: 'doj',
    object: {
      name: 'FICTICIO: caso de Julia Muestra Inventada',
      description: 'HISTORIA FICTICIA. Se le busca para un juicio.',
      context: 'unspecified',
      object_refs: ['@open person'],
    },
    fields: { person_ref: '@open person', workstream: 'arms', reference: 'FICT-0041', sought_by: 'mx', procedural_status: 'charged' },
    envelope: { purpose: 'FICTIONAL: FICT-0041', retention: 'case', person_status: 'suspect' },
  },
  ...asked('open arrest-request', 'provisional-arrest', -5, {
    article: '11',
    subject: 'FICTICIO: detención provisional de la persona de FICT-0041',
    about: ['@open person', '@open case'],
    facts: { ...facts, urgency: 'flash' },
    note: {
      ...office,
      content:
        'FICTICIO. La Embajada saluda atentamente y, conforme al artículo 11 del tratado, solicita la detención provisional de la persona de FICT-0041.',
      translation_text:
        'FICTIONAL. The Embassy presents its compliments and, under article 11 of the treaty, asks for the provisional arrest of the person of FICT-0041.',
    },
  }),
  step('open arrest-request', 'acknowledge', desk, -4, 'acknowledged', 'FICTIONAL. Received; before the magistrate tomorrow.'),
  step('open arrest-request', 'arrest', desk, 0, 'arrested', 'FICTIONAL. Arrested on a warrant; the consulate was told.', { day: 'on:0' }),
  told(
    'open detained',
    'custody-event',
    desk,
    0,
    'FICTIONAL: detained on a warrant.',
    {
      event: 'detained',
      happened_at: 'at:0',
      precision: 'hour',
      soil: 'US',
      to_party: 'us',
      acting_party: 'us',
      authority: 'Fictional marshals',
      instrument: 'extradition-treaty-1978',
      article: '11',
      court: 'Fictional District Court',
      number: 'FICT-mj-0041',
      checks: [
        { right: 'consular_notification', state: 'done' },
        { right: 'counsel', state: 'done' },
        { right: 'medical_check', state: 'done' },
      ],
    },
    'open case',
  ),
  step('open arrest-request', 'document', prosecutor, 2, 'arrested', 'FICTICIO. Promesa de petición formal.', {
    document: 'promise',
    document_state: 'delivered',
  }),
  ...(['warrant', 'identity', 'facts'] as const).map((document, i) =>
    step('open arrest-request', 'document', prosecutor, 28 + i, 'arrested', 'FICTICIO. Traducido y certificado.', {
      document,
      document_state: 'certified',
    }),
  ),
  step('open arrest-request', 'document', prosecutor, 33, 'arrested', 'FICTICIO. Textos legales, aún sin traducir.', {
    document: 'laws',
    document_state: 'drafted',
  }),
  step('open arrest-request', 'document', desk, 41, 'arrested', 'FICTIONAL. Day 41: the evidence is missing.', {
    document: 'evidence',
    document_state: 'missing',
  }),
]
