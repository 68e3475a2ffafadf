import type { Dimension } from '../model/capacity.ts'
import type { Forecast } from '../model/forecast.ts'
import { isScaledGroup } from '../model/planned-event.ts'
import type { NeededChange } from '../model/scenario.ts'
import { valueAt } from './band.ts'
import { boundOf, loadForecasts, type Subject } from './subject.ts'

const draws = 20
const golden = 0.618033988749895

export type NeedInput = {
  readonly forecast: Forecast
  readonly horizonDays: number
  /** Accepted chance that it is not enough. */
  readonly risk: number
  readonly multiplier: (day: number, level: number) => number
}

/** The demand that must be carried at the accepted risk: the highest daily peak of the horizon, over 20 joint draws. */
export function needOf({ forecast, horizonDays, risk, multiplier }: NeedInput): number {
  const { peak } = forecast.daily
  const found = Array.from({ length: draws }, (_, i) => {
    const level = (i + 0.5) / draws
    const size = ((i + 0.5) * golden) % 1
    let most = 0
    for (let day = 0; day < horizonDays; day++) {
      const value = valueAt(peak, day, level) * multiplier(day, size)
      if (value > most) most = value
    }
    return most
  }).sort((a, b) => a - b)
  return found[Math.min(draws - 1, Math.ceil((1 - risk) * draws))] ?? 0
}

export type Needs = Partial<Record<Dimension, number>>

export type Solution = { readonly change?: NeededChange; readonly unsolved?: true }

/**
 * The cheapest priced size that carries those needs and is within the accepted risk without them, or a higher maximum
 * of a scaled group; nothing where the present size does.
 */
export function solutionFor(subject: Subject, needs: Needs): Solution {
  const { resource, recommendation } = subject
  const short = loadForecasts(subject)
    .map((forecast) => ({ forecast, ratio: (needs[forecast.dimension] ?? 0) / boundOf(forecast) }))
    .filter(({ ratio }) => ratio > 1)
  if (short.length === 0) return {}
  if (isScaledGroup(resource)) {
    const most = Number(resource.facts.maxSize)
    const factor = Math.max(...short.map(({ ratio }) => ratio))
    return { change: { label: `maximum ${most} → ${Math.ceil(most * factor - 1e-9)}`, deltaMonthlyUsd: 0 } }
  }
  const options = recommendation?.options ?? []
  const accepted = recommendation?.acceptedRisk ?? 0
  const fits = options.filter(
    ({ dimensions, chance, priceUnknown }) =>
      chance <= accepted &&
      priceUnknown !== true &&
      dimensions.every(({ dimension, limit }) => (needs[dimension] ?? 0) <= limit),
  )
  const [cheapest] = [...fits].sort((a, b) => a.monthlyUsd - b.monthlyUsd)
  if (!cheapest) return { unsolved: true }
  return { change: { label: cheapest.label, deltaMonthlyUsd: cheapest.deltaMonthlyUsd } }
}

/** What is recommended already, where it is a larger size: the baseline's own change. */
export function baselineChange({ recommendation }: Subject): NeededChange | undefined {
  const { recommended, finding } = recommendation ?? {}
  if (!recommended || finding !== 'runs-out') return undefined
  return { label: recommended.label, deltaMonthlyUsd: recommended.deltaMonthlyUsd }
}
