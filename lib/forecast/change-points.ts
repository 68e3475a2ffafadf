import { observedCount } from '../model/series.ts'
import { median, medianAbsoluteDeviation } from '../stats/robust.ts'

/** From day `at` on the level is another: times `ratio`, or plus `delta` where a ratio makes no sense. */
export type LevelShift = {
  readonly at: number
  readonly before: number
  readonly after: number
  readonly ratio?: number
}

/** A single day (or two) far above its neighbours. */
export type Spike = { readonly at: number; readonly factor: number }

const window = 7
const windowMin = 5
const noiseLimit = 6
const changeMin = 0.15
const spikeFactor = 1.8

type Score = { readonly at: number; readonly before: number; readonly after: number }

function scoresOf(values: Float64Array): Score[] {
  const scores: Score[] = []
  for (let at = window; at + windowMin <= values.length; at++) {
    const [earlier, later] = [values.subarray(at - window, at), values.subarray(at, at + window)]
    if (observedCount(earlier) < windowMin || observedCount(later) < windowMin) continue
    scores.push({ at, before: median(earlier), after: median(later) })
  }
  return scores
}

/** The jump's own day: where neighbouring values differ most, near the best score. */
function sharpest(values: Float64Array, at: number): number {
  let best = at
  let jump = -1
  for (let t = Math.max(1, at - 3); t <= Math.min(values.length - 1, at + 3); t++) {
    const size = Math.abs((values[t] as number) - (values[t - 1] as number))
    if (size > jump) {
      jump = size
      best = t
    }
  }
  return best
}

/** Days before and after a step over which at least half of it must stand. */
const lastingDays = 21

function lasts(values: Float64Array, { at, before, after }: Score): boolean {
  const long =
    median(values.subarray(at, at + lastingDays)) - median(values.subarray(Math.max(0, at - lastingDays), at))
  return long / (after - before) >= 0.5
}

/**
 * Lasting steps of a daily series: the median of the 7 days after differs from that of the 7 days before by over
 * six times the usual difference and by over 15 %. Steady growth is the usual difference, so it is no step.
 */
export function levelShifts(values: Float64Array): LevelShift[] {
  const scores = scoresOf(values)
  const steps = Float64Array.from(scores, ({ before, after }) => after - before)
  const usual = median(steps)
  const noise = medianAbsoluteDeviation(steps)
  const shifts: LevelShift[] = []
  let i = 0
  while (i < scores.length) {
    const size = (k: number) => Math.abs((steps[k] as number) - usual)
    const { before, after } = scores[i] as Score
    const level = Math.max(Math.abs(before), Math.abs(after))
    if (size(i) <= Math.max(noiseLimit * noise, changeMin * level)) {
      i++
      continue
    }
    let best = i
    let end = i
    while (end < scores.length && (scores[end] as Score).at < (scores[i] as Score).at + window) {
      if (size(end) > size(best)) best = end
      end++
    }
    const found = scores[best] as Score
    const at = sharpest(values, found.at)
    if (lasts(values, { ...found, at })) {
      const from = Math.max(0, at - sizeDays, shifts.at(-1)?.at ?? 0)
      shifts.push(shiftOf(measured(values, { ...found, at }, from)))
    }
    i = best + window
  }
  return shifts
}

/** Days on both sides that tell the size of a step: whole weeks, more of them than find it. */
const sizeDays = 14

/** The step's size from two weeks on both sides, where they are there: the week that found it is the luckiest. */
function measured(values: Float64Array, score: Score, from: number): Score {
  const before = values.subarray(from, score.at)
  const after = values.subarray(score.at, score.at + sizeDays)
  if (observedCount(before) < sizeDays - 2 || observedCount(after) < window) return score
  return { at: score.at, before: median(before), after: median(after) }
}

/** A change by more is not one of scale. */
const ratioMax = 20

function shiftOf({ at, before, after }: Score): LevelShift {
  const ratio = after / before
  return before > 0 && ratio > 1 / ratioMax && ratio < ratioMax
    ? { at, before, after, ratio }
    : { at, before, after }
}

/** Brings everything before each shift to the level after it, not below zero. */
export function adjustShifts(values: Float64Array, shifts: readonly LevelShift[]): Float64Array {
  const out = values.slice()
  let ratio = 1
  let delta = 0
  let next = shifts.length - 1
  for (let t = values.length - 1; t >= 0; t--) {
    while (next >= 0 && t < (shifts[next] as LevelShift).at) {
      const shift = shifts[next] as LevelShift
      if (shift.ratio === undefined) delta += (shift.after - shift.before) * ratio
      else ratio *= shift.ratio
      next--
    }
    out[t] = Math.max(0, (values[t] as number) * ratio + delta)
  }
  return out
}

/** Single days over 1.8 times the median of the week before and the week after. */
export function spikesOf(values: Float64Array): Spike[] {
  const spikes: Spike[] = []
  for (let at = 2; at + 2 < values.length; at++) {
    const value = values[at] as number
    const before = median(values.subarray(Math.max(0, at - window), at))
    const after = median(values.subarray(at + 1, at + 1 + window))
    const level = Math.max(before, after)
    if (level > 0 && value > spikeFactor * level) spikes.push({ at, factor: value / level })
  }
  return spikes
}

/** A spike that comes back (month-end) belongs to the demand; one that stands alone is masked in the fit. */
const aloneDays = 60
const recentDays = 45

/** The spikes that stand alone: none other within two months but those beside it. */
export function loneSpikes(spikes: readonly Spike[]): Spike[] {
  return spikes.filter(({ at }) => {
    const apart = (other: Spike) => Math.abs(other.at - at)
    return !spikes.some((other) => apart(other) > 3 && apart(other) <= aloneDays)
  })
}

/** The values with lone, old spikes, and the days beside them, as gaps. */
export function maskLoneSpikes(values: Float64Array, spikes: readonly Spike[]): Float64Array {
  const out = values.slice()
  for (const { at } of loneSpikes(spikes)) {
    if (values.length - at > recentDays) out.fill(Number.NaN, Math.max(0, at - 1), at + 2)
  }
  return out
}
