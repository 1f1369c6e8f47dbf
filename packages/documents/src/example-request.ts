import { exampleRecord } from './example-record.ts'
import type { PrintedFile, PrintedRequest } from './printed-request.ts'

/** A fictional request for extradition with this many enclosures, for tests and measures. */
export function exampleRequest(enclosures: number, change: Partial<PrintedRequest> = {}): PrintedRequest {
  const both = (es: string, en: string) => ({ es, en })
  const law = both('Tratado de extradición de 1978', 'Extradition treaty of 1978')
  const file: PrintedFile = {
    name: 'FICTIONAL warrant.pdf',
    type: 'application/pdf',
    sizeBytes: 48_213,
    sha256: 'cd'.repeat(32),
    held: true,
    bytes: Buffer.from('%PDF-1.4\n<< /Type /Pages /Count 12 >>'),
  }
  const example = exampleRecord('request')
  return {
    record: { ...example, envelope: { ...example.envelope, legal_basis: { instrument: 'Treaty of 1978', article: '10' } } },
    form: both('Extradición', 'Extradition'),
    requesting: 'mx',
    requested: 'us',
    state: both('Ante el juez', 'Before the judge'),
    instruments: [{ title: law, reference: 'UNTS 1207' }],
    authorities: [{ party: 'us', name: both('Departamento de Estado', 'Department of State'), does: both('Recibe', 'Receives') }],
    documents: [
      {
        id: 'facts',
        title: both('Exposición de los hechos', 'Statement of the facts'),
        law,
        article: '10',
        verified: true,
        by: 'mx',
        translation: true,
        state: 'translated',
      },
      {
        id: 'warrant',
        title: both('Orden de aprehensión', 'Warrant'),
        law,
        article: '10',
        verified: false,
        by: 'mx',
        translation: true,
        state: 'missing',
      },
    ],
    clocks: [
      {
        title: both('Acusar recibo', 'Acknowledge'),
        law,
        article: null,
        verified: false,
        owner: 'us',
        state: 'running',
        lastDay: '2026-02-03',
        dueAt: '2026-02-04T06:00:00.000Z',
      },
    ],
    steps: [
      {
        step: 'document',
        by: 'mx',
        at: '2026-01-15T15:00:00.000Z',
        aside: false,
        content: 'FICTIONAL: translation done.',
        ground: null,
        court: null,
        number: null,
        day: null,
        document: both('Exposición de los hechos', 'Statement of the facts'),
        documentState: 'translated',
      },
    ],
    enclosures: Array.from({ length: enclosures }, (_, i) => {
      const record = exampleRecord(i % 2 === 0 ? 'seizure' : 'list-entry')
      const sha256 = (i + 1).toString(16).padStart(64, '0')
      return {
        id: record.id,
        document: i === 0 ? 'facts' : undefined,
        record: { ...record, sha256, position: { ...record.position, seq: 100 + i } },
        files:
          i === 0
            ? [file, { ...file, name: 'FICTIONAL note.txt', type: 'text/plain', bytes: Buffer.from('FICTIONAL typed words.\n\nSecond.') }]
            : [],
      }
    }),
    ...change,
  }
}
