import { chown, lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@enlace/core'

/** Who runs the server. PostgreSQL refuses root, so a node that is root hands the server to an account of its own. */
export type ServerAccount = { readonly uid: number; readonly gid: number }

// Free in every plan we know: above login users and home-dir ranges, below systemd's dynamic users, inside the 65,536 ids of a
// rootless container (systemd "Users, Groups, UIDs and GIDs").
const firstFreeUid = 60_706
const freeUids = 478

/** Whether this process is root, and so must give the server another account. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0
}

/**
 * The account for the server of `dataFolder`, or undefined when the node is not root and runs it as itself. It needs no entry in
 * /etc/passwd: the owner of existing data, else an unused uid drawn from the folder's path, so that two nodes of one machine differ.
 */
export async function chooseServerAccount(dataFolder: string): Promise<ServerAccount | undefined> {
  if (!isRoot()) return undefined
  const owner = await stat(dataFolder).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const taken = new Set((await namedAccounts()).map((account) => account.uid))
  let number = 0
  for (const character of dataFolder) number = (number * 31 + character.codePointAt(0)!) % freeUids
  for (let tries = 0; tries < freeUids; tries++) {
    const uid = firstFreeUid + ((number + tries) % freeUids)
    if (!taken.has(uid)) return { uid, gid: uid }
  }
  throw new Fault('store_unavailable', { reason: 'no_free_account' })
}

/**
 * The account that runs initdb, which insists on a name in /etc/passwd: `nobody`, or else any other than root. Undefined when the
 * node is not root. Throws Fault `store_unavailable` when no such account exists.
 */
export async function chooseInitAccount(): Promise<ServerAccount | undefined> {
  if (!isRoot()) return undefined
  const accounts = await namedAccounts()
  const found = accounts.find(({ name }) => name === 'nobody') ?? accounts.find(({ uid }) => uid !== 0)
  if (found === undefined) throw new Fault('store_unavailable', { reason: 'no_named_account' })
  return { uid: found.uid, gid: found.gid }
}

/** Gives a folder and all that is in it to an account. Links are not followed. */
export async function giveFolder(folder: string, { uid, gid }: ServerAccount): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name)
    if (!(await lstat(path)).isSymbolicLink()) await chown(path, uid, gid)
  }
  await chown(folder, uid, gid)
}

async function namedAccounts(): Promise<(ServerAccount & { readonly name: string })[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const accounts: (ServerAccount & { readonly name: string })[] = []
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name && uid && gid && /^\d+$/.test(uid) && /^\d+$/.test(gid)) accounts.push({ name, uid: Number(uid), gid: Number(gid) })
  }
  return accounts
}
