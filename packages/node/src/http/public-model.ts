import { encodeStatementDocument } from '@enlace/proof/node'
import { describeKind, kinds } from '@enlace/records'
import type { Correction, Page, SiteModel, Words } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import { listQuestions } from '../store/public-questions.ts'
import { type PublishedRecord, readPublicationActs, readPublished, statesOf } from '../store/read-publications.ts'
import type { ReleasedStatement, TakenOff } from '../store/read-released.ts'
import { keepWithheld, readWithheld } from '../store/withheld-values.ts'
import type { Desk } from './desk.ts'
import { countsSingly, showIndicator, toCell } from './public-indicators.ts'
import { firstOfEach, jointPages, jointTitles } from './public-joint.ts'
import { publicKinds } from './public-kinds.ts'
import { showCommitment, showMatter, showSession, showStatement } from './public-pages.ts'
import { cellsOfSeal, readPublicSeals } from './public-seals.ts'
import { slugOf, timeline } from './public-timeline.ts'
import { findWithheld } from './public-withheld.ts'
import { noteOf } from './show-evidence.ts'

export type PublicSource = Pick<Desk, 'sql' | 'keystore' | 'searchKey' | 'messages' | 'authority' | 'partners' | 'services'> & {
  readonly hasVerifier?: boolean
  /** Joint statements that this node has published by itself, with two keys of each party. */
  readonly released?: () => Promise<readonly ReleasedStatement[]>
  /** Those whose draft was erased here since. */
  readonly takenOff?: () => Promise<readonly TakenOff[]>
}

/** A model of the public site, and the instant at which it changes by itself; null: not before a record or the day changes. */
export type BuiltModel = { readonly model: SiteModel; readonly changesAt: Date | null }

