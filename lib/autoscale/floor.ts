import type { HourlyFloor } from '../model/scaling.ts'
import { quantile } from '../stats/quantile.ts'

const hoursOfDay = 24
const minutesOfWeek = 7 * hoursOfDay * 60

export type FloorInput = {
  /** A value a minute, in members at 100 %. */
  readonly load: Float32Array
  /** Minutes from Monday 00:00 UTC to the first value. */
  readonly weekMinute: number
  /** Share of the minutes of an hour of the day whose load the floor carries. */
  readonly share: number
  readonly limit: number
}

/** The least members that carry the load in that share of the minutes of each hour of the day, below the limit. */
export function floorFor({ load, weekMinute, share, limit }: FloorInput): HourlyFloor {
  const minutes: number[][] = Array.from({ length: hoursOfDay }, () => [])
  for (let t = 0; t < load.length; t++) {
    const hour = Math.floor(((weekMinute + t) % minutesOfWeek) / 60) % hoursOfDay
    minutes[hour]?.push(load[t] as number)
  }
  const day = minutes.map((values) => {
    const needed = quantile(Float64Array.from(values), share)
    return Number.isNaN(needed) ? 0 : Math.ceil(needed / limit)
  })
  return Array.from({ length: 7 }, () => inSteps(day)).flat()
}

/** More members than that are counted in steps of their own, so that a schedule changes a few times a day and not each hour. */
const countedOneByOne = 100
const stepsOfDay = 6

function inSteps(day: readonly number[]): readonly number[] {
  const most = Math.max(...day)
  if (most <= countedOneByOne) return day
  const step = Math.ceil(most / stepsOfDay)
  return day.map((members) => Math.min(most, step * Math.ceil(members / step)))
}
