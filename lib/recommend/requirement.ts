import { levelFor } from './breach-curve.ts'
import type { KnownDimension } from './situation.ts'

/** Capacity that a dimension needs, in units of demand; undefined when no level of the curve is safe enough. */
export type Estimator = (known: KnownDimension) => number | undefined

/** Demand that is exceeded with the chance `risk` within the horizon. */
export function quantile(risk: number): Estimator {
  return (known) => levelFor(known.curve, risk)
}

/** Soft dimensions keep the policy's headroom free; hard ones may be used to the last unit, whole ones not quite. */
export function withMargin(base: Estimator): Estimator {
  return (known) => {
    const level = base(known)
    if (level === undefined) return undefined
    if (!known.definition.hard) return level / (1 - known.headroom)
    return known.definition.integral === true ? Math.floor(level) + 1 : level
  }
}

/** Little history asks for more: x (1 + 1 / observed days), as the Kubernetes VPA does for its upper bound. */
export function withConfidence(base: Estimator): Estimator {
  return (known) => {
    const level = base(known)
    const { observedDays } = known.forecast.demand
    return level === undefined ? undefined : level * (1 + 1 / Math.max(observedDays, 1))
  }
}

/** The three together, in this order. */
export function requirementAt(risk: number): Estimator {
  return withConfidence(withMargin(quantile(risk)))
}
