import { join } from 'node:path'

/** Where everything of a node lies inside its data folder (docs/operating/data-folder.md). Names only: nothing is opened. */
export type DataFolder = {
  readonly root: string
  /** Who the party is: its names, agencies and classification. */
  readonly authority: string
  /** Addresses that the node listens on and is reached at. */
  readonly node: string
  /** Everything secret. */
  readonly keys: string
  readonly masterKey: (agency: string) => string
  readonly searchKey: string
  /** Under which ids are made for partners. */
  readonly partnerIdsKey: string
  readonly journalKey: (algorithm: KeyAlgorithm) => string
  readonly outboundKey: (partner: string, algorithm: KeyAlgorithm) => string
  readonly receiptKey: (partner: string, algorithm: KeyAlgorithm) => string
  readonly partyKey: string
  readonly releaseKey: (agency: string, algorithm: KeyAlgorithm) => string
  /** A key that followed the first one of its name (docs/formats/keys.md). */
  readonly laterKey: (name: string, algorithm: KeyAlgorithm, id: string) => string
  /** The private offline root: here only until somebody carries it away. */
  readonly offlineRoot: string
  /** Its verifier keys. */
  readonly rootKeys: string
  /** What a party, the own one or a partner, stated about its keys. */
  readonly keyStatements: (party: string) => string
  /** The age identity that opens what partners send by courier. */
  readonly courierKey: string
  readonly transportKey: string
  readonly transportCertificate: string
  /** The key of a transport certificate that followed the first; the certificate itself stands in its statement. */
  readonly laterTransportKey: (id: string) => string
  /** Pairing notes of partners as they were accepted. */
  readonly partners: string
  /** Agreements that both parties signed. */
  readonly agreements: string
  /** The store's own folders. */
  readonly keystore: string
  readonly postgres: string
  /** Attached files, sealed. */
  readonly files: string
  /** Witnesses that the node asks, as a policy (C2SP tlog-policy). */
  readonly witnesses: string
  /** Courier exports that wait to be fetched, and files that were just brought. */
  readonly courier: string
  /** Where copies of the keystore were written, so that the node ends them. */
  readonly backups: string
  /** The time-stamping authority that the node asks, and the certificates trusted for it. */
  readonly timestamps: string
  readonly timestampRoots: string
}

export type KeyAlgorithm = 'ed25519' | 'ml-dsa-44'

/** The layout under a root. */
export function dataFolder(root: string): DataFolder {
  const keys = join(root, 'keys')
  const pem = (name: string, algorithm: KeyAlgorithm): string => join(keys, `${name}.${algorithm}.pem`)
  return {
    root,
    authority: join(root, 'authority.json'),
    node: join(root, 'node.json'),
    keys,
    masterKey: (agency) => join(keys, `master-${agency}.key`),
    searchKey: join(keys, 'search.key'),
    partnerIdsKey: join(keys, 'partner-ids.key'),
    journalKey: (algorithm) => pem('journal', algorithm),
    outboundKey: (partner, algorithm) => pem(`out-${partner}`, algorithm),
    receiptKey: (partner, algorithm) => pem(`in-${partner}`, algorithm),
    partyKey: pem('party', 'ed25519'),
    releaseKey: (agency, algorithm) => pem(`release-${agency}`, algorithm),
    laterKey: (name, algorithm, id) => pem(`${name.slice(name.indexOf('/') + 1).replaceAll('/', '-')}.${id}`, algorithm),
    offlineRoot: join(root, 'offline-root.pem'),
    rootKeys: join(root, 'root.vkeys'),
    keyStatements: (party) => join(root, 'key-statements', party),
    courierKey: join(keys, 'courier.key'),
    transportKey: join(keys, 'transport.pem'),
    transportCertificate: join(root, 'transport.crt'),
    laterTransportKey: (id) => join(keys, `transport.${id}.pem`),
    partners: join(root, 'partners'),
    agreements: join(root, 'agreements'),
    keystore: join(root, 'keystore'),
    postgres: join(root, 'postgres'),
    files: join(root, 'files'),
    witnesses: join(root, 'witnesses.policy'),
    courier: join(root, 'courier'),
    backups: join(root, 'backups.json'),
    timestamps: join(root, 'timestamps.json'),
    timestampRoots: join(root, 'timestamps.pem'),
  }
}
