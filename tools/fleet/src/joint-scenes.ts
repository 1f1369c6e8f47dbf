import { randomUUID } from 'node:crypto'
import type { JointDraftList } from '@enlace/api'
import { agencyOf, certify, type JointNode, readJoint, writeJoint } from './joint-play.ts'
import { waitUntil } from './wait-until.ts'

type Both = { readonly es: string; readonly en: string }

const titles = {
  released: { es: 'FICTICIO: declaración conjunta de la reunión de ejemplo', en: 'FICTIONAL: joint statement of the example meeting' },
  work: { es: 'FICTICIO: declaración conjunta de la próxima reunión', en: 'FICTIONAL: joint statement of the next meeting' },
} as const

const agreed: readonly Both[] = [
  {
    es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego.',
    en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours.',
  },
  {
    es: 'FICTICIO: Las partes publicarán cada trimestre los aseguramientos de armas de fuego, cada una los suyos.',
    en: 'FICTIONAL: The parties will publish seizures of firearms each quarter, each party its own.',
  },
  {
    es: 'FICTICIO: La cooperación respeta la soberanía de cada parte y la responsabilidad compartida y diferenciada.',
    en: 'FICTIONAL: Cooperation respects the sovereignty of each party and their shared and differentiated responsibility.',
  },
]
const beside: readonly Both[] = [
  {
    es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego, y México lo revisará cada mes.',
    en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours, and Mexico will review it each month.',
  },
  {
    es: 'FICTICIO: La cooperación respeta la soberanía de cada parte y la responsabilidad compartida y diferenciada. No hay operaciones en suelo ajeno.',
    en: 'FICTIONAL: Cooperation respects the sovereignty of each party and their shared and differentiated responsibility. There are no operations on the soil of the other.',
  },
]

/**
 * Two joint statements of a demonstration, each once: one that was agreed, certified by both and released so many milliseconds later, with one party’s own text beside it, and one in work,
 * with versions, comments, and differences between its languages. Answers the ids of their drafts.
 */
export async function playJoint(mx: JointNode, us: JointNode, aheadMs = 45_000): Promise<Readonly<Record<'released' | 'work', string>>> {
  const known = await listOf(mx)
  const find = (title: Both) => known.find((one) => one.title.es === title.es)?.record.id
  return {
    released: find(titles.released) ?? (await playReleased(mx, us, aheadMs)),
    work: find(titles.work) ?? (await playWork(mx, us)),
  }
}

async function playReleased(mx: JointNode, us: JointNode, aheadMs: number): Promise<string> {
  const draft = await begin(mx, titles.released)
  for (const [i, words] of agreed.entries()) {
    const clause = await propose(i === 1 ? us : mx, draft, { place: (i + 1) * 10, words })
    await accept(i === 1 ? mx : us, draft, clause)
  }
  for (const node of [mx, us]) await waitUntil('the text is agreed', async () => (await readJoint(node, draft))?.text != null)
  const at = new Date(Math.ceil((Date.now() + aheadMs) / 1000) * 1000).toISOString()
  const embargo = 'FICTICIO: sin publicar antes del instante / FICTIONAL: not before the instant'
  for (const node of [mx, us]) await certify(node, draft, at, embargo)
  const title = {
    es: 'FICTICIO: mensaje de una parte sobre la reunión de ejemplo',
    en: 'FICTIONAL: one party’s words on the example meeting',
  }
  await writeJoint(
    mx,
    'statement',
    { abstract: title.es, content: title.es, object_refs: [draft] },
    {
      ...{ title_words: title, statement_type: 'unilateral', issued_by: ['mx'], published_on: at.slice(0, 10), beside_ref: draft },
      ...{
        digital_source_type: 'digitalCreation',
        content_digest: '0'.repeat(64),
        channel: 'written_statement',
        retrieved_at: new Date().toISOString(),
      },
      clauses: beside.map((words, i) => ({ number: String(i + 1), part: 'paragraph', words: { ...words } })),
    },
  )
  return draft
}

