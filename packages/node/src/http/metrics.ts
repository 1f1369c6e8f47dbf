/** One figure for Prometheus. Labels are codes and route patterns: never a name, an id or a text that somebody wrote. */
export type Metric = {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly suffix?: string; readonly value: number }[]
}

/** Prometheus text exposition format 0.0.4. */
export function printMetrics(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap((metric) => [
    `# HELP ${metric.name} ${metric.help}`,
    `# TYPE ${metric.name} ${metric.type}`,
    ...metric.values.map(({ labels = {}, suffix = '', value }) => `${metric.name}${suffix}${printLabels(labels)} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function printLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`,
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Counts answers and how long they took, by route pattern. */
export type RequestCounter = {
  readonly count: (route: string, status: number, seconds: number) => void
  readonly read: () => readonly Metric[]
}

const bounds = [0.005, 0.02, 0.1, 0.5, 2.5, 10]

/** Starts at zero; bounded by the number of routes times statuses. */
export function createRequestCounter(): RequestCounter {
  const answers = new Map<string, { labels: Record<string, string>; value: number }>()
  const times = new Map<string, { buckets: number[]; sum: number; count: number }>()
  return {
    count(route, status, seconds) {
      const key = `${route} ${status}`
      const answer = answers.get(key) ?? { labels: { route, status: String(status) }, value: 0 }
      answer.value++
      answers.set(key, answer)
      const time = times.get(route) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 }
      for (const [i, bound] of bounds.entries()) if (seconds <= bound) time.buckets[i]!++
      time.sum += seconds
      time.count++
      times.set(route, time)
    },
    read: () => [
      { name: 'enlace_http_answers_total', help: 'Answers by route and status.', type: 'counter', values: [...answers.values()] },
      {
        name: 'enlace_http_seconds',
        help: 'Seconds from request to answer.',
        type: 'histogram',
        values: [...times].flatMap(([route, time]) => [
          ...bounds.map((bound, i) => ({ labels: { route, le: String(bound) }, suffix: '_bucket', value: time.buckets[i]! })),
          { labels: { route, le: '+Inf' }, suffix: '_bucket', value: time.count },
          { labels: { route }, suffix: '_sum', value: time.sum },
          { labels: { route }, suffix: '_count', value: time.count },
        ]),
      },
    ],
  }
}
