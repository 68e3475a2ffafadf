import { minuteMs } from '#lib/model/time.ts'
import type { EstateSeries } from './series.ts'
import { signalValues } from './signal.ts'

const fiveMinutesMs = 5 * minuteMs
const stepsOfDay = 288
/** Steps that are kept together, and steps before them from which they are reached. */
const blockSteps = 7 * stepsOfDay
const runUpSteps = 2 * stepsOfDay
/** Five-minute steps of fifteen minutes, and of an hour. */
const quarterSteps = 3
const hourSteps = 12
const decreasesAtAnyTime = 4
/** Points under the target below which units are given back. */
const points = 0.2

export type TrackedUnits = {
  /** What is consumed a second. */
  readonly signal: EstateSeries['signal']
  readonly target: number
  readonly least: number
  readonly most: number
}

/**
 * Units that DynamoDB's autoscaling provisions, by five minutes: up to the target at once when more of them are used than
 * that; down to it after a quarter of an hour at 20 points below, four times a day at any time and then an hour after the
 * last. Each block starts two days before itself, by when where it started from is forgotten.
 */
export function trackedUnits(options: TrackedUnits): (fromStep: number, count: number) => Float64Array {
  const blocks = new Map<number, Float64Array>()
  const blockAt = (index: number) => {
    const known = blocks.get(index)
    if (known) return known
    const block = unitsOf(options, index * blockSteps - runUpSteps).subarray(runUpSteps)
    blocks.set(index, block)
    return block
  }
  return (fromStep, count) =>
    Float64Array.from({ length: count }, (_, i) => {
      const step = fromStep + i
      const index = Math.floor(step / blockSteps)
      return blockAt(index)[step - index * blockSteps] as number
    })
}

function unitsOf({ signal, target, least, most }: TrackedUnits, fromStep: number): Float64Array {
  const count = blockSteps + runUpSteps
  const used = signalValues(signal, 'Average', {
    fromMs: fromStep * fiveMinutesMs,
    count,
    stepMs: fiveMinutesMs,
  })
  const units = new Float64Array(count)
  const bounded = (value: number) => Math.min(most, Math.max(least, Math.ceil(value / target - 1e-6)))
  let now = bounded(used[0] as number)
  let [low, last, decreases] = [0, Number.NEGATIVE_INFINITY, 0]
  for (let i = 0; i < count; i++) {
    const value = used[i] as number
    if ((fromStep + i) % stepsOfDay === 0) decreases = 0
    if (value > target * now + 1e-6) now = Math.max(now, bounded(value))
    units[i] = now
    low = value < (target - points) * now ? low + 1 : 0
    const allowed = decreases < decreasesAtAnyTime || i - last >= hourSteps
    const next = bounded(value)
    if (low < quarterSteps || !allowed || next >= now) continue
    now = next
    low = 0
    last = i
    decreases++
  }
  return units
}
