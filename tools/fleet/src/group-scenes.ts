import type { Members, Player, Scene } from './scene.ts'

const prosecutor: Player = ['us', 'doj', 'analyst']
const desk: Player = ['mx', 'sspc', 'analyst']

/** Days since the transfer when the demonstration shows the groups and the persons who were transferred. */
export const groupDays = 20

/** Groups that one party designated by an act that it published itself: facts and who published them. */
const published = ['Cártel de Sinaloa', 'Cártel de Jalisco Nueva Generación', 'Cártel del Noreste']

/** Registry of groups with each party's own designations, a fictional transfer of two persons, and a fictional fear for one of them that was answered. */
export const groupScenes: readonly Scene[] = [
  ...published.flatMap(designated),
  {
    name: 'group',
    by: desk,
    kind: 'intrusion-set',
    day: -12,
    for: 'doj',
    object: {
      name: 'FICTICIO: Grupo Inventado de la Muestra',
      aliases: ['La Muestra'],
      description: 'HISTORIA FICTICIA. No existe tal grupo.',
    },
    fields: {},
  },
  designation('group at home', desk, 'group', 'HISTORIA FICTICIA. Designación que nadie hizo.', {
    designated_as: 'Delincuencia organizada (ficticio)',
    name_used: 'FICTICIO: Grupo Inventado de la Muestra',
    instrument: 'FICTICIO: ley que no existe',
    authority: 'FICTICIO: fiscalía de ejemplo',
    publisher: 'FICTICIO: gaceta de ejemplo',
    source_url: 'https://lists.sig.example/designaciones/ficticio-1',
    from: 'on:-300',
  }),
  designation('group abroad', prosecutor, 'group', 'FICTIONAL STORY. A designation that nobody made.', {
    designated_as: 'Transnational criminal organization (fictional)',
    name_used: 'FICTIONAL: The Sample Network',
    instrument: 'FICTIONAL: an act that does not exist',
    authority: 'FICTIONAL: example department',
    publisher: 'FICTIONAL: example gazette',
    source_url: 'https://lists.sig.example/designations/fictional-1',
    from: 'on:-200',
    until: 'on:165',
  }),
  ...member('first member', 'FICTICIO: Ensayo Inventado, Darío', 'FICT-0051'),
  ...member('second member', 'FICTICIO: Prueba Inventada, Elena', 'FICT-0052'),
  {
    name: 'fear',
    by: desk,
    kind: 'rights-flag',
    day: -2,
    object: {
      object_refs: ['@second member case'],
      abstract: 'FICTICIO: temor por la salud de la persona',
      content: 'HISTORIA FICTICIA. Su defensa dice que en el traslado no tendría el tratamiento que recibe.',
    },
    fields: { fears: ['health'], channel: 'counsel', raised_by: 'FICTICIO: defensa', happened_at: 'at:-2', state: 'raised' },
    answer: {
      answer: 'go_on_with_assurance',
      reason: 'FICTICIO: el tratamiento sigue sin interrupción.',
      assurance: 'FICTICIO: seguridad dada por escrito en la nota de ejemplo 52.',
    },
  },
  {
    name: 'transfer',
    by: desk,
    kind: 'group-transfer',
    day: 1,
    for: 'doj',
    object: {
      name: 'FICTICIO: dos personas trasladadas a los Estados Unidos',
      description: 'HISTORIA FICTICIA. Un vuelo y dos casos.',
      context: 'unspecified',
      object_refs: ['@first member case', '@second member case'],
    },
    fields: {
      happened_on: 'on:0',
      from_party: 'mx',
      to_party: 'us',
      persons: 2,
      members: [
        { case_ref: '@first member case', pathway: 'security_transfer', word: 'traslado', pending: ['none'] },
        {
          case_ref: '@second member case',
          pathway: 'extradition',
          word: 'extradición',
          pending: ['amparo'],
          court_and_number: 'FICTICIO: juzgado de ejemplo, 52/2026',
        },
      ],
      words: [
        { of_party: 'mx', word: 'traslado', source: 'FICTICIO: comunicado de ejemplo' },
        { of_party: 'us', word: 'transfer', source: 'FICTIONAL: example release' },
      ],
    },
    envelope: { retention: 'case', purpose: 'FICTICIO: traslado de FICT-0051 y FICT-0052', person_status: 'suspect' },
  },
]

/** A group of a published designation, and that designation. Nothing of it is fictional. */
function designated(called: string): readonly Scene[] {
  const group: Scene = {
    name: `group ${called}`,
    by: prosecutor,
    kind: 'intrusion-set',
    day: -14,
    for: 'sspc',
    object: { name: called, labels: ['published'] },
    fields: {},
  }
  return [
    group,
    designation(
      `designation of ${called}`,
      prosecutor,
      group.name,
      'One of eight organisations that were designated on that day.',
      {
        designated_as: 'Foreign Terrorist Organization; Specially Designated Global Terrorist',
        name_used: called,
        instrument: 'Immigration and Nationality Act, section 219; Executive Order 13224',
        authority: 'Department of State',
        publisher: 'Department of State; Federal Register',
        source_url: 'https://www.state.gov/designation-of-international-cartels/',
        from: '2025-02-20',
      },
      ['published'],
    ),
  ]
}

function designation(
  name: string,
  by: Player,
  of: string,
  content: string,
  fields: Members,
  labels: readonly string[] = ['fictional'],
): Scene {
  return {
    name,
    by,
    kind: 'designation',
    day: -10,
    for: by[0] === 'mx' ? 'doj' : 'sspc',
    object: { object_refs: [`@${of}`], labels: [...labels], content },
    fields: { by_party: by[0], ...fields },
    envelope: { retention: 'published', purpose: 'Published designation' },
  }
}

/** A fictional person and the case about them. */
function member(name: string, called: string, number: string): readonly Scene[] {
  const envelope = { retention: 'case', purpose: `FICTICIO: ${number}`, person_status: 'suspect' }
  const shared = { by: desk, for: 'doj', envelope }
  return [
    {
      ...shared,
      name,
      kind: 'identity',
      day: -9,
      object: { name: called, identity_class: 'individual', description: 'HISTORIA FICTICIA. No existe tal persona.' },
      fields: {},
    },
    {
      ...shared,
      name: `${name} case`,
      kind: 'case',
      day: -8,
      object: {
        name: `FICTICIO: caso ${number}`,
        description: 'HISTORIA FICTICIA. Se le busca para un juicio; no ha sido sentenciada.',
        context: 'unspecified',
        object_refs: [`@${name}`],
      },
      fields: { person_ref: `@${name}`, workstream: 'other', reference: number, sought_by: 'us', procedural_status: 'charged' },
    },
  ]
}