/** Builds what the public site shows at an instant, from publications alone: what two persons did not agree to is not in it. `extra` are records to show as if they were public now. */
export async function buildPublicModel(
  desk: PublicSource,
  origin: string,
  now: Date,
  extra: readonly PublishedRecord[] = [],
): Promise<BuiltModel> {
  const { authority } = desk
  const acts = await readPublicationActs(desk, authority.party)
  const states = statesOf(acts, now)
  const everPublished = [...(await readPublished(desk, states)), ...extra]
  const published = everPublished.filter(({ isGone }) => !isGone)
  const [seals, wasWithheld] = await Promise.all([
    readPublicSeals(
      desk,
      published.map(({ record }) => record),
    ),
    readWithheld(desk.sql),
  ])
  const questions = await listQuestions(desk.sql, desk.keystore, { isPublic: true })
  const released = (await desk.released?.()) ?? []
  const takenOff = ((await desk.takenOff?.()) ?? []).filter(({ sha256 }) => !released.some((one) => one.sha256 === sha256))
  const today = now.toISOString().slice(0, 10)
  const of = (...names: readonly string[]) => published.filter(({ record }) => names.includes(record.kind))
  const current = (...names: readonly string[]) =>
    of(...names)
      .filter(({ n, state }) => state.versions.find((one) => one.isCurrent)?.n === n)
      .map(({ record }) => record)
  // What is said about what was said belongs to the page too: a finding about a value, a step of a contest about it.
  const saidOf = (rid: string, names: readonly string[]) => {
    const rids = new Set([rid])
    const said: PublishedRecord[] = []
    for (let depth = 0; depth < 3; depth++) {
      const next = of(...names).filter((one) => !rids.has(one.rid) && one.about.some((target) => rids.has(target)))
      said.push(...next)
      for (const one of next) rids.add(one.rid)
    }
    return said
  }
  const pages = <T>(
    names: readonly string[],
    saidKinds: readonly string[],
    show: (said: readonly PublishedRecord[]) => Parameters<typeof timeline<T>>[3],
  ): readonly Page<T>[] =>
    [...Map.groupBy(of(...names), ({ rid }) => rid)].flatMap(([rid, versions]) => {
      const own = versions.toSorted((a, b) => a.n - b.n)
      const said = saidOf(rid, saidKinds)
      return timeline(own, said, today, show([...own, ...said])) ?? []
    })
  const es = desk.messages.catalogue('es', 'kinds')
  const choices =
    describeKind(kinds.get('claim') as NonNullable<ReturnType<typeof kinds.get>>, { es }).fields.find(({ name }) => name === 'point')
      ?.choices ?? []
  const pointWords = (point: string): Words => choices.find(({ value }) => value === point)?.label ?? { en: point }
  // An account of a session and a word about a card stand on the page of what they speak of.
  const isOwnPage = ({ record }: PublishedRecord) =>
    fieldsOf(record).text(record.kind === 'session' ? 'account_of_ref' : 'card_ref') === undefined
  const hasOwnPage = ({ id }: { readonly id: string }) =>
    published.some((one) => slugOf(String(one.record.object.id)) === id && isOwnPage(one))
  const sessions = pages(
    ['session'],
    ['session', 'session-item'],
    () => (record, said, on) => showSession(record, said, on, { mechanisms: current('mechanism'), statements: current('statement') }),
  ).filter(hasOwnPage)
  const withheldNow = new Set<string>()
  /** Values and seals of an indicator that are withheld, by the ids of their records. What somebody read before it was taken off is counted with, too. */
  const withheldAmong = (cards: readonly PublishedRecord[], isCount: boolean): ReadonlySet<string> => {
    const isOf = (kind: string, rids: readonly string[]) =>
      everPublished.filter(({ record, about }) => record.kind === kind && rids.some((rid) => about.includes(rid)))
    const rids = cards.map(({ rid }) => rid)
    const values = isOf('indicator-value', rids)
    const sealed = isOf('result-seal', [...rids, ...values.map(({ rid }) => rid)])
    const ridOf = new Map([...values, ...sealed].map(({ record, rid }) => [String(record.object.id), rid]))
    const before = new Set([...ridOf].flatMap(([id, rid]) => (wasWithheld.has(rid) ? [id] : [])))
    const sideOf = new Map(values.map(({ record }) => [String(record.object.id), toCell(record, isCount).party]))
    const cells = values.map(({ record, from }) => ({ ...toCell(record, isCount), from }))
    const ofSeals = sealed.flatMap(({ record, from }) => {
      const seal = desk.services.results.read(noteOf(record))?.seal
      const side = sideOf.get(fieldsOf(record).text('value_ref') ?? '')
      const told = seal === undefined ? [] : cellsOfSeal(seal, { id: String(record.object.id), isCount, side })
      return told.map((cell) => ({ ...cell, from }))
    })
    // Beside values that count nothing, the events behind seals are a table of their own.
    const found = isCount ? findWithheld([...cells, ...ofSeals], before) : [...findWithheld(cells, before), ...findWithheld(ofSeals)]
    const withheld = new Set([...found].map((id) => id.split(' ')[0] as string))
    for (const id of withheld) withheldNow.add(ridOf.get(id) ?? '')
    return withheld
  }
  const sayings = ['indicator-value', 'value-judgement', 'result-seal', 'contest', 'contest-step']
  const contestEnds: string[] = []
  const parties = [authority.party, ...desk.partners.map(({ party }) => party)]
  const indicators = pages(['indicator-card'], sayings, (all) => {
    const cards = all.filter(({ record }) => record.kind === 'indicator-card')
    const isCount = cards.some(({ record }) => countsSingly(record))
    const withheld = withheldAmong(cards, isCount)
    return (record, said, on) => {
      const at = on === today ? now : new Date(`${on}T23:59:59.999Z`)
      const shown = showIndicator(record, said, { withheld, seals, parties, at })
      contestEnds.push(...shown.contests.flatMap(({ standing, endsAt }) => (standing === 'running' ? [endsAt] : [])))
      return shown
    }
  }).filter(hasOwnPage)
  if (extra.length === 0)
    await keepWithheld(
      desk.sql,
      [...withheldNow].filter((rid) => rid !== '' && !wasWithheld.has(rid)),
    )
  const erasedWords = Object.fromEntries((['es', 'en'] as const).map((tag) => [tag, desk.messages.say(tag, 'site', 'joint.erased')]))
  const model: SiteModel = {
    party: authority.party,
    partyName: { ...authority.name },
    names: Object.fromEntries([
      [authority.party, { ...authority.name }],
      ...desk.partners.map(({ party, name }) => [party, { ...name }] as const),
    ]),
    origin,
    at: now.toISOString(),
    hasVerifier: desk.hasVerifier === true,
    commitments: pages(
      ['commitment'],
      ['commitment-status', 'commitment-judgement', 'commitment-reading'],
      () => (record, said, on) => showCommitment(record, said, on, { programmes: current('programme'), sessions: current('session') }),
    ),
    statements: [
      ...pages(['statement'], [], () => (record) => showStatement(record, current('statement'), jointTitles(released))),
      ...jointPages(released, current('statement'), (language, party) =>
        desk.messages.say(language, 'site', 'joint.seen.version', { party: nameIn(desk, party, language) }),
      ),
    ],
    sessions,
    indicators,
    results: seals.flatMap(({ shown, file }) =>
      indicators.flatMap((page) =>
        page.versions.some(({ content }) => content.seals.some(({ id }) => id === shown.id)) ? [{ page: page.id, id: shown.id, file }] : [],
      ),
    ),
    facts: pages(
      ['matter', 'group-transfer'],
      ['claim'],
      () => (record, said) => showMatter(record, said, current('source-document'), pointWords),
    ),
    calendar: acts
      .flatMap((act) => {
        const plan = states.get(act.of)?.state.planned.find(({ id }) => id === act.id)
        const kind =
          publicKinds[act.kind] == null
            ? 'other'
            : act.kind === 'indicator-card'
              ? 'indicator'
              : act.kind === 'group-transfer'
                ? 'matter'
                : act.kind
        return plan === undefined || plan.does === 'withdraw' ? [] : [{ at: plan.at, kind, announced: act.announced }]
      })
      .toSorted((a, b) => a.at.localeCompare(b.at)),
    corrections: [
      ...correctionsOf(states),
      ...takenOff.map(
        ({ sha256, at }): Correction => ({
          at,
          does: 'withdraw',
          section: 'statements',
          id: sha256,
          title: `SHA-256 ${sha256.slice(0, 16)}…`,
          reason: erasedWords,
        }),
      ),
    ].toSorted((a, b) => b.at.localeCompare(a.at)),
    gone: [
      ...takenOff.map(({ sha256, at }) => ({ section: 'statements' as const, id: sha256, at, reason: erasedWords })),
      ...[...states].flatMap(
        ([
          id,
          {
            acts: own,
            state: { withdrawn },
          },
        ]) => {
          const act = own.find((one) => one.id === withdrawn?.id)
          const section = act === undefined ? null : (publicKinds[act.kind] ?? null)
          return act === undefined || withdrawn === null || section === null
            ? []
            : [{ section, id: slugOf(id), at: withdrawn.at, reason: act.reason }]
        },
      ),
    ],
    documents: Object.fromEntries(
      firstOfEach(released).map(({ sha256, document }) => [sha256, `${JSON.stringify(encodeStatementDocument(document))}\n`]),
    ),
    answers: questions.flatMap(({ number, about, answer, answeredAt }) =>
      answer === null || answeredAt === null ? [] : [{ number, at: answeredAt.toISOString(), about, answer }],
    ),
  }
  const changes = [...[...states.values()].flatMap(({ state }) => state.changesAt ?? []), ...contestEnds]
    .filter((at) => Date.parse(at) > now.getTime())
    .sort()
  return { model, changesAt: changes[0] === undefined ? null : new Date(changes[0]) }
}

function nameIn({ authority, partners }: PublicSource, party: string, language: 'es' | 'en'): string {
  const name = party === authority.party ? authority.name : partners.find((one) => one.party === party)?.name
  return name?.[language] ?? party.toUpperCase()
}

function correctionsOf(states: ReturnType<typeof statesOf>): readonly Correction[] {
  return [...states]
    .flatMap(([id, { acts, state }]) => {
      const said = (actId: string) => acts.find((one) => one.id === actId)
      const of = (does: 'correct' | 'withdraw', actId: string, at: string): readonly Correction[] => {
        const act = said(actId)
        const section = act === undefined ? null : (publicKinds[act.kind] ?? null)
        return act === undefined
          ? []
          : [
              section === null
                ? { at, does, section, id: null, title: null, reason: act.reason }
                : { at, does, section, id: slugOf(id), title: act.title, reason: act.reason },
            ]
      }
      return [
        ...state.versions.flatMap((one) => (one.does === 'correct' ? of('correct', one.id, one.from) : [])),
        ...(state.withdrawn === null ? [] : of('withdraw', state.withdrawn.id, state.withdrawn.at)),
      ]
    })
    .toSorted((a, b) => b.at.localeCompare(a.at))
}
