/**
 * STIX 2.1 section 10: vocabularies as codes. Open ones (names ending in `Ov`) never refuse; closed ones (`Enum`) do.
 */
const list = (codes: string): readonly string[] => codes.trim().split(/\s*,\s*/)

export const accountTypeOv = list('facebook, ldap, nis, openid, radius, skype, tacacs, twitter, unix, windows-local, windows-domain')
export const attackMotivationOv = list(
  'accidental, coercion, dominance, ideology, notoriety, organizational-gain, personal-gain, personal-satisfaction, revenge, unpredictable',
)
export const attackResourceLevelOv = list('individual, club, contest, team, organization, government')
export const encryptionAlgorithmEnum = list('AES-256-GCM, ChaCha20-Poly1305, mime-type-indicated')
export const extensionTypeEnum = list('new-sdo, new-sco, new-sro, property-extension, toplevel-property-extension')
export const groupingContextOv = list('suspicious-activity, malware-analysis, unspecified')
export const identityClassOv = list('individual, group, system, organization, class, unspecified')
export const implementationLanguageOv = list(
  `applescript, bash, c, c++, c#, go, java, javascript, lua, objective-c, perl, php, powershell, python, ruby, scala, swift, typescript,
  visual-basic, x86-32, x86-64`,
)
export const indicatorTypeOv = list('anomalous-activity, anonymization, benign, compromised, malicious-activity, attribution, unknown')
export const industrySectorOv = list(
  `agriculture, aerospace, automotive, chemical, commercial, communications, construction, defense, education, energy, entertainment,
  financial-services, government, emergency-services, government-local, government-national, government-public-services,
  government-regional, healthcare, hospitality-leisure, infrastructure, dams, nuclear, water, insurance, manufacturing, mining,
  non-profit, pharmaceuticals, retail, technology, telecommunications, transportation, utilities`,
)
export const infrastructureTypeOv = list(
  `amplification, anonymization, botnet, command-and-control, control-system, exfiltration, firewall, hosting-malware,
  hosting-target-lists, phishing, reconnaissance, routers-switches, staging, workstation, unknown`,
)
export const malwareCapabilitiesOv = list(
  `accesses-remote-machines, anti-debugging, anti-disassembly, anti-emulation, anti-memory-forensics, anti-sandbox, anti-vm,
  captures-input-peripherals, captures-output-peripherals, captures-system-state-data, cleans-traces-of-infection, commits-fraud,
  communicates-with-c2, compromises-data-availability, compromises-data-integrity, compromises-system-availability,
  controls-local-machine, degrades-security-software, degrades-system-updates, determines-c2-server, emails-spam,
  escalates-privileges, evades-av, exfiltrates-data, fingerprints-host, hides-artifacts, hides-executing-code, infects-files,
  infects-remote-machines, installs-other-components, persists-after-system-reboot, prevents-artifact-access,
  prevents-artifact-deletion, probes-network-environment, self-modifies, steals-authentication-credentials,
  violates-system-operational-integrity`,
)
export const malwareResultOv = list('malicious, suspicious, benign, unknown')
export const malwareTypeOv = list(
  `adware, backdoor, bot, bootkit, ddos, downloader, dropper, exploit-kit, keylogger, ransomware, remote-access-trojan,
  resource-exploitation, rogue-security-software, rootkit, screen-capture, spyware, trojan, unknown, virus, webshell, wiper, worm`,
)
export const opinionEnum = list('strongly-disagree, disagree, neutral, agree, strongly-agree')
export const patternTypeOv = list('stix, pcre, sigma, snort, suricata, yara')
export const processorArchitectureOv = list('alpha, arm, ia-64, mips, powerpc, sparc, x86, x86-64')
export const regionOv = list(
  `africa, eastern-africa, middle-africa, northern-africa, southern-africa, western-africa, americas, latin-america-caribbean,
  south-america, caribbean, central-america, northern-america, asia, central-asia, eastern-asia, southern-asia, south-eastern-asia,
  western-asia, europe, eastern-europe, northern-europe, southern-europe, western-europe, oceania, australia-new-zealand, melanesia,
  micronesia, polynesia, antarctica`,
)
export const reportTypeOv = list(
  'attack-pattern, campaign, identity, indicator, intrusion-set, malware, observed-data, threat-actor, threat-report, tool, vulnerability',
)
export const socketAddressFamilyEnum = list('AF_UNSPEC, AF_INET, AF_IPX, AF_APPLETALK, AF_NETBIOS, AF_INET6, AF_IRDA, AF_BTH')
export const socketTypeEnum = list('SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET')
export const threatActorRoleOv = list(
  'agent, director, independent, infrastructure-architect, infrastructure-operator, malware-author, sponsor',
)
export const threatActorSophisticationOv = list('none, minimal, intermediate, advanced, expert, innovator, strategic')
export const threatActorTypeOv = list(
  `activist, competitor, crime-syndicate, criminal, hacker, insider-accidental, insider-disgruntled, nation-state, sensationalist, spy,
  terrorist, unknown`,
)
export const toolTypeOv = list(
  `denial-of-service, exploitation, information-gathering, network-capture, credential-exploitation, remote-access,
  vulnerability-scanning, unknown`,
)
export const windowsIntegrityLevelEnum = list('low, medium, high, system')
export const windowsPebinaryTypeOv = list('dll, exe, sys')
export const windowsRegistryDatatypeEnum = list(
  `REG_NONE, REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_DWORD_LITTLE_ENDIAN, REG_LINK, REG_MULTI_SZ,
  REG_RESOURCE_LIST, REG_FULL_RESOURCE_DESCRIPTION, REG_RESOURCE_REQUIREMENTS_LIST, REG_QWORD, REG_INVALID_TYPE`,
)
export const windowsServiceStartTypeEnum = list(
  'SERVICE_AUTO_START, SERVICE_BOOT_START, SERVICE_DEMAND_START, SERVICE_DISABLED, SERVICE_SYSTEM_ALERT',
)
export const windowsServiceStatusEnum = list(
  `SERVICE_CONTINUE_PENDING, SERVICE_PAUSE_PENDING, SERVICE_PAUSED, SERVICE_RUNNING, SERVICE_START_PENDING, SERVICE_STOP_PENDING,
  SERVICE_STOPPED`,
)
export const windowsServiceTypeEnum = list(
  'SERVICE_KERNEL_DRIVER, SERVICE_FILE_SYSTEM_DRIVER, SERVICE_WIN32_OWN_PROCESS, SERVICE_WIN32_SHARE_PROCESS',
)
