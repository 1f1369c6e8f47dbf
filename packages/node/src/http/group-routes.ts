import { type GroupDetail, type GroupRow, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { type RegisteredGroup, registryOf, type StatedDesignation } from '@enlace/records'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { type HeldGroups, readGroup, readGroups } from '../store/read-groups.ts'
import { listRelations } from '../store/read-records.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import { dayOf } from './day-of.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import { readWanted } from './read-wanted.ts'
import { noteReads, summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts the registry of groups: who is known under which names, and which party designates it on a day. */
export function mountGroupRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listGroups, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const held = await readGroups(
      desk,
      actor.agency,
      query.q === undefined ? undefined : (readWanted(desk.searchKey, query.q).terms.tsquery ?? ''),
    )
    noteReads(desk, actor, [...held.versions.values()])
    const items = registered(held, actor, on).map(showGroup)
    const nameOf = (row: GroupRow) => row.names[0]?.name ?? ''
    return { items: items.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'es')), on, more: held.more }
  })

  mount(site, routes.readGroup, async ({ params, query }, actor): Promise<GroupDetail> => {
    const on = dayOf(desk, query.on)
    await findRecord(desk, actor, 'group.read', params.id)
    const held = await readGroup(desk, actor.agency, params.id)
    const group = registered(held, actor, on).find(({ ids }) => ids.includes(params.id))
    if (group === undefined) throw new Fault('record_unknown')
    const own = group.ids.flatMap((id) => held.versions.get(id) ?? [])
    const records = (await summarise(desk, actor, own)).flatMap((one) => one ?? [])
    return { group: showGroup(group), on, records, related: await relatedTo(actor, own) }
  })

  function registered(held: HeldGroups, actor: Actor, on: string): readonly RegisteredGroup[] {
    const parties = [actor.party, ...desk.partners.map(({ party }) => party)]
    return registryOf(held.groups, held.designations, held.same, on, parties)
  }

  /** What points at a group or is pointed at; of a relationship its other end, so that a member is shown and not the line between. */
  async function relatedTo(actor: Actor, own: readonly StoredVersion[]): Promise<GroupDetail['related']> {
    const inside = new Set(own.map(({ seq }) => seq))
    const found = (await Promise.all(own.map((version) => listRelations(desk.sql, version, actor.agency)))).flat()
    const others = found.filter(({ version }) => !inside.has(version.seq) && version.kind !== 'designation')
    const plain = others.filter(({ version }) => version.kind !== 'relationship')
    const lines = await readStoredRecords(
      desk.sql,
      desk.keystore,
      others.filter(({ version }) => version.kind === 'relationship').map(({ version }) => version.seq),
    )
    const ids = new Set(own.map(({ rid }) => Buffer.from(rid).toString('hex')))
    const ends = lines.flatMap(({ object }) => {
      const type = String(object.relationship_type)
      return (['source_ref', 'target_ref'] as const).flatMap((end) => {
        const rid = recordDigest(desk.searchKey, String(object[end]))
        return type === 'duplicate-of' || ids.has(Buffer.from(rid).toString('hex'))
          ? []
          : [{ rid, relation: type, direction: end === 'target_ref' ? ('out' as const) : ('in' as const) }]
      })
    })
    const latest = await findLatest(
      desk.sql,
      actor.agency,
      ends.map(({ rid }) => rid),
    )
    const versionOf = new Map(latest.map((version) => [Buffer.from(version.rid).toString('hex'), version]))
    const all = [
      ...ends.flatMap(({ rid, relation, direction }) => {
        const version = versionOf.get(Buffer.from(rid).toString('hex'))
        return version === undefined ? [] : [{ version, relation, direction }]
      }),
      ...plain.map(({ version, relation, direction }) => ({ version, relation, direction })),
    ]
    const summaries = await summarise(
      desk,
      actor,
      all.map(({ version }) => version),
    )
    return all.flatMap(({ relation, direction }, i) => {
      const record = summaries[i]
      return record === undefined ? [] : [{ relation, direction, record }]
    })
  }
}

function showGroup({ ids, names, parties, hearsay }: RegisteredGroup): GroupRow {
  return {
    id: ids[0] ?? '',
    ids: [...ids],
    names: names.map(({ name, alias, from }) => ({ name, alias, from: [...from] })),
    parties: parties.map(({ party, state, designations }) => ({ party, state, designations: designations.map(showDesignation) })),
    hearsay: hearsay.map(showDesignation),
  }
}

function showDesignation(one: StatedDesignation): GroupRow['hearsay'][number] {
  return {
    id: one.id,
    from: one.from_party,
    by: one.by,
    as: one.as,
    name: one.name,
    instrument: one.instrument,
    article: one.article ?? null,
    authority: one.authority ?? null,
    number: one.number ?? null,
    since: one.from,
    until: one.until ?? null,
    publisher: one.publisher ?? null,
    url: one.url ?? null,
  }
}
