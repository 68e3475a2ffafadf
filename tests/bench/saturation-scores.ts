import type { Figures } from './run.ts'
import type { Judged } from './saturation-seed.ts'

const day = (days: number | null) => days ?? Number.POSITIVE_INFINITY

/** Saturates within a year, in truth or by the median, and had not done so already by both. */
export function isScored({ truth, median }: Judged): boolean {
  return (truth !== null || median !== null) && !(truth === 0 && median === 0)
}

/** The truth lies in the 80 % interval; an open right end holds whatever comes later. */
export function holds({ truth, low, high }: Judged): boolean {
  return day(truth) >= day(low) && day(truth) <= day(high)
}

/**
 * `coverage80`: share of the intervals that hold. `early`, `late`: shares of truths before and after the interval.
 * `biasDays`: median of forecast median minus truth where both are within the year.
 */
export function scoresOf(judged: readonly Judged[]): Figures {
  const scored = judged.filter(isScored)
  const share = (count: number) => Number((count / Math.max(1, scored.length)).toFixed(4))
  const errors = scored
    .flatMap(({ median, truth }) => (median === null || truth === null ? [] : [median - truth]))
    .sort((a, b) => a - b)
  return {
    coverage80: share(scored.filter(holds).length),
    n: scored.length,
    early: share(scored.filter(({ truth, low }) => day(truth) < day(low)).length),
    late: share(scored.filter(({ truth, high }) => day(truth) > day(high)).length),
    ...(errors.length === 0 ? {} : { biasDays: errors[Math.floor(errors.length / 2)] ?? 0 }),
  }
}
