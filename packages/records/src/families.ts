import type { Family } from './kind.ts'

const typesOf: Readonly<Record<Family, string>> = {
  sdo: `attack-pattern campaign course-of-action grouping identity incident indicator infrastructure intrusion-set location malware
    malware-analysis note observed-data opinion report threat-actor tool vulnerability`,
  sro: 'relationship sighting',
  sco: `artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex
    network-traffic process software url user-account windows-registry-key x509-certificate`,
  meta: 'bundle extension-definition language-content marking-definition',
}

const families: ReadonlyMap<string, Family> = new Map(
  (Object.entries(typesOf) as [Family, string][]).flatMap(([family, types]) => types.split(/\s+/).map((type) => [type, family] as const)),
)

/** The family of a type of STIX 2.1, or undefined for a type defined elsewhere. Apart from the kinds, because their fields refer to it. */
export function familyOfType(type: string): Family | undefined {
  return families.get(type)
}
