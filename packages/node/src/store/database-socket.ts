import { connect, isIP, Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where a database listens and how far its certificate is trusted. */
export type DatabaseAddress = { readonly host: string; readonly port: number; readonly ssl?: 'require' | 'verify-full' | false }

/**
 * Opens a connection for the driver. Never throws: when it cannot be opened it is a socket that fails at once.
 * When a socket has failed or closed the driver is told the error, but the close only when `onEnd`, called then, has resolved: a driver that has
 * lost its socket writes to nothing, or takes another socket for a transaction that began on this one.
 */
export async function openDatabaseSocket(address: DatabaseAddress, onEnd: () => Promise<void>): Promise<Socket> {
  const opened = await open(address).catch((cause: unknown) => asError(cause))
  if (!(opened instanceof Error)) return endThrough(opened, onEnd)
  const dead = endThrough(new Socket(), onEnd)
  // The driver listens once it has the socket.
  setImmediate(() => dead.destroy(opened))
  return dead
}

async function open({ host, port, ssl = false }: DatabaseAddress): Promise<Socket> {
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
  try {
    await untilEvent(socket, 'connect')
    if (ssl === false) return socket
    await offerTls(socket)
    const servername = isIP(host) === 0 ? { servername: host } : {}
    const secure = connectTls({ socket, host, ...servername, rejectUnauthorized: ssl === 'verify-full' })
    await untilEvent(secure, 'secureConnect')
    return secure
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    throw error
  }
}

// SSLRequest, answered by one byte (PostgreSQL manual, SSL Session Encryption); what comes along with the answer would be an injection.
async function offerTls(socket: Socket): Promise<void> {
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))
  const answer = await untilEvent(socket, 'data')
  socket.pause()
  if (!Buffer.isBuffer(answer) || answer.length !== 1 || answer[0] !== 0x53) throw new Error('the database does not offer TLS')
}

const answerLimitMs = 30_000

function untilEvent(socket: Socket, event: 'connect' | 'data' | 'secureConnect'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(closedError('CONNECT_TIMEOUT'))), answerLimitMs)
    const arrived = (value: unknown): void => settle(() => resolve(value))
    const failed = (error: unknown): void => settle(() => reject(error))
    const closed = (): void => settle(() => reject(closedError('CONNECTION_CLOSED')))
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      socket.off(event, arrived).off('error', failed).off('close', closed)
      act()
    }
    socket.once(event, arrived).once('error', failed).once('close', closed)
  })
}

// Replaces how the socket tells of its end: first the error, which rejects what is under way; the close when all is settled. Until
// then it counts as closing: the driver takes a pool of closed sockets for ended, and would forget the queries that wait for one.
function endThrough(socket: Socket, onEnd: () => Promise<void>): Socket {
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...values: unknown[]) => boolean
  let ended = false
  const tell = (cause: unknown): void => {
    if (socket.listenerCount('error') > 0) emit('error', cause)
  }
  const end = (cause: unknown): boolean => {
    if (ended) return true
    ended = true
    Object.defineProperty(socket, 'readyState', { value: 'closing' })
    tell(cause)
    onEnd().then(() => {
      tell(cause)
      emit('close', true)
    })
    return true
  }
  const emitOrEnd = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event === 'error') return end(values[0])
    return event === 'close' ? end(closedError('CONNECTION_CLOSED')) : emit(event, ...values)
  }
  return Object.assign(socket, { emit: emitOrEnd })
}

function closedError(code: 'CONNECTION_CLOSED' | 'CONNECT_TIMEOUT'): Error {
  return Object.assign(new Error(code), { code })
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause))
}
