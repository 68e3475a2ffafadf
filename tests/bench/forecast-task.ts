import { dayFan, hourFan } from '#lib/forecast/series-fan.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import { normalQuantile } from '#lib/stats/random.ts'

/** One line of a task file. */
export type Task = {
  readonly ds: string
  readonly id: string
  readonly origin: number
  readonly m: number
  readonly periods: readonly number[]
  readonly h: number
  /** Mean absolute error of the seasonal naive within `train`. */
  readonly scale: number
  readonly train: readonly number[]
  readonly test: readonly (number | null)[]
}

/** Sums over the observed points of one task, up to a horizon. */
export type TaskScore = {
  readonly points: number
  readonly absolute: number
  /** Twice the mean pinball loss over 0.1 to 0.9, summed over the points. */
  readonly pinball: number
  /** 200 |y - f| / (|y| + |f|), summed. */
  readonly symmetric: number
  /** Points at or below the quantile of 0.5, 0.9, 0.95, 0.99. */
  readonly below: readonly [number, number, number, number]
  /** Points inside the central 90 % and 95 % interval. */
  readonly central: readonly [number, number]
}

export type TaskResult = {
  readonly set: string
  readonly key: string
  readonly scale: number
  readonly cpuMs: number
  /** Why there is no score. */
  readonly failure?: string
  /** The first 24 steps, where they are scored apart. */
  readonly near?: TaskScore
  /** The whole horizon; absent if the task failed. */
  readonly all?: TaskScore
}

const scoredLevels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const levelCount = quantileLevels.length
const knots = quantileLevels.map((level) => (level === 0.5 ? 0 : normalQuantile(level)))
const nearSteps = 24

type Fan = { readonly at: (step: number, level: number) => number }

/** Reads any level off the published ones, linear in the normal score between them, as the product's paths do. */
function fanOf(packed: Float64Array): Fan {
  const at = (step: number, level: number) => {
    const z = level === 0.5 ? 0 : normalQuantile(level)
    let k = 0
    while (k < levelCount - 2 && z > (knots[k + 1] as number)) k++
    const [from, to] = [knots[k] as number, knots[k + 1] as number]
    const [low, high] = [packed[step * levelCount + k] as number, packed[step * levelCount + k + 1] as number]
    if (z === from) return low
    return z === to ? high : low + ((z - from) / (to - from)) * (high - low)
  }
  return { at }
}

/** What the product forecasts of one series by itself: hours where a day is the season, else days (or weeks). */
function forecastOf({ train, m, h }: Task): Float64Array {
  const observed = Float64Array.from(train)
  return m === 24 ? hourFan(observed, h) : dayFan(observed, { season: m, horizon: h })
}

function score(fan: Fan, test: Task['test'], steps: number): TaskScore {
  let [points, absolute, pinball, symmetric] = [0, 0, 0, 0]
  const below: [number, number, number, number] = [0, 0, 0, 0]
  const central: [number, number] = [0, 0]
  for (let step = 0; step < steps; step++) {
    const y = test[step]
    if (y === null || y === undefined) continue
    points++
    const q = (level: number) => fan.at(step, level)
    const error = Math.abs(y - q(0.5))
    absolute += error
    if (error > 0) symmetric += (200 * error) / (Math.abs(y) + Math.abs(q(0.5)))
    for (const level of scoredLevels) {
      const miss = y - q(level)
      pinball += (2 / scoredLevels.length) * (miss >= 0 ? level * miss : (level - 1) * miss)
    }
    ;[0.5, 0.9, 0.95, 0.99].forEach((level, i) => {
      if (y <= q(level)) below[i] = (below[i] as number) + 1
    })
    if (y >= q(0.05) && y <= q(0.95)) central[0]++
    if (y >= q(0.025) && y <= q(0.975)) central[1]++
  }
  return { points, absolute, pinball, symmetric, below, central }
}

/** Forecasts and scores one task; a task that throws or gives a number that is not finite has failed. */
export function runTask(task: Task): TaskResult {
  const { ds, id, origin, scale, h, m, test } = task
  const began = process.threadCpuUsage()
  const about = { set: ds, key: `${ds}/${id}/${origin}`, scale }
  const spent = () => {
    const { user, system } = process.threadCpuUsage(began)
    return (user + system) / 1000
  }
  try {
    const packed = forecastOf(task)
    const cpuMs = spent()
    if (packed.length !== h * levelCount || !packed.every(Number.isFinite)) {
      return { ...about, cpuMs, failure: 'the forecast holds numbers that are not finite' }
    }
    const fan = fanOf(packed)
    const near = h > nearSteps && (m === 24 || h >= 90) ? { near: score(fan, test, nearSteps) } : {}
    return { ...about, cpuMs, ...near, all: score(fan, test, h) }
  } catch (error) {
    return { ...about, cpuMs: spent(), failure: String(error) }
  }
}
