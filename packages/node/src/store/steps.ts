/**
 * Named points on the paths that must survive a kill. Drills and fault tests ask the node to end or to stop at one of them
 * (`ENLACE_DRILL`); otherwise passing one does nothing.
 */
export const stepNames = [
  'intake.written',
  'intake.committed',
  'release.written',
  'release.committed',
  'send.signed',
  'send.offered',
  'send.entered',
  'send.receipted',
  'receive.offered',
  'receive.staged',
  'receive.keyed',
  'receive.durable',
  'receive.read_back',
  'receive.receipted',
  'unseal.written',
  'unseal.committed',
  'apply.written',
  'apply.committed',
  'recover.displaced',
  'recover.restored',
  'recover.applied',
] as const
export type StepName = (typeof stepNames)[number]

/** Called when a path passes a named point. */
export type PassStep = (name: StepName) => void

export type Drill = { readonly step: StepName; readonly signal: 'SIGKILL' | 'SIGSTOP'; readonly occurrence: number }

/** Reads `kill:send.signed` or `stop:receive.durable:3`: what to do, where, and at which occurrence (1 unless told). Undefined when it is neither. */
export function parseDrill(text: string): Drill | undefined {
  const [what, name, occurrence = '1'] = text.split(':')
  const step = stepNames.find((candidate) => candidate === name)
  const signal = what === 'kill' ? 'SIGKILL' : what === 'stop' ? 'SIGSTOP' : undefined
  if (step === undefined || signal === undefined || !/^[1-9]\d{0,6}$/.test(occurrence)) return undefined
  return { step, signal, occurrence: Number(occurrence) }
}

/** Steps that send this process a signal at the point of each drill, once; without drills they do nothing. */
export function passSteps(drills: readonly Drill[]): PassStep {
  const left = drills.map(({ occurrence }) => occurrence)
  return (name) => {
    for (const [i, { step, signal }] of drills.entries()) {
      if (name === step && --left[i]! === 0) process.kill(process.pid, signal)
    }
  }
}
