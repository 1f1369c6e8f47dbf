import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { Fault } from '@enlace/core'
import type { TokenAddress } from './token-address.ts'
import type { TokenAnswer, TokenJob } from './token-worker.ts'

type Asked<T> = T extends TokenJob ? Omit<T, 'number' | 'module' | 'token' | 'pinFile'> : never
export type TokenQuestion = Asked<TokenJob>
type Given = Exclude<TokenAnswer, { readonly failed: string }>

/** How long the node waits for a token: it does nothing else meanwhile. A token that signs takes milliseconds. */
const limitMs = 3_000

/**
 * Asks a token and waits for its answer, in a thread of its own: a library that hangs costs at most the limit, and while it hangs every further question
 * is refused at once. Throws Faults `token_…` that say what is to be done, and `secret_file_unsafe` for a PIN that others can read.
 */
export function askToken(address: TokenAddress, question: TokenQuestion, limit = limitMs): Given {
  const { module, token, pinFile } = address
  const values = { token, module, file: pinFile }
  open ??= openDesk()
  const desk = open
  drain(desk)
  if (desk.waiting.size > 0) throw new Fault('token_slow', values)
  const number = ++desk.last
  desk.waiting.add(number)
  desk.port.postMessage({ number, module, token, pinFile, ...question })
  const until = performance.now() + limit
  for (;;) {
    const seen = Atomics.load(desk.flag, 0)
    const answer = drain(desk).find((one) => one.number === number)
    if (answer !== undefined) return read(answer, values)
    const left = until - performance.now()
    if (left <= 0) throw new Fault('token_slow', values)
    Atomics.wait(desk.flag, 0, seen, left)
  }
}

type Desk = ReturnType<typeof openDesk>
let open: Desk | undefined

function openDesk() {
  const { port1, port2 } = new MessageChannel()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./token-worker.ts', import.meta.url), { workerData: { port: port2, flag }, transferList: [port2] })
  worker.unref()
  port1.unref()
  return { port: port1, flag, waiting: new Set<number>(), last: 0 }
}

/** What the thread has answered so far, late answers included. */
function drain({ port, waiting }: Desk): TokenAnswer[] {
  const answers: TokenAnswer[] = []
  for (let message = receiveMessageOnPort(port); message !== undefined; message = receiveMessageOnPort(port)) {
    const answer = message.message as TokenAnswer
    waiting.delete(answer.number)
    answers.push(answer)
  }
  return answers
}

function read(answer: TokenAnswer, values: { readonly token: string; readonly module: string; readonly file: string }): Given {
  if (!('failed' in answer)) return answer
  const { failed, detail } = answer
  throw new Fault(failed, failed === 'secret_file_unsafe' ? { file: values.file, mode: detail } : { ...values, code: detail })
}
