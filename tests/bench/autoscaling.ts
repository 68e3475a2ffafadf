import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  chooseOption,
  judgePolicy,
  minuteAboveWorth,
  paretoFront,
  policiesFor,
  refineToMinutes,
  type ScalingOption,
  type SearchInput,
} from '#lib/autoscale/index.ts'
import { trackingAt } from '#lib/model/scaling.ts'
import { quantile } from '#lib/stats/quantile.ts'
import { median } from '#lib/stats/robust.ts'
import type { Bench } from './run.ts'

const suffix = '.csv.gz'
const minutesOfPeriod = 5
const leastDays = 14
const trainShare = 0.6
const minutesOfWeek = 10_080
/** Minutes from the epoch, a Thursday, to the Monday before. */
const epochWeekMinute = 3 * 1440
const group = { limit: 0.9, min: 1, max: 40, warmupMinutes: 3 }

type Load = { readonly id: string; readonly train: SearchInput; readonly judged: SearchInput }

/**
 * Scaling policies for every series of counts a folder holds: the first part chooses, the rest judges. Against the
 * one fixed target that costs least at no more minutes above the limit, and against hindsight in the same space.
 */
export const benchAutoscaling: Bench = async ({ dataDir }) => {
  if (!dataDir) throw new Error('Give the folder of series: npm run bench -- autoscaling --data DIR')
  const loads = readSeries(dataDir).flatMap(([id, rows]) => loadOf(id, rows) ?? [])
  if (loads.length === 0) throw new Error(`There is no series of ${leastDays} days in ${dataDir}`)
  const speed = policyWeeksPerSecond(loads)
  const chosen = loads.map(({ train, judged }) => {
    const front = paretoFront(policiesFor(train).map((policy) => judgePolicy(policy, train)))
    const option = chooseOption(front, { minuteWorth: minuteAboveWorth })
    if (!option) throw new Error('the search found no policy')
    return { judged, space: policiesFor(train), ours: judgePolicy(option.policy, judged) }
  })
  const ours = total(chosen.map((one) => one.ours))
  const hindsight = chosen.map(({ judged, space, ours: own }) => {
    const all = space.map((policy) => judgePolicy(policy, judged))
    const within = all.filter((one) => one.minutesAbove <= own.minutesAbove)
    return own.memberMinutes / Math.min(...within.map((one) => one.memberMinutes))
  })
  return {
    series: loads.length,
    costRatioToFixed: ours.memberMinutes / cheapestFixed(loads, ours.minutesAbove),
    costRatioToHindsight: median(hindsight),
    costRatioToHindsightWorst: Math.max(...hindsight),
    minutesAboveShare: ours.minutesAbove / chosen.reduce((sum, { judged }) => sum + judged.load.length, 0),
    policyWeeksPerSecond: speed,
  }
}

function total(options: readonly ScalingOption[]): { memberMinutes: number; minutesAbove: number } {
  return {
    memberMinutes: options.reduce((sum, one) => sum + one.memberMinutes, 0),
    minutesAbove: options.reduce((sum, one) => sum + one.minutesAbove, 0),
  }
}

/**
 * Of 30, 35, ... 90 % for all series: the least cost at no more minutes above the limit. Where even the lowest target
 * has more, the cost of that one, which flatters the fixed target.
 */
function cheapestFixed(loads: readonly Load[], minutesAboveMax: number): number {
  let cheapest: number | undefined
  let lowest = 0
  for (let percent = 30; percent <= 90; percent += 5) {
    const { min, max, warmupMinutes } = group
    const policy = { min, max, warmupMinutes, rules: [trackingAt(percent / 100)] }
    const all = total(loads.map(({ judged }) => judgePolicy(policy, judged)))
    if (percent === 30) lowest = all.memberMinutes
    if (all.minutesAbove <= minutesAboveMax)
      cheapest = Math.min(cheapest ?? all.memberMinutes, all.memberMinutes)
  }
  return cheapest ?? lowest
}

/** Policy-weeks replayed in a second of one core's time, the best of three rounds. */
function policyWeeksPerSecond(loads: readonly Load[]): number {
  const spaces = loads.map(({ train }) => ({ train, policies: policiesFor(train) }))
  let best = 0
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage()
    let weeks = 0
    for (const { train, policies } of spaces) {
      for (const policy of policies) {
        judgePolicy(policy, train)
        weeks += train.load.length / minutesOfWeek
      }
    }
    const { user, system } = process.cpuUsage(before)
    best = Math.max(best, weeks / ((user + system) / 1e6))
  }
  return best
}

type Row = { readonly atSeconds: number; readonly count: number }

function readSeries(dir: string): [string, Row[]][] {
  const files = readdirSync(dir).filter((file) => file.endsWith(suffix))
  if (files.length === 0) throw new Error(`There are no files ${suffix} in ${dir}`)
  return files.sort().flatMap((file) => {
    const [head = '', ...lines] = gunzipSync(readFileSync(join(dir, file)))
      .toString()
      .trim()
      .split('\n')
    const columns = head.trim().split(',')
    const at = columns.indexOf('t')
    const value = columns.includes('value') ? columns.indexOf('value') : columns.indexOf('requests')
    if (at < 0 || value < 0)
      throw new Error(`${file}: expected columns series_id,t,value or t,requests, found ${head}`)
    const id = columns.indexOf('series_id')
    const byId = new Map<string, Row[]>()
    for (const line of lines) {
      const cells = line.split(',')
      const name = id < 0 ? file : (cells[id] ?? file)
      const rows = byId.get(name) ?? []
      rows.push({ atSeconds: Number(cells[at]), count: Number(cells[value] || Number.NaN) })
      byId.set(name, rows)
    }
    return [...byId]
  })
}

/** Minutes of load in members: one member serves the 99.5 % quantile of the first part, divided by twelve. */
function loadOf(id: string, rows: readonly Row[]): Load | undefined {
  const counts = Float64Array.from(rows, ({ count }) => count)
  if (counts.length < (leastDays * 1440) / minutesOfPeriod) return undefined
  const split = Math.floor(counts.length * trainShare)
  const served = quantile(counts.subarray(0, split), 0.995) / 12 / minutesOfPeriod
  if (!(served > 0)) return undefined
  const minutes = refineToMinutes({ counts, minutes: minutesOfPeriod, shape: 8, seed: id })
  const load = minutes.map((count) => count / served)
  const weekMinute = (Math.floor((rows[0]?.atSeconds ?? 0) / 60) + epochWeekMinute) % minutesOfWeek
  const from = split * minutesOfPeriod
  return {
    id,
    train: { ...group, load: load.subarray(0, from), weekMinute },
    judged: { ...group, load: load.subarray(from), weekMinute: (weekMinute + from) % minutesOfWeek },
  }
}
