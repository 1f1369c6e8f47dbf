import { type RequestFlow, routes } from '@enlace/api'
import type { RequestForm } from '@enlace/policy'
import { type FlowStage, readFlow } from '../store/read-flow.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Days under suspension from which a request counts as stuck with a court. */
const usualHeldDays = 730

/** Mounts the flow of requests: how long they stand where, both ways. */
export function mountFlowRoute(site: Site, desk: Desk): void {
  mount(site, routes.readRequestFlow, async ({ query }, actor): Promise<RequestFlow> => {
    const { heldDays = usualHeldDays } = query
    const now = desk.now()
    const { totals, stages } = await readFlow(desk.sql, { agency: actor.agency, now, heldDays })
    const names = [...new Set(totals.map(({ form }) => form))]
    const known = [...desk.requests.forms.keys()]
    return {
      heldDays,
      asOf: now.toISOString(),
      forms: names
        .sort((a, b) => placeOf(known, a) - placeOf(known, b) || a.localeCompare(b))
        .map((form) => ({
          form,
          totals: totals.filter((total) => total.form === form).map(({ form: _form, ...total }) => total),
          stages: showStages(
            desk.requests.forms.get(form),
            stages.filter((stage) => stage.form === form),
          ),
        })),
    }
  })
}

function placeOf(known: readonly string[], form: string): number {
  const place = known.indexOf(form)
  return place < 0 ? known.length : place
}

/** The states of a form in the order of its course, those of nobody's turn last as they come; a state that the course does not know stands as it is. */
function showStages(form: RequestForm | undefined, stages: readonly FlowStage[]): RequestFlow['forms'][number]['stages'] {
  const order = Object.keys(form?.course.states ?? {})
  return [...new Set(stages.map(({ state }) => state))]
    .sort((a, b) => placeOf(order, a) - placeOf(order, b) || a.localeCompare(b))
    .map((state) => ({
      state,
      waits: form?.course.states[state]?.waits ?? null,
      over: form?.course.states[state]?.turn === 'nobody',
      sides: stages
        .filter((stage) => stage.state === state)
        .map(({ direction, now, passed, median, longest }) => ({
          direction,
          now,
          passed,
          median: inTenths(median),
          longest: inTenths(longest),
        })),
    }))
}

function inTenths(days: number): number {
  return Math.round(days * 10) / 10
}
