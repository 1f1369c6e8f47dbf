import { briefScenes } from './brief-scenes.ts'
import type { Player, Scene } from './scene.ts'
import { sessionScenes } from './session-scenes.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']

/** Days since the fictional meeting when the demonstration shows what came of it. */
export const programmeDays = 60

const envelope = { retention: 'case', purpose: 'FICTIONAL: follow-up of what was agreed' }

/** A fictional meeting’s commitments: one that each party owes, verified on one side and late on the other, and one that nobody can verify. */
export const programmeScenes: readonly Scene[] = [
  {
    name: 'example meeting',
    by: secretariat,
    kind: 'matter',
    day: 0,
    for: 'dhs',
    object: {
      name: 'FICTICIO: reunión de ejemplo / FICTIONAL: example meeting',
      description: 'HISTORIA FICTICIA. Esta reunión no existió.',
      context: 'unspecified',
      object_refs: ['@traces in two days', '@faster together'],
    },
    fields: { matter_type: 'event', happened_on: 'on:0' },
    envelope,
  },
  {
    name: 'traces in two days',
    by: secretariat,
    kind: 'commitment',
    day: 1,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: contestar rastreos en 48 horas / FICTIONAL: answer traces within 48 hours',
      content: 'HISTORIA FICTICIA. Nadie acordó esto.',
      object_refs: ['@example meeting'],
    },
    fields: {
      agreed_text: {
        es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego.',
        en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours.',
      },
      source: 'FICTICIO: declaración de ejemplo / FICTIONAL: example statement',
      clause: '3',
      modality: 'agrees',
      owners: [
        { party: 'mx', office: 'FICTICIO: secretaría de ejemplo' },
        { party: 'us', office: 'FICTIONAL: example bureau' },
      ],
      due: 'on:45',
      workstream: 'firearms',
      is_change: true,
      baseline: 'FICTIONAL: 9 days, median of both parties’ records of the year before',
    },
    envelope,
  },
  {
    name: 'faster together',
    by: department,
    kind: 'commitment',
    day: 1,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: speed up answers on stolen cargo / FICTICIO: agilizar respuestas sobre carga robada',
      content: 'FICTIONAL STORY. Nobody agreed this.',
      object_refs: ['@example meeting'],
    },
    fields: {
      agreed_text: {
        en: 'FICTIONAL: The parties intend to speed up their answers about stolen cargo.',
        es: 'FICTICIO: Las partes se proponen agilizar sus respuestas sobre carga robada.',
      },
      source: 'FICTIONAL: example statement / FICTICIO: declaración de ejemplo',
      clause: '5',
      modality: 'intends',
      owners: [{ party: 'us' }],
      workstream: 'cargo',
      is_change: true,
    },
    envelope,
  },
  {
    name: 'traces delivered',
    by: secretariat,
    kind: 'commitment-status',
    day: 40,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: entregado',
      content: 'HISTORIA FICTICIA. Desde hace un mes se contesta en 31 horas (mediana).',
      object_refs: ['@traces in two days'],
    },
    fields: {
      status: 'delivered',
      as_of: 'on:40',
      evidence: 'FICTICIO: cuadro de ejemplo del mes',
      next_step: 'FICTICIO: el mismo cuadro cada mes',
    },
    envelope,
  },
  {
    name: 'traces confirmed',
    by: department,
    kind: 'commitment-judgement',
    day: 44,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: confirmed',
      content: 'FICTIONAL STORY. Our own records of the same requests give 32 hours.',
      object_refs: ['@traces in two days'],
    },
    fields: { of_ref: '@traces delivered', says: 'confirms', found_on: 'on:44', how: 'FICTIONAL: counted again from our records' },
    envelope,
  },
  {
    name: 'working hours',
    by: department,
    kind: 'commitment-reading',
    day: 5,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: our reading',
      content: 'FICTIONAL STORY. We read the 48 hours as hours of working days.',
      object_refs: ['@traces in two days'],
    },
    fields: { says: 'reads', source: 'FICTIONAL: example readout', said_on: 'on:5' },
    envelope,
  },
  ...briefScenes,
  ...sessionScenes,
]
