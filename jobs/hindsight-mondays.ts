import type { HindsightAdvice } from '#lib/model/hindsight.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { trackHorizons } from '#lib/model/track-record.ts'
import { mondayOf } from '#lib/verify/follow.ts'

const weeks = 26

/** The last 26 Mondays with at least one day behind them, oldest first. */
export function hindsightMondays(nowMs: EpochMs): EpochMs[] {
  const last = mondayOf(nowMs - dayMs)
  return Array.from({ length: weeks }, (_, i) => last - (weeks - 1 - i) * 7 * dayMs)
}

/** Of these, those that were never run, and those of which a distance can be scored that could not be then. */
export function mondaysToRun(said: readonly HindsightAdvice[], nowMs: EpochMs): EpochMs[] {
  const scored = new Map(said.map(({ asOfMs, scoredDays }) => [asOfMs, scoredDays]))
  return hindsightMondays(nowMs).filter((asOfMs) => {
    const before = scored.get(asOfMs)
    const days = Math.floor((nowMs - asOfMs) / dayMs)
    return before === undefined || trackHorizons.some((horizon) => before < horizon && horizon <= days)
  })
}
