import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A time-stamping authority for tests: OpenSSL's own, behind a loopback address. */
export type TimestampAuthority = {
  readonly url: string
  /** The authority's root certificate, PEM. */
  readonly root: string
  /** What it does to requests from now on. */
  readonly behave: (how: 'stamp' | 'refuse' | 'other' | 'hang') => void
  readonly asked: () => number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** How an authority and its root sign: arguments of `openssl req -newkey`, and the digest. */
export type AuthorityKeys = { readonly newKey: readonly string[]; readonly digest: 'sha256' | 'sha384' | 'sha512' }

const curveKeys: AuthorityKeys = { newKey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest: 'sha256' }

const settings = (folder: string, digest: string) => `
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Fictional time-stamping authority
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[ stamps ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = one
[ one ]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
certs = ${folder}/root.pem
signer_digest = ${digest}
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
`

/** Makes keys and certificates and answers `application/timestamp-query` on a free port of the loopback. */
export async function startTimestampAuthority({ newKey, digest } = curveKeys): Promise<TimestampAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-tsa-'))
  const openssl = async (...args: readonly string[]) => await run('openssl', [...args], { cwd: folder })
  const key = ['-newkey', ...newKey, `-${digest}`, '-nodes', '-config', 'tsa.cnf']
  await writeFile(join(folder, 'tsa.cnf'), settings(folder, digest))
  await writeFile(join(folder, 'serial'), '01\n')
  await openssl('req', '-x509', ...key, '-extensions', 'root', '-keyout', 'root.key', '-out', 'root.pem', '-days', '30')
  await openssl('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Fictional time-stamps')
  await openssl(
    'x509',
    '-req',
    `-${digest}`,
    '-in',
    'tsa.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'stamps',
    '-out',
    'tsa.pem',
  )
  let how: Parameters<TimestampAuthority['behave']>[0] = 'stamp'
  let asked = 0
  // One at a time: the serial number lies in a file.
  let last: Promise<unknown> = Promise.resolve()

  async function stamp(query: Buffer): Promise<Buffer> {
    await writeFile(join(folder, 'query.tsq'), query)
    if (how === 'other') await openssl('ts', '-query', '-data', 'tsa.cnf', '-sha256', '-cert', '-out', 'query.tsq')
    await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr')
    return await readFile(join(folder, 'reply.tsr'))
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked++
      if (how === 'hang') return
      if (how === 'refuse') {
        response.writeHead(503).end()
        return
      }
      const reply = last.then(() => stamp(Buffer.concat(chunks)))
      last = reply.catch(() => undefined)
      reply.then(
        (bytes) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes),
        () => response.writeHead(500).end(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    root: await readFile(join(folder, 'root.pem'), 'utf8'),
    behave: (next) => {
      how = next
    },
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
