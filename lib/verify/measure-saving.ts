import type { MeasuredUsd } from '#lib/model/decision.ts'
import { quantile } from '#lib/stats/quantile.ts'
import { median, medianAbsoluteDeviation } from '#lib/stats/robust.ts'

/** A UTC day of something billed by use. `demand` is in absolute units; `NaN` = not observed. */
export type UsageDay = { readonly usd: number; readonly demand: number }

/** Days before and after the change, and cost by unit of demand of comparable resources that nobody touched. */
export type UsageBefore = {
  readonly before: readonly UsageDay[]
  readonly after: readonly UsageDay[]
  /** Each with its own median cost by unit before and after. */
  readonly untouched: readonly { readonly before: number; readonly after: number }[]
}

export type Figure = {
  readonly measured: MeasuredUsd
  readonly rateMonthlyUsd: number
  readonly usageMonthlyUsd: number
}

const monthDays = 730 / 24
/** Fewer days on either side, or fewer untouched resources, tell nothing. */
const least = { days: 14, untouched: 3 }
/** A figure may be off by this share of itself, and no more. */
const errorMax = 0.05
/** Normal quantiles: of the 80 % interval that is told, of the error that stays within `errorMax`, of noise. */
const [told, sure, noise] = [1.2816, 3.3, 4]

/**
 * What a change of something billed by use saves: the cost by unit of demand before and after, less what it changed by
 * on comparable untouched resources (their median ratio), at the demand after. Robust: medians, with their standard
 * error 1.2533 s / sqrt(n) (asymptotic, normal days). A figure is given only where it stands clear of the noise and its
 * error is within 5 % of it; else the reason why not.
 */
export function measureSaving({
  before,
  after,
  untouched,
}: UsageBefore): Figure | { readonly reason: string } {
  const [a, b] = [unitCosts(before), unitCosts(after)]
  if (a.length < least.days || b.length < least.days) {
    return { reason: `It takes ${least.days} days on either side; there are ${a.length} and ${b.length}.` }
  }
  const ratios = untouched.map((one) => one.after / one.before).filter(Number.isFinite)
  if (ratios.length < least.untouched) {
    return {
      reason: `It takes ${least.untouched} comparable resources that stayed as they were; there are ${ratios.length}.`,
    }
  }
  const drift = median(ratios)
  const driftError = (1.2533 * medianAbsoluteDeviation(ratios)) / Math.sqrt(ratios.length) / drift
  const [from, to] = [median(a) * drift, median(b)]
  const error = Math.hypot(errorOf(a) * drift, errorOf(b), from * driftError)
  const demand =
    quantile(
      after.map((day) => day.demand),
      0.5,
    ) * monthDays
  const change = to - from
  if (Math.abs(change) < noise * error)
    return { reason: 'Its cost by unit of use did not change by more than the noise.' }
  if (sure * error > errorMax * Math.abs(change)) {
    return { reason: 'The days differ too much for a figure within 5 %.' }
  }
  const [monthlyUsd, half] = [change * demand, told * error * demand]
  const demandBefore =
    quantile(
      before.map((day) => day.demand),
      0.5,
    ) * monthDays
  return {
    measured: { monthlyUsd, lowUsd: monthlyUsd - half, highUsd: monthlyUsd + half },
    rateMonthlyUsd: change * demandBefore,
    usageMonthlyUsd: change * (demand - demandBefore),
  }
}

function unitCosts(days: readonly UsageDay[]): number[] {
  return days.map(({ usd, demand }) => usd / demand).filter((cost) => Number.isFinite(cost) && cost > 0)
}

function errorOf(values: readonly number[]): number {
  return (1.2533 * medianAbsoluteDeviation(values)) / Math.sqrt(values.length)
}
