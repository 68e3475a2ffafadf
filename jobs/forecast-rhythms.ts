import { commonRhythm, type ForecastInput } from '#lib/forecast/index.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { loadForecastInput } from './forecast-input.ts'

type Rhythm = ForecastInput['borrowedRhythm']

const youngDays = 14
const oldDays = 70
/** So many resources of a class tell its rhythm; more would only take longer. */
const lenders = 12

/** Too little history for a rhythm of its own. */
export function isYoung(forecast: Forecast): boolean {
  return forecast.demand.observedDays < youngDays
}

/** The rhythm of a resource's class, from its older resources; read once a class, when a young one first asks. */
export function rhythmsOf(options: {
  resources: readonly Resource[]
  policy: Policy
  nowMs: EpochMs
}): (resource: Resource) => Promise<Rhythm> {
  const { resources, policy, nowMs } = options
  const known = new Map<string, Promise<Rhythm>>()
  return ({ resourceClass }) => {
    const rhythm =
      known.get(resourceClass) ??
      (async () => {
        const old = resources.filter(
          (one) => one.resourceClass === resourceClass && (one.createdMs ?? 0) < nowMs - oldDays * dayMs,
        )
        const loaded = old.slice(0, lenders).map((resource) => loadForecastInput({ resource, policy, nowMs }))
        return commonRhythm((await Promise.all(loaded)).map(({ input }) => input))
      })()
    known.set(resourceClass, rhythm)
    return rhythm
  }
}
