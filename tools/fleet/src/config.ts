/** The environment that node processes inherit: all but a database of the user's own, which tests and the demonstration never touch. */
export function inheritedEnvironment(): Record<string, string | undefined> {
  const { DATABASE_URL: _ignored, ...inherited } = process.env
  return inherited
}

/**
 * How many rounds the random drills run: `ENLACE_ROUNDS`, else a few, so that everybody's tests stay short; the long tests ask for fifty. `ENLACE_SEED`
 * repeats a run that was printed. Throws RangeError on anything but whole numbers.
 */
export function readDrillConfig(environment: Readonly<Record<string, string | undefined>> = process.env): {
  readonly rounds: number
  readonly seed: number
} {
  return {
    rounds: readCount(environment, 'ENLACE_ROUNDS') ?? 3,
    seed: readCount(environment, 'ENLACE_SEED') ?? Math.floor(Math.random() * 2 ** 31),
  }
}

/** Whether this is a long run, which hits every point on both sides: fifty rounds or more. */
export function isLongRun(environment: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return readDrillConfig(environment).rounds >= 50
}

/** How long faults are injected, in milliseconds: `ENLACE_FAULT_SECONDS`, else 100 seconds. */
export function readFaultMs(environment: Readonly<Record<string, string | undefined>> = process.env): number {
  return (readCount(environment, 'ENLACE_FAULT_SECONDS') ?? 100) * 1000
}

function readCount(environment: Readonly<Record<string, string | undefined>>, name: string): number | undefined {
  const text = environment[name]
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,10}$/.test(text)) throw new RangeError(`${name} is not a whole number`)
  return Number(text)
}
