import { type PublicationAsked, type PublicationList, type PublicationRow, type PublicQuestionList, routes } from '@enlace/api'
import { Fault, type FieldProblem } from '@enlace/core'
import type { Actor, Change } from '@enlace/policy'
import { answerPath, type Language, languages } from '@enlace/site'
import { answerQuestion, listQuestions } from '../store/public-questions.ts'
import { isProtected, listSaidAbout, type PublishedRecord, readPublicationActs, statesOf } from '../store/read-publications.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount, sendAsIs } from './mount.ts'
import { publicKinds } from './public-kinds.ts'
import { buildPublicModel } from './public-model.ts'
import { slugOf } from './public-timeline.ts'
import { showAsked } from './show-asked.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'
import { siteWords } from './site-words.ts'

/** An instant may lie this far back, for the time that a person takes to press a button. */
const graceMs = 10 * 60_000

/** Mounts what is public: the list, the request that two persons agree to, the exact page beforehand, and what the public writes. `address`: of the public site. */
export function mountPublicationRoutes(site: Site, desk: Desk, address: () => string | null): void {
  mount(site, routes.listPublications, async (_call, actor): Promise<PublicationList> => {
    const now = desk.now()
    const states = statesOf(await readPublicationActs(desk, actor.party), now)
    const items = [...states].flatMap(([of, { acts, state }]) =>
      acts.map((act): PublicationRow => {
        const version = state.versions.find(({ id }) => id === act.id)
        const planned = state.planned.some(({ id }) => id === act.id)
        const section = publicKinds[act.kind] ?? null
        const isGone = state.withdrawn !== null && act.does !== 'withdraw'
        const settled =
          act.does === 'withdraw'
            ? 'withdrawn'
            : isGone
              ? 'withdrawn'
              : version?.isCurrent
                ? 'public'
                : version === undefined
                  ? 'cancelled'
                  : 'replaced'
        return {
          ...{ id: act.id, of, kind: act.kind, title: act.title, does: act.does, modified: act.modified, publishAt: act.publishAt },
          state: planned ? 'planned' : settled,
          n: version?.n ?? null,
          reason: { ...act.reason },
          announced: { ...act.announced },
          hasPage: section !== null,
          path: section === null || planned || version === undefined ? null : `/${section}/${slugOf(of)}`,
        }
      }),
    )
    const mayAsk = actor.role === 'secretariat'
    return { items: items.toSorted((a, b) => b.publishAt.localeCompare(a.publishAt) || a.id.localeCompare(b.id)), site: address(), mayAsk }
  })

  mount(site, routes.askPublication, async ({ body }, actor): Promise<PublicationAsked> => {
    const { does, announced, reason, dryRun } = body
    const states = statesOf(await readPublicationActs(desk, actor.party), desk.now())
    const problems: FieldProblem[] = []
    const problem = (field: string, code: string) => problems.push({ field, code })
    const publishAt = Date.parse(body.publishAt)
    if (publishAt < desk.now().getTime() - graceMs) problem('/publishAt', 'before_now')
    for (const [field, words] of [
      ['/announced', announced],
      ['/reason', reason],
    ] as const)
      if (words !== null && (!words.es || !words.en)) problem(field, 'second_language_missing')
    if (does !== 'publish' && reason === null) problem('/reason', 'required')
    const found = []
    for (const [i, id] of body.items.entries()) {
      const { version } = await findRecord(desk, actor, 'record.read', id)
      const [record] = await readStoredRecords(desk.sql, desk.keystore, [version.seq])
      if (record === undefined) throw new Fault('record_erased')
      const state = states.get(String(record.object.id))?.state
      const isOut = state !== undefined && state.withdrawn === null && state.versions.length > 0
      const isSame = isOut && state.versions.some((one) => one.isCurrent && Date.parse(one.modified) === version.modified.getTime())
      const field = `/items/${i}`
      if (publicKinds[version.kind] === undefined) problem(field, 'kind_not_public')
      if (does !== 'withdraw' && version.tlp !== 'clear') problem(field, 'not_clear')
      if (does !== 'withdraw' && isProtected(record.envelope.person_status)) problem(field, 'person_protected')
      if (does === 'correct' && !isOut) problem(field, 'not_public_yet')
      if (does === 'withdraw' && !isOut && (state?.planned.length ?? 0) === 0) problem(field, 'not_public_yet')
      if (does !== 'withdraw' && isSame) problem(field, 'not_newer')
      found.push({ version, record })
    }
    if (problems.length > 0) throw new Fault('body_invalid', {}, { problems })
    const summaries = await summarise(
      desk,
      actor,
      found.map(({ version }) => version),
    )
    const change: Change = {
      what: 'publish',
      does,
      agency: actor.agency,
      items: found.map(({ version, record }, i) => ({
        ...{ id: String(record.object.id), modified: version.modified.toISOString(), kind: version.kind },
        title: (summaries[i]?.title ?? '').slice(0, 200),
      })),
      publishAt: new Date(publishAt).toISOString(),
      announced,
      said: reason,
    }
    const asked = await desk.services.people.change({
      change,
      reason: reason?.en ?? does,
      actor,
      ...(dryRun === undefined ? {} : { dryRun }),
    })
    const said = await Promise.all(found.map(async ({ version }) => await listSaid(actor, version.rid, states)))
    return {
      items: summaries.flatMap((record, i) => (record === undefined ? [] : [{ record, said: said[i] ?? [] }])),
      change: showAsked(change, asked, desk.services.people.at),
    }
  })

  mount(site, routes.previewPublication, async ({ params, query, reply }, actor) => {
    const { version } = await findRecord(desk, actor, 'publication.preview', params.id)
    const [record] = await readStoredRecords(desk.sql, desk.keystore, [version.seq])
    const section = publicKinds[version.kind] ?? null
    if (record === undefined || section === null) throw new Fault('record_unknown')
    const language: Language = languages.find((one) => one === query.language) ?? 'es'
    const at = desk.now()
    const [states, links] = [statesOf(await readPublicationActs(desk, actor.party), at), [] as string[]]
    const id = String(record.object.id)
    const { model: now } = await buildPublicModel(desk, address() ?? '', at)
    const before = states.get(id)?.state
    const n = (before?.versions.at(-1)?.n ?? 0) + 1
    const from = new Date(Math.max(at.getTime(), Date.parse(before?.versions.at(-1)?.from ?? at.toISOString()) + 1)).toISOString()
    const own: PublishedRecord = {
      isGone: false,
      ...{ record, n, from, about: links, rid: Buffer.from(version.rid).toString('hex') },
      acts: [],
      state: {
        versions: [{ n, id: '', modified: version.modified.toISOString(), does: 'publish', from, isCurrent: true, isGone: false }],
        planned: [],
        withdrawn: null,
        changesAt: null,
      },
    }
    const { model } = await buildPublicModel(desk, address() ?? '', at, [own])
    const shown = { ...model, gone: now.gone.filter((one) => one.id !== slugOf(id)) }
    const say = (one: Language) => siteWords(desk.messages, one)
    const { body } = answerPath(shown, `/${language}/${section}/${slugOf(id)}`, new URLSearchParams(), say)
    const style = answerPath(shown, '/style.css', new URLSearchParams(), say).body
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'")
    reply.type('text/html; charset=utf-8')
    return sendAsIs(body.replace('<link rel="stylesheet" href="/style.css">', `<style>${style}</style>`))
  })

  mount(site, routes.listQuestions, async () => await questions())

  mount(site, routes.answerQuestion, async ({ params, body }): Promise<PublicQuestionList> => {
    const number = /^[1-9]\d{0,14}$/.test(params.number) ? Number(params.number) : 0
    if (body.isPublic && (!body.answer.es || !body.answer.en))
      throw new Fault('body_invalid', {}, { problems: [{ field: '/answer', code: 'second_language_missing' }] })
    const done = await answerQuestion(desk.sql, desk.keystore, number, { ...body, at: desk.now() })
    if (!done) throw new Fault('question_unknown')
    return await questions()
  })

  async function questions(): Promise<PublicQuestionList> {
    return {
      items: (await listQuestions(desk.sql, desk.keystore)).map(({ at, answeredAt, answer, ...one }) => ({
        ...one,
        at: at.toISOString(),
        answeredAt: answeredAt?.toISOString() ?? null,
        answer: answer === null ? null : { ...answer },
      })),
    }
  }

  /** What was said about a record, may be published and is not public: to be published with it. */
  async function listSaid(actor: Actor, rid: Uint8Array, states: ReturnType<typeof statesOf>) {
    const rows = await listSaidAbout(desk, actor.agency, rid, Object.keys(publicKinds))
    const shown = await summarise(desk, actor, rows)
    return shown.flatMap((one) => (one === undefined || states.has(one.id) ? [] : [one]))
  }
}
