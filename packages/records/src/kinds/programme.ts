import { defineKind } from '../define-kind.ts'
import { date, link, localizedText, reference, text } from '../field.ts'

/** Extension of a programme under which governments agree what they do (docs/formats/programme.md). */
export const programmeExtension = 'extension-definition--2f1c8a54-7d0b-4e39-b6a7-91c5e03d4f28'

export const programme = defineKind({
  name: 'programme',
  title: 'Programme',
  purpose: 'What commitments belong to: its official names, every other name that people use for it, and the programmes that it continues.',
  on: 'note',
  extension: programmeExtension,
  fields: {
    names: localizedText('Official name', { required: true, short: true, help: 'As each party’s own texts write it.' }),
    other_names: text('Other names', {
      many: true,
      max: 40,
      find: true,
      short: true,
      maxLength: 200,
      help: 'Short names, initials, what the press says.',
    }),
    parties: text('Parties', { many: true, max: 8, coded: true, short: true, maxLength: 64 }),
    objective: localizedText('What it is for', { help: 'Word for word where a text says it.' }),
    from: date('From', { partial: true, short: true }),
    until: date('Until', { partial: true, short: true }),
    continues_refs: reference('Continues', ['note'], { many: true, max: 10, usually: ['programme'], help: 'Programmes before it.' }),
    source: text('Where it is said', { short: true, maxLength: 300 }),
    source_url: link('Source address'),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: [
    'names',
    'other_names',
    'parties',
    'objective',
    'from',
    'until',
    'continues_refs',
    'source',
    'source_url',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: example programme',
    content: 'FICTIONAL EXAMPLE. A programme that does not exist.',
    labels: ['fictional'],
    object_refs: ['note--6f0e4c51-21ab-4a43-8d1e-0c5b7f3a9d12'],
    names: { en: 'FICTIONAL Border Example Programme', es: 'Programa FICTICIO de Ejemplo Fronterizo' },
    other_names: ['Example programme', 'PEF'],
    parties: ['mx', 'us'],
    objective: { en: 'FICTIONAL: to show how a programme is kept.', es: 'FICTICIO: mostrar cómo se guarda un programa.' },
    from: '2025-09',
    continues_refs: ['note--6f0e4c51-21ab-4a43-8d1e-0c5b7f3a9d12'],
    source: 'FICTIONAL joint statement of 3 September 2025',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Follow-up of what was agreed', person_status: 'none' },
})
