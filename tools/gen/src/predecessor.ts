import clauses from './predecessor-clauses.json' with { type: 'json' }

/** Where one clause stands in a White House statement of 2021 to 2023, and what we say of it: `doc` is `=` where it is the one before. */
type Clause = {
  readonly doc: string
  readonly from: string
  readonly to: string
  readonly as: string
  readonly on: string
  readonly en: string
  readonly name: string
  /** The clause in our own words, in both languages. */
  readonly says: string
  readonly es: string
  readonly by?: string
  readonly change?: number
  readonly due?: string
  readonly words?: string
  readonly gives?: string
}

/** The file of `data/` that the split makes. */
export const predecessorFile = 'public-record.bicentennial.jsonl'

const framework = 'programme.bicentennial'
const folder = 'texts/en_whitehouse'
const asOf = '2026-11-22'

const deliverables: Readonly<Record<string, string>> = {
  benchmarks: 'Parámetros / Benchmarks',
  campaign: 'Una campaña / A campaign',
  events: 'Actividades públicas / Public events',
  funds: 'Fondos remitidos / Funds remitted',
  group: 'Un grupo de trabajo / A working group',
  laboratories: 'Laboratorios / Laboratories',
  mechanism: 'Un mecanismo / A mechanism',
  meeting: 'Una reunión / A meeting',
  memorandum: 'Un memorándum firmado / A signed memorandum',
  network: 'Una red / A network',
  panel: 'Un panel / A panel',
  plan: 'Un plan / A plan',
  recommendations: 'Recomendaciones / Recommendations',
  report: 'Un informe / A report',
  study: 'Un estudio / A study',
}
const owners: Readonly<Record<string, readonly string[]>> = { mx: ['mx'], us: ['us'], all: ['mx', 'us', 'ca'] }

/**
 * The commitments of the Bicentennial Framework: clauses of White House statements, which are United States Government works, each with its
 * address and the paragraph in which it stands, told in our own words. `read` gives a published file by its path. Throws where a clause no longer
 * stands in its statement.
 */
export function splitPredecessor(read: (path: string) => Uint8Array): Uint8Array {
  const note = 'Clauses of United States Government works, found by tools/gen/src/predecessor.ts and told in our own words.'
  const lines: object[] = [{ format: 'enlace-records/1', as_of: asOf, note }]
  let doc = ''
  let statement: Statement | undefined
  for (const [index, clause] of (clauses as readonly Clause[]).entries()) {
    if (clause.doc !== '=') {
      doc = clause.doc
      statement = parseStatement(new TextDecoder().decode(read(`${folder}/${doc}.md`)))
      lines.push(toStatement(doc, statement))
    }
    if (statement !== undefined) lines.push(toCommitment(`bicentennial.${String(index + 1).padStart(2, '0')}`, doc, statement, clause))
  }
  return new TextEncoder().encode(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

type Statement = { readonly title: string; readonly day: string; readonly address: string; readonly paragraphs: readonly string[] }

/** A statement’s heading and its paragraphs, without marks of emphasis; items of a list are paragraphs of their own. */
function parseStatement(text: string): Statement {
  const [, head = '', body = ''] = text.split(/^---$/m)
  const plain = body.replaceAll(/<[^>]*>|[*_\\]/g, '').replaceAll(/^\s*(?:-|\d+\.)\s+/gm, '\n\n')
  const paragraphs = plain.split(/\n\s*\n/).map(single)
  return {
    title: single(/title: "([^"]*)"/s.exec(head)?.[1]?.replaceAll(/\\_|\\\s+/g, ' ') ?? ''),
    day: /date: '([\d-]+)'/.exec(head)?.[1] ?? '',
    address: /source_url: (\S+)/.exec(head)?.[1] ?? '',
    paragraphs: paragraphs.filter((paragraph) => paragraph !== '' && paragraph !== '###'),
  }
}

function single(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function toStatement(doc: string, { title, day, address }: Statement): object {
  return {
    kind: 'source-document',
    key: keyOf(doc),
    day,
    abstract: title,
    content: 'Texto del Gobierno de Estados Unidos, en dominio público. / A United States Government work, in the public domain.',
    about: [framework],
    facts: {
      title: title.slice(0, 300),
      publisher: 'The White House',
      document_language: 'en',
      digital_source_type: 'humanEdits',
      published_on: day,
      source_url: address,
    },
  }
}

function toCommitment(key: string, doc: string, { title, day, paragraphs }: Statement, clause: Clause): object {
  const found = paragraphs.flatMap((paragraph, index) => {
    const start = paragraph.indexOf(clause.from)
    const end = start < 0 ? -1 : paragraph.indexOf(clause.to, start)
    return end < 0 ? [] : [index + 1]
  })
  const [first] = found
  if (first === undefined) throw new Error(`${doc}: no clause from «${clause.from}» to «${clause.to}»`)
  const parties = owners[clause.by ?? ''] ?? ['mx', 'us']
  return {
    kind: 'commitment',
    key,
    day,
    abstract: `${clause.name} / ${clause.en}`,
    content: `Marco Bicentenario, ${day}; dicho con nuestras palabras. Lo que se hizo de esto no consta aquí. / Bicentennial Framework, ${day}; in our own words. What came of it is not on record here.`,
    about: [framework, keyOf(doc)],
    facts: {
      agreed_text: { en: clause.says, es: clause.es },
      source: title.slice(0, 300),
      source_ref: `@${keyOf(doc)}`,
      clause: `¶ ${first}`,
      modality: clause.as,
      owners: parties.map((party) => ({ party })),
      programme_ref: `@${framework}`,
      workstream: clause.on,
      ...(clause.gives === undefined ? {} : { deliverable: deliverables[clause.gives] ?? clause.gives }),
      ...(clause.due === undefined ? {} : { due: clause.due, due_words: clause.words ?? '' }),
      ...(clause.change === undefined ? {} : { is_change: true }),
    },
  }
}

function keyOf(doc: string): string {
  return `whitehouse.${doc.slice(0, 10)}.${doc.slice(11, 60)}`.replaceAll(/[^a-z0-9.-]/g, '-').replace(/-$/, '')
}