async function playWork(mx: JointNode, us: JointNode): Promise<string> {
  const draft = await begin(mx, titles.work)
  const first = await propose(mx, draft, {
    place: 10,
    words: {
      es: 'FICTICIO: Las partes se reunirán de nuevo a más tardar el 30 de junio de 2027.',
      en: 'FICTIONAL: The parties will meet again no later than 30 June 2027.',
    },
  })
  await accept(us, draft, first)
  const second = await propose(mx, draft, {
    place: 20,
    words: {
      es: 'FICTICIO: Las partes intercambiarán inteligencia sobre tráfico de armas en un plazo de 48 horas.',
      en: 'FICTIONAL: The parties will exchange intelligence on arms trafficking within 48 hours.',
    },
  })
  await arrives(us, draft, second)
  const longer = await propose(us, draft, {
    place: 20,
    replaces: second,
    why: 'FICTIONAL: Two days are not enough at the weekend. / FICTICIO: Dos días no bastan en fin de semana.',
    words: {
      es: 'FICTICIO: Las partes intercambiarán inteligencia sobre tráfico de armas en un plazo de 48 horas.',
      en: 'FICTIONAL: The parties will exchange intelligence on arms trafficking within 72 hours.',
    },
  })
  await arrives(mx, draft, longer)
  await say(mx, draft, longer, {
    says: 'comments',
    content: 'FICTICIO: el texto en español sigue diciendo 48 horas; acordemos una sola cifra.',
  })
  const third = await propose(us, draft, {
    place: 30,
    words: {
      es: 'FICTICIO: Las partes informarán de los aseguramientos de efectivo.',
      en: 'FICTIONAL: The parties will report forfeitures of cash.',
    },
  })
  await arrives(mx, draft, third)
  await say(mx, draft, third, {
    says: 'rejects',
    content: 'FICTICIO: «aseguramiento» es provisional y no es «forfeiture». Propongan otro término.',
  })
  await propose(mx, draft, {
    place: 40,
    words: {
      es: 'FICTICIO: Ninguna parte actuará en el territorio de la otra sin su autorización.',
      en: 'FICTIONAL: Neither party will act on the territory of the other without its authorisation.',
    },
  })
  return draft
}

async function begin(node: JointNode, title: Both): Promise<string> {
  const parties = ['mx', 'us']
  const object = { abstract: title.es, content: title.es, object_refs: [`note--${randomUUID()}`] }
  return await writeJoint(node, 'joint-draft', object, { title_words: title, parties })
}

async function propose(
  node: JointNode,
  draft: string,
  { words, place, replaces, why }: { readonly words: Both; readonly place: number; readonly replaces?: string; readonly why?: string },
): Promise<string> {
  await waitUntil(`${node.party} has the draft`, async () => (await readJoint(node, draft)) !== undefined)
  const own = { draft_ref: draft, place, words, ...(replaces === undefined ? {} : { replaces_refs: [replaces] }) }
  return await writeJoint(node, 'draft-clause', { object_refs: [draft], ...(why === undefined ? {} : { content: why }) }, own)
}

async function arrives(node: JointNode, draft: string, clause: string): Promise<string> {
  return await waitUntil(`the clause is at ${node.party}`, async () => {
    const heads = (await readJoint(node, draft))?.clauses.flatMap((one) => one.heads)
    return heads?.find(({ version }) => version.id === clause)?.version.sha256
  })
}

async function accept(node: JointNode, draft: string, clause: string): Promise<void> {
  await say(node, draft, clause, { says: 'accepts', sha256: await arrives(node, draft, clause) })
}

async function say(
  node: JointNode,
  draft: string,
  about: string,
  { content, ...fields }: { readonly says: string; readonly sha256?: string; readonly content?: string },
): Promise<void> {
  const object = { object_refs: [draft], ...(content === undefined ? {} : { content }) }
  await writeJoint(node, 'draft-comment', object, { draft_ref: draft, about_ref: about, ...fields })
}

async function listOf(node: JointNode): Promise<JointDraftList['items']> {
  const { body } = await node.call('GET', '/api/v1/programme/drafts', { role: 'secretariat', agency: agencyOf(node.party) })
  return (body as JointDraftList).items
}
