import type { Player, Scene } from './scene.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']
const envelope = { retention: 'case', purpose: 'FICTIONAL: follow-up of what was agreed' }

/** Fictional expectations, an issue that became a workstream and one that is new, and an evaluation whose findings are followed up. */
export const briefScenes: readonly Scene[] = [
  {
    name: 'cargo within a day',
    by: secretariat,
    kind: 'expectation',
    day: 6,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: respuestas sobre carga robada en un día / FICTIONAL: answers about stolen cargo within a day',
      content: 'HISTORIA FICTICIA. La carga se mueve en un día; después ya no se halla.',
      object_refs: ['@example meeting'],
    },
    fields: {
      expected: {
        es: 'FICTICIO: Las solicitudes sobre carga robada se contestan en 24 horas.',
        en: 'FICTIONAL: Requests about stolen cargo are answered within 24 hours.',
      },
      of_party: 'us',
      by_when: 'on:50',
      source: 'FICTICIO: minuta de ejemplo / FICTIONAL: example minutes',
      workstream: 'cargo',
    },
    envelope,
  },
  {
    name: 'cargo accepted',
    by: department,
    kind: 'expectation-answer',
    day: 12,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: accepted',
      content: 'FICTIONAL STORY. We can do so once the duty desk is staffed at night.',
      object_refs: ['@cargo within a day'],
    },
    fields: { expectation_ref: '@cargo within a day', says: 'accepts', next_step: 'FICTIONAL: a second shift' },
    envelope,
  },
  {
    name: 'names in advance',
    by: department,
    kind: 'expectation',
    day: 7,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: names of drivers in advance / FICTICIO: nombres de conductores por adelantado',
      content: 'FICTIONAL STORY. Screening would take minutes instead of hours.',
      object_refs: ['@example meeting'],
    },
    fields: {
      expected: {
        en: 'FICTIONAL: Names of drivers are sent the day before a crossing.',
        es: 'FICTICIO: Los nombres de los conductores se envían el día anterior al cruce.',
      },
      of_party: 'mx',
      by_when: 'on:90',
      workstream: 'customs',
    },
    envelope,
  },
  {
    name: 'names refused',
    by: secretariat,
    kind: 'expectation-answer',
    day: 15,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: rechazada',
      content: 'HISTORIA FICTICIA. La ley de datos personales no permite una entrega general.',
      object_refs: ['@names in advance'],
    },
    fields: { expectation_ref: '@names in advance', says: 'refuses', ground: 'law' },
    envelope,
  },
  {
    name: 'aircraft over the river',
    by: department,
    kind: 'emerging-issue',
    day: 8,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: unmanned aircraft over the river / FICTICIO: aeronaves no tripuladas sobre el río',
      content: 'FICTIONAL STORY. Eleven flights in a month where there was none the year before.',
      object_refs: ['@example meeting'],
    },
    fields: {
      what: {
        en: 'FICTIONAL: Unmanned aircraft carry small loads over the river.',
        es: 'FICTICIO: Aeronaves no tripuladas llevan cargas pequeñas sobre el río.',
      },
      seen_since: 'on:-80',
      seen_how: 'FICTIONAL: reports of two duty desks',
      workstream: 'uas',
    },
    envelope,
  },
  ...(
    [
      [
        'aircraft seen too',
        secretariat,
        14,
        'supports',
        'FICTICIO: también lo observamos',
        'HISTORIA FICTICIA. Seis reportes en las mismas semanas.',
      ],
      ['aircraft asked', department, 20, 'asks', 'FICTIONAL: a workstream', 'FICTIONAL STORY. One table for both, each quarter.'],
      ['aircraft agreed', secretariat, 31, 'agrees', 'FICTICIO: de acuerdo', 'HISTORIA FICTICIA. Con punto de contacto en cada lado.'],
    ] as const
  ).map(
    ([name, by, day, says, abstract, content]): Scene => ({
      name,
      by,
      kind: 'issue-step',
      day,
      for: by === secretariat ? 'dhs' : 'sspc',
      object: { abstract, content, object_refs: ['@aircraft over the river'] },
      fields: { issue_ref: '@aircraft over the river', says, workstream: 'uas', done_on: `on:${day}` },
      envelope,
    }),
  ),
  {
    name: 'false seals',
    by: secretariat,
    kind: 'emerging-issue',
    day: 48,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: sellos falsos en contenedores / FICTIONAL: false seals on containers',
      content: 'HISTORIA FICTICIA. Tres sellos con el mismo número en un mes.',
      object_refs: ['@example meeting'],
    },
    fields: {
      what: {
        es: 'FICTICIO: Aparecen sellos con números repetidos en contenedores.',
        en: 'FICTIONAL: Seals with repeated numbers appear on containers.',
      },
      seen_since: 'on:30',
      workstream: 'customs',
    },
    envelope,
  },
  {
    name: 'first year evaluated',
    by: secretariat,
    kind: 'evaluation',
    day: 25,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: evaluación del primer año / FICTIONAL: evaluation of the first year',
      content: 'HISTORIA FICTICIA. Si puede mostrarse que se hizo lo prometido.',
      object_refs: ['@example meeting'],
    },
    fields: {
      question: {
        es: 'FICTICIO: ¿Pueden mostrarse los resultados del primer año?',
        en: 'FICTIONAL: Can the results of the first year be shown?',
      },
      evaluator: 'FICTICIO: Instituto Ejemplo / FICTIONAL: Example Institute',
      independence: 'independent',
      method: {
        es: 'FICTICIO: cuarenta compromisos al azar, documentos de ambas partes y doce entrevistas.',
        en: 'FICTIONAL: forty commitments drawn at random, documents of both parties and twelve talks.',
      },
      limits: 'FICTICIO: no dice nada del efecto en la delincuencia / FICTIONAL: says nothing of any effect on crime',
      findings: [
        {
          number: '1',
          finding: {
            es: 'FICTICIO: La mitad de los compromisos no tiene línea de base.',
            en: 'FICTIONAL: Half of the commitments have no baseline.',
          },
          recommendation: {
            es: 'FICTICIO: Fijar una para cada uno antes de la próxima sesión.',
            en: 'FICTIONAL: State one for each before the next session.',
          },
          addressee: 'both',
          due: 'on:55',
        },
        {
          number: '2',
          finding: {
            es: 'FICTICIO: Las respuestas tardías no se reportan.',
            en: 'FICTIONAL: Late answers are not reported.',
          },
          addressee: 'mx',
          due: 'on:40',
        },
      ],
      published_on: 'on:24',
    },
    envelope,
  },
  {
    name: 'baselines at work',
    by: secretariat,
    kind: 'evaluation-response',
    day: 33,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: en ello',
      content: 'HISTORIA FICTICIA. Once de veinte líneas de base están fijadas.',
      object_refs: ['@first year evaluated'],
    },
    fields: {
      evaluation_ref: '@first year evaluated',
      finding: '1',
      says: 'at_work',
      done_on: 'on:33',
      next_step: 'FICTICIO: las otras nueve el mes próximo',
    },
    envelope,
  },
  {
    name: 'late answers reported',
    by: secretariat,
    kind: 'evaluation-response',
    day: 38,
    for: 'dhs',
    object: {
      abstract: 'FICTICIO: remediado',
      content: 'HISTORIA FICTICIA. El cuadro mensual ya incluye las respuestas tardías.',
      object_refs: ['@first year evaluated'],
    },
    fields: {
      evaluation_ref: '@first year evaluated',
      finding: '2',
      says: 'remedied',
      done_on: 'on:38',
      evidence: 'FICTICIO: cuadro de ejemplo',
    },
    envelope,
  },
  {
    name: 'late answers confirmed',
    by: department,
    kind: 'evaluation-response',
    day: 42,
    for: 'sspc',
    object: {
      abstract: 'FICTIONAL: confirmed',
      content: 'FICTIONAL STORY. We hold the same table.',
      object_refs: ['@first year evaluated'],
    },
    fields: { evaluation_ref: '@first year evaluated', finding: '2', says: 'confirms', of_ref: '@late answers reported', done_on: 'on:42' },
    envelope,
  },
]
