import type { MeasuredUsd } from '#lib/model/decision.ts'
import { quantile } from '#lib/stats/quantile.ts'
import { meanObserved, median, medianAbsoluteDeviation } from '#lib/stats/robust.ts'
import { levelShift, type UsageSpan } from './usage-level.ts'

/** Days before and after the change, and those of comparable resources that nobody touched. */
export type UsageBefore = UsageSpan & { readonly untouched: readonly UsageSpan[] }

export type Figure = {
  readonly measured: MeasuredUsd
  readonly rateMonthlyUsd: number
  readonly usageMonthlyUsd: number
}

const monthDays = 730 / 24
/** Fewer days on either side, or fewer untouched resources, tell nothing. */
const least = { days: 14, untouched: 4 }
/** A figure may be off by this share of itself, and no more. */
const errorMax = 0.05
/** Normal quantiles: of the 80 % interval that is told, of the error that stays within `errorMax`, of noise. */
const [told, sure, noise] = [1.2816, 2.8, 4]

/**
 * What a change of something billed by use saves: how its cost moved at the same demand (`levelShift`), less what the cost
 * of comparable untouched resources did meanwhile (their median), over what it costs now. The error counts the days, the
 * median of the others, and how far one of them alone strays from it, for this one may stray as far with no change at all. A
 * figure is given only where it stands clear of that noise and its error is within 5 % of it; else the reason why not.
 */
export function measureSaving(usage: UsageBefore): Figure | { readonly reason: string } {
  const [days, later] = [usage.before, usage.after].map(observedDays) as [number, number]
  if (days < least.days || later < least.days)
    return { reason: `It takes ${least.days} days on either side; there are ${days} and ${later}.` }
  const own = levelShift(usage)
  const others = usage.untouched
    .filter(({ before, after }) => observedDays(before) >= least.days && observedDays(after) >= least.days)
    .flatMap((span) => levelShift(span)?.shift ?? [])
  if (own === undefined || others.length < least.untouched) {
    return {
      reason: `It takes ${least.untouched} comparable resources that stayed as they were; there are ${others.length}.`,
    }
  }
  const drift = median(others)
  const stray = strayOf(others, drift)
  const error = Math.hypot(own.error, stray, (1.2533 * stray) / Math.sqrt(others.length))
  const shift = own.shift - drift
  if (Math.abs(shift) < noise * error)
    return { reason: 'Its cost at the same use did not change by more than the noise.' }
  if (sure * error > errorMax * Math.abs(Math.expm1(shift)))
    return { reason: 'The days differ too much for a figure within 5 %.' }
  return figureOf(usage, { shift, drift, error })
}

/** How far one of them strays, as a standard deviation; the tail decides where it is heavier than the middle says. */
function strayOf(shifts: readonly number[], drift: number): number {
  const far = quantile(
    shifts.map((shift) => Math.abs(shift - drift)),
    0.95,
  )
  return Math.max(medianAbsoluteDeviation(shifts), far / 1.96)
}

type Shift = { readonly shift: number; readonly drift: number; readonly error: number }

function figureOf({ before, after }: UsageSpan, { shift, drift, error }: Shift): Figure {
  const nowUsd = monthDays * meanUsd(after)
  // What it costs now, less what it would cost without the change.
  const at = (one: number) => -nowUsd * Math.expm1(-one)
  const ends = [at(shift - told * error), at(shift + told * error)]
  const monthlyUsd = at(shift)
  const rateMonthlyUsd = monthDays * meanUsd(before) * Math.exp(drift) * Math.expm1(shift)
  return {
    measured: { monthlyUsd, lowUsd: Math.min(...ends), highUsd: Math.max(...ends) },
    rateMonthlyUsd,
    usageMonthlyUsd: monthlyUsd - rateMonthlyUsd,
  }
}

const meanUsd = (days: UsageSpan['before']) => meanObserved(days.map(({ usd }) => usd))

function observedDays(days: UsageSpan['before']): number {
  return days.filter(({ usd, demand }) => usd > 0 && demand > 0).length
}
