import { type Player, type Scene, scenesOf } from './scene.ts'

const prosecutor: Player = ['mx', 'sspc', 'analyst']
const desk: Player = ['us', 'doj', 'analyst']
const { asked, step, told } = scenesOf({ asks: prosecutor, isAsked: desk, number: 'FICT-0041' })

/** Days since the arrest when the demonstration shows the case: nineteen are left of sixty. */
export const openCaseDays = 41

const facts = {
  facts: 'HISTORIA FICTICIA. La persona está imputada y no ha sido sentenciada.',
  offence: 'Acopio de armas (cargo ficticio)',
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
  ...asked('open extradition', 'extradition', 25, {
    article: '10',
    subject: 'FICTICIO: extradición de la persona de FICT-0041',
    about: ['@open person', '@open arrest-request', '@open case'],
    facts,
    note: {
      ...office,
      content:
        'FICTICIO. La Embajada saluda atentamente y, conforme al artículo 10 del tratado, solicita la extradición de la persona de FICT-0041.',
      translation_text:
        'FICTIONAL. The Embassy presents its compliments and, under article 10 of the treaty, asks for the extradition of the person of FICT-0041.',
    },
  }),
  step('open extradition', 'acknowledge', desk, 26, 'acknowledged', 'FICTIONAL. Received.'),
  ...(['facts', 'identity', 'warrant'] as const).map((document, i) =>
    step('open extradition', 'document', prosecutor, 28 + i, 'acknowledged', 'FICTICIO. Traducido y certificado.', {
      document,
      document_state: 'certified',
    }),
  ),
  step('open extradition', 'document', prosecutor, 33, 'acknowledged', 'FICTICIO. Textos legales, en traducción.', {
    document: 'laws',
    document_state: 'drafted',
  }),
  step('open extradition', 'document', desk, 41, 'acknowledged', 'FICTIONAL. Day 41: the evidence is missing.', {
    document: 'evidence',
    document_state: 'missing',
  }),
  step(
    'open extradition',
    'ask_supplement',
    desk,
    41,
    'supplement_asked',
    'FICTIONAL. Article 12: the evidence with its translation is asked for.',
  ),
]
