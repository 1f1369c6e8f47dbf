import { accept, type Json, parseJson, type Result, refuse } from '@enlace/core'
import { isZone } from '@enlace/records'
import { attachments, type ClearancePack, type ClearanceStep, silences } from './clearance.ts'
import type { Deadline, WorkCalendar } from './deadline.ts'
import { roles } from './may-do.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const kindName = /^[a-z][a-z0-9-]{0,63}$/
const wallClock = /^([01]\d|2[0-3]):[0-5]\d$/
const isoDay = /^\d{4}-\d{2}-\d{2}$/
/** Longest term of one step, and most steps: beyond them nobody waits any more. */
const maxSeconds = 366 * 86_400
const maxSteps = 20

/** Reads `packs/clearance/<party>.json`. Never throws; what this node does not understand is refused, because a wrong route is worse than none. */
export function parseClearancePack(json: Uint8Array): Result<ClearancePack, 'clearance_pack_not_json' | 'clearance_pack_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 10 })
  if (!parsed.ok) return refuse('clearance_pack_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const calendars = read.each('calendars', (item, at) => parseCalendar(item, at, problems))
  const pack: ClearancePack = {
    party: read.text('party', code),
    version: read.count('version', 1, 1_000_000),
    source: read.text('source'),
    calendars,
    routes: read.list('routes', 0, (item, at) => {
      const route = readMembers(item, at, problems)
      const steps = route.list('steps', 1, (step, place) => parseStep(step, place, problems, Object.keys(calendars)))
      if (steps.length > maxSteps) problems.push({ field: `${at}/steps`, wanted: `at most ${maxSteps} steps` })
      if (new Set(steps.map((step) => step.id)).size !== steps.length) problems.push({ field: `${at}/steps`, wanted: 'each id once' })
      return {
        id: route.text('id', code),
        title: parseTitle(route, problems),
        kinds: route.texts('kinds', kindName, 1),
        from: route.has('from') ? route.texts('from', code, 1) : [],
        labels: route.has('labels') ? route.texts('labels', /^(clear|green|amber|amber\+strict|red)$/, 1) : [],
        only: route.has('only') ? readOnly(route, problems) : {},
        steps,
      }
    }),
  }
  const ids = pack.routes.map((route) => route.id)
  if (new Set(ids).size !== ids.length) problems.push({ field: '/routes', wanted: 'each id once' })
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('clearance_pack_invalid', problem)
}

type Reader = ReturnType<typeof readMembers>

function parseTitle(reader: Reader, problems: PackProblem[]) {
  const { value, at } = reader.member('title')
  const title = readMembers(value, at, problems)
  return { es: title.text('es'), en: title.text('en') }
}

function readOnly(reader: Reader, problems: PackProblem[]): Readonly<Record<string, readonly string[]>> {
  const { value, at } = reader.member('only')
  const only = readMembers(value, at, problems)
  return Object.fromEntries(only.names.map((name) => [name, only.texts(name, /\S/, 1)]))
}

function parseStep(item: Json, at: string, problems: PackProblem[], calendars: readonly string[]): ClearanceStep {
  const step = readMembers(item, at, problems)
  const silence = step.choice('silence', silences)
  const within = step.has('within') ? parseDeadline(step, problems, calendars) : null
  // Silence that means something needs an hour at which it does.
  if (silence !== 'wait' && within === null) problems.push({ field: `${at}/within`, wanted: 'a term' })
  const attach = step.has('attach') ? step.choices('attach', attachments, 0) : []
  if (silence === 'clear' && attach.includes('reference'))
    problems.push({ field: `${at}/silence`, wanted: 'wait | object, beside a reference' })
  return {
    id: step.text('id', code),
    title: parseTitle(step, problems),
    agency: step.text('agency', code),
    role: step.choice('role', roles),
    attach,
    silence,
    within,
  }
}

function parseDeadline(step: Reader, problems: PackProblem[], calendars: readonly string[]): Deadline {
  const { value, at } = step.member('within')
  const term = readMembers(value, at, problems)
  const count = term.choice('count', ['elapsed', 'working', 'hour'] as const)
  if (count === 'elapsed') return { count, seconds: term.count('seconds', 1, maxSeconds) }
  const calendar = term.text('calendar', code)
  if (!calendars.includes(calendar)) problems.push({ field: `${at}/calendar`, wanted: 'one of the calendars of this pack' })
  if (count === 'working') return { count, minutes: term.count('minutes', 1, maxSeconds / 60), calendar }
  return { count, at: term.text('at', wallClock), leastSeconds: term.count('least_seconds', 0, maxSeconds), calendar }
}

function parseCalendar(item: Json, at: string, problems: PackProblem[]): WorkCalendar {
  const calendar = readMembers(item, at, problems)
  const days = calendar.texts('days', /^[1-7]$/, 1).map(Number)
  const zone = calendar.text('zone')
  if (!isZone(zone)) problems.push({ field: `${at}/zone`, wanted: 'a time zone of the IANA list' })
  const [opens, closes] = [calendar.text('opens', wallClock), calendar.text('closes', wallClock)]
  if (opens >= closes) problems.push({ field: `${at}/closes`, wanted: 'an hour after it opens' })
  return { zone, days, opens, closes, holidays: calendar.texts('holidays', isoDay, 0) }
}
