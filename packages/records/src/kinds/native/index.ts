import type { Kind } from '../../kind.ts'
import { artifact } from './artifact.ts'
import { attackPattern } from './attack-pattern.ts'
import { autonomousSystem } from './autonomous-system.ts'
import { campaign } from './campaign.ts'
import { courseOfAction } from './course-of-action.ts'
import { directory } from './directory.ts'
import { domainName } from './domain-name.ts'
import { emailAddr } from './email-addr.ts'
import { emailMessage } from './email-message.ts'
import { extensionDefinition } from './extension-definition.ts'
import { file } from './file.ts'
import { grouping } from './grouping.ts'
import { identity } from './identity.ts'
import { incident } from './incident.ts'
import { indicator } from './indicator.ts'
import { infrastructure } from './infrastructure.ts'
import { intrusionSet } from './intrusion-set.ts'
import { ipv4Addr } from './ipv4-addr.ts'
import { ipv6Addr } from './ipv6-addr.ts'
import { languageContent } from './language-content.ts'
import { location } from './location.ts'
import { macAddr } from './mac-addr.ts'
import { malware } from './malware.ts'
import { malwareAnalysis } from './malware-analysis.ts'
import { markingDefinition } from './marking-definition.ts'
import { mutex } from './mutex.ts'
import { networkTraffic } from './network-traffic.ts'
import { note } from './note.ts'
import { observedData } from './observed-data.ts'
import { opinion } from './opinion.ts'
import { process } from './process.ts'
import { relationship } from './relationship.ts'
import { report } from './report.ts'
import { sighting } from './sighting.ts'
import { software } from './software.ts'
import { threatActor } from './threat-actor.ts'
import { tool } from './tool.ts'
import { url } from './url.ts'
import { userAccount } from './user-account.ts'
import { vulnerability } from './vulnerability.ts'
import { windowsRegistryKey } from './windows-registry-key.ts'
import { x509Certificate } from './x509-certificate.ts'

const all: readonly Kind[] = [
  // STIX 2.1 domain objects
  attackPattern,
  campaign,
  courseOfAction,
  grouping,
  identity,
  incident,
  indicator,
  infrastructure,
  intrusionSet,
  location,
  malware,
  malwareAnalysis,
  note,
  observedData,
  opinion,
  report,
  threatActor,
  tool,
  vulnerability,
  // STIX 2.1 relationship objects
  relationship,
  sighting,
  // STIX 2.1 cyber-observable objects
  artifact,
  autonomousSystem,
  directory,
  domainName,
  emailAddr,
  emailMessage,
  file,
  ipv4Addr,
  ipv6Addr,
  macAddr,
  mutex,
  networkTraffic,
  process,
  software,
  url,
  userAccount,
  windowsRegistryKey,
  x509Certificate,
  // STIX 2.1 meta objects
  extensionDefinition,
  languageContent,
  markingDefinition,
]

/** Every type of STIX 2.1 by its name. */
export const natives: ReadonlyMap<string, Kind> = new Map(all.map((kind) => [kind.name, kind]))
