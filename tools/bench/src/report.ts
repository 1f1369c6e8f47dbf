import { type BenchResult, type Figure, meetsBar, printNumber, timesFloor } from './figure.ts'

/** One run: what was measured, on which machine, when. */
export type Run = { readonly at: Date; readonly machine: string; readonly results: readonly BenchResult[] }

const heading = ['Figure', 'Measured', 'Bar', 'Floor, same run', 'Times floor', 'Met', 'Note']

function cells(figure: Figure): string[] {
  const { name, value, unit, bar, floor, note = '' } = figure
  const met = meetsBar(figure)
  return [
    name,
    `${printNumber(value)} ${unit}`,
    bar === undefined ? '' : `${bar.is} ${printNumber(bar.value)}`,
    floor === undefined ? '' : `${printNumber(floor.value)} (${floor.name})`,
    timesFloor(figure) === undefined ? '' : printNumber(timesFloor(figure) as number),
    met === undefined ? '' : met ? 'yes' : '**no**',
    note,
  ]
}

/** The table of one bench for a terminal. */
export function printResult({ bench, figures }: BenchResult): string {
  const lines = figures.map((figure) => {
    const [name, measured, bar, floor, times, met, note] = cells(figure)
    const parts = [bar === '' ? '' : `bar ${bar}: ${met?.replaceAll('*', '')}`, floor === '' ? '' : `floor ${floor}, × ${times}`, note]
    return `  ${name}\n    ${[measured, ...parts].filter((part) => part !== '').join(' · ')}\n`
  })
  return `${bench}\n${lines.join('')}`
}

const row = (values: readonly string[]) => `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`

/**
 * The page docs/benchmarks.md after a run: sections of benches that were measured are replaced, the others of the page stay as they were, in
 * order of their names.
 */
export function updatePage(page: string, run: Run): string {
  const sections = new Map(
    [...page.matchAll(/^## (\S+)\n[\s\S]*?(?=^## |$(?![\s\S]))/gm)].map((match) => [match[1] as string, match[0].trimEnd()]),
  )
  for (const { bench, figures } of run.results) {
    const when = `${run.at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${run.machine}`
    sections.set(
      bench,
      [
        `## ${bench}`,
        '',
        `Measured ${when}.`,
        '',
        row(heading),
        row(heading.map(() => '---')),
        ...figures.map((figure) => row(cells(figure))),
      ].join('\n'),
    )
  }
  const ordered = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return `${[introduction, ...ordered].join('\n\n')}\n`
}

const introduction = `# Benchmarks

\`npm run bench -- [name…] [--write]\` measures and, with \`--write\`, puts the results here. Every figure stands beside the bar it must meet and the
physical floor that the same run measured on the same disk, processors and database: absolute times mean little on a shared machine, the
ratio to the floor does. A cost is that many times its floor; a rate is that part of it. CPU counts node and database, ended processes
included; memory is the proportional set size of all their processes. What was lost or doubled is counted by the independent verifier over
exported logs. The load at the start of each run is told: a figure from a busy machine is a lower bound.`
