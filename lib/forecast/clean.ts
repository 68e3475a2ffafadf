import { lastBend } from './bend.ts'
import {
  adjustShifts,
  type LevelShift,
  levelShifts,
  maskLoneSpikes,
  type Spike,
  spikesOf,
} from './change-points.ts'
import { fillGaps, trimStart } from './gaps.ts'
import { onlyGrows } from './pace.ts'
import { deseasoned } from './shape.ts'

/** What was found in a daily series that its models must not take for its usual course. */
export type Disturbances = {
  readonly shifts: readonly LevelShift[]
  readonly spikes: readonly Spike[]
  /** Day from which on growth is as today; 0 = all along. */
  readonly bendAt: number
}

/** Lone spikes masked, levels before a shift brought to the level after it. */
const adjusted = (values: Float64Array, { shifts, spikes }: Omit<Disturbances, 'bendAt'>) =>
  adjustShifts(maskLoneSpikes(values, spikes), shifts)

/** Day of the last bend of the growth, 0 if there is none. */
function bendOf(values: Float64Array, season: number): number {
  const trimmed = trimStart(values)
  const filled = fillGaps(trimmed, season)
  const bend = lastBend(deseasoned(filled, season), onlyGrows(filled, season))
  return bend === 0 ? 0 : values.length - trimmed.length + bend
}

/** Steps, lone spikes and the last bend of a daily series (`NaN` = gap) with the given season. */
export function disturbancesOf(peaks: Float64Array, season: number): Disturbances {
  const spikes = spikesOf(peaks)
  const shifts = levelShifts(maskLoneSpikes(peaks, spikes))
  return { shifts, spikes, bendAt: bendOf(adjusted(peaks, { shifts, spikes }), season) }
}

/** A daily series as its models see it: without what `disturbances` names, gaps before the last bend. */
export function cleanDays(values: Float64Array, disturbances: Disturbances): Float64Array {
  return adjusted(values, disturbances).fill(Number.NaN, 0, disturbances.bendAt)
}

/** Hours of which the first is hour `firstHour` of the days, brought to today's level. */
export function cleanHours(
  hours: Float64Array,
  { shifts }: Pick<Disturbances, 'shifts'>,
  firstHour: number,
): Float64Array {
  return adjustShifts(
    hours,
    shifts.map((shift) => ({ ...shift, at: shift.at * 24 - firstHour })),
  )
}
