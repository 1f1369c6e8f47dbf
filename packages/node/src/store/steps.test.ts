import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { type Drill, parseDrill, passSteps, stepNames } from './steps.ts'

const read: readonly (readonly [string, Drill | undefined])[] = [
  ['kill:send.signed', { step: 'send.signed', signal: 'SIGKILL', occurrence: 1 }],
  ['stop:receive.durable:3', { step: 'receive.durable', signal: 'SIGSTOP', occurrence: 3 }],
  ['kill:send.signed:0', undefined],
  ['kill:send.signed:-1', undefined],
  ['kill:send.signed:1e3', undefined],
  ['kill:send.signde', undefined],
  ['term:send.signed', undefined],
  ['kill', undefined],
  ['', undefined],
]
for (const [text, drill] of read) {
  test(`the drill '${text}' is ${drill === undefined ? 'refused' : 'read'}`, () => assert.deepEqual(parseDrill(text), drill))
}

test('without a drill every point may be passed', () => {
  const pass = passSteps([])
  for (const name of stepNames) pass(name)
})

test('of several drills each acts at its point and occurrence, and at no other', async () => {
  const script = `
    import { passSteps, stepNames } from ${JSON.stringify(new URL('./steps.ts', import.meta.url).href)}
    const pass = passSteps([{ step: 'apply.written', signal: 'SIGCONT', occurrence: 1 }, { step: 'receive.durable', signal: 'SIGKILL', occurrence: 2 }])
    for (const name of stepNames) pass(name)
    console.log('first')
    for (const name of stepNames) { pass(name); console.log(name) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'], env: {} })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  assert.deepEqual([code, signal], [null, 'SIGKILL'])
  assert.ok(printed.startsWith('first'))
  assert.ok(!printed.includes('receive.durable') && !printed.includes('receive.receipted'))
})
