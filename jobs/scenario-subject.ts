import { ordinaryForecast } from '#lib/model/planned-event.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Subject } from '#lib/scenario/index.ts'
import { readOutcomes } from '#lib/store/forecasts.ts'
import { readRecommendation } from '#lib/store/recommendations.ts'
import { readScalingInForce } from '#lib/store/scaling.ts'

/** Reads from the store what a rehearsal asks of one resource. Its events are put on ordinary days. */
export async function loadSubject(resource: Resource): Promise<Subject> {
  const [outcomes, recommendation, inForce] = await Promise.all([
    readOutcomes(resource.id),
    readRecommendation(resource.id),
    readScalingInForce(resource.id),
  ])
  const [rule] = inForce?.policy?.rules ?? []
  return {
    resource,
    forecasts: outcomes.flatMap(({ outcome }) =>
      outcome.kind === 'forecast' ? [ordinaryForecast(outcome)] : [],
    ),
    ...(recommendation ? { recommendation } : {}),
    ...(rule?.kind === 'target-tracking' ? { target: rule.target } : {}),
  }
}
