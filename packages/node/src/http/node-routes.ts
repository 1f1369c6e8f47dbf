import { type KindDetail, openApiOf, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { describeKind, kinds, recognise } from '@enlace/records'
import { checkIdentifier, couldBe } from '@enlace/records/check-identifier'
import { sayIdentifier } from '../store/say-identifier.ts'
import { labelOf } from '../store/say-label.ts'
import { addressedOffices } from './addressed-offices.ts'
import type { Desk } from './desk.ts'
import { mount, mountOpen, sendAsIs } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts what describes the node: who it is, which kinds it knows, what it recognises in a text, its own description. */
export function mountNodeRoutes(site: Site, desk: Desk): void {
  const { authority, messages } = desk
  mountOpen(site, routes.readNode, async () => ({
    party: authority.party,
    domain: authority.domain,
    name: labelOf(authority.name),
    agencies: authority.agencies.map(({ id, name, article }) => ({
      id,
      name: labelOf(name),
      ...(article === undefined ? {} : { article: labelOf(article) }),
    })),
    partners: desk.partners.map(({ party, name, agencies }) => ({
      party,
      name: labelOf(name),
      agencies: agencies.map((agency) => ({ id: agency.id, name: labelOf(agency.name) })),
      offices: addressedOffices([...desk.law.instruments.values()], party),
    })),
    version: desk.version,
    classification: authority.classification,
    marking: authority.marking,
    demo: authority.demo,
    roles: Object.fromEntries(Object.entries(authority.roles).map(([role, name]) => [role, labelOf(name)])),
  }))

  const catalogues = Object.fromEntries(
    messages.languages.filter((language) => language !== 'en').map((language) => [language, messages.catalogue(language, 'kinds')]),
  )
  const described = new Map<string, KindDetail>()
  const describe = (name: string): KindDetail => {
    const kind = kinds.get(name)
    if (kind === undefined) throw new Fault('kind_unknown')
    const known = described.get(name) ?? (structuredClone(describeKind(kind, catalogues)) as KindDetail)
    described.set(name, known)
    return known
  }
  mount(site, routes.listKinds, async () => ({
    items: [...kinds.keys()]
      .map(describe)
      .map(({ name, title, purpose, stixType, native }) => ({ name, title, purpose, stixType, native })),
  }))
  mount(site, routes.readKind, async ({ params }) => describe(params.name))

  mount(site, routes.checkIdentifiers, async ({ body }) => ({
    items: body.items.map(({ type, raw }) => {
      if (type === undefined) return { raw, couldBe: couldBe(raw).map((found) => sayIdentifier(messages, found)) }
      const found = checkIdentifier(type, raw)
      return found === undefined ? { raw, typeUnknown: type } : sayIdentifier(messages, found)
    }),
  }))
  mount(site, routes.recognise, async ({ body, language }) => ({ found: [...recognise(body.text, { locale: language })] }))

  const printed = JSON.stringify(openApiOf(routes, { title: 'Enlace', version: desk.version }))
  mountOpen(site, routes.readOpenApi, async () => sendAsIs(printed))
}
