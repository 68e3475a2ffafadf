import { starvedStep } from './credits.ts'
import type { Demand } from './demand.ts'
import { blackFriday, monthEnd } from './events.ts'
import { daysFrom, type Frame, hourAt, seedFor } from './frame.ts'
import { isRhythm, type Rhythm, seasonOf } from './seasons.ts'
import { cell, datedOption, type TableRow } from './table.ts'
import { releaseStep, tenantStep, trendOf } from './trends.ts'

/** Rhythm, growth and events that all dimensions of one resource share. */
export type Workload = {
  readonly frame: Frame
  readonly name: string
  readonly rhythm: Rhythm
  readonly offsetHours: number
  readonly trend: (days: number) => number
  readonly dayFactor?: (day: number) => number
  readonly hourFactor?: (hour: number) => number
}

type DemandOptions = {
  /** What it is a demand for; seeds its noise. */
  readonly key: string
  /** Absolute demand at the busiest hour of an ordinary week at the anchor. */
  readonly peak: number
  /** How much of the rhythm it follows, 0 to 1; the rest is constant. */
  readonly follow?: number
  readonly hourNoise?: number
  readonly dayNoise?: number
  readonly trend?: (days: number) => number
  readonly rhythm?: Rhythm
  /** Release and tenant steps and busy days move it; default yes. */
  readonly events?: boolean
}

/** The workload of a table row: columns rhythm and trend, options `bf`, `monthend`, `tenant`, `release`, `step=BEFORE@DAYS`. */
export function workloadOf(row: TableRow, frame: Frame, offsetHours: number): Workload {
  const rhythm = cell(row, 'rhythm')
  if (!isRhythm(rhythm)) throw new Error(`unknown rhythm of ${cell(row, 'name')}: ${rhythm}`)
  const step = stepOf(row)
  const stepHour = step ? hourAt(frame, step.days, step.hour) : 0
  return {
    frame,
    name: cell(row, 'name'),
    rhythm,
    offsetHours,
    trend: trendOf(cell(row, 'trend')),
    dayFactor:
      'bf' in row.options ? blackFriday(frame.anchorMs) : 'monthend' in row.options ? monthEnd : undefined,
    hourFactor: step && ((hour) => (hour < stepHour ? step.before : 1)),
  }
}

function stepOf(row: TableRow): { days: number; hour: number; before: number } | undefined {
  const { options } = row
  const step = datedOption(row, 'step')
  if (step) return { days: step.days, hour: 10, before: Number(step.value) }
  if ('tenant' in options) return tenantStep
  if ('release' in options) return releaseStep
  return 'starved' in options ? starvedStep : undefined
}

/** One dimension's demand under the workload. */
export function demandOf(workload: Workload, options: DemandOptions): Demand {
  const { frame } = workload
  const follow = options.follow ?? 1
  const events = options.events ?? true
  const trend = options.trend ?? workload.trend
  const shares = seasonOf(options.rhythm ?? workload.rhythm, workload.offsetHours)
  return {
    seed: seedFor(frame, `${workload.name}/${options.key}`),
    season: shares.map((share) => 1 - follow + follow * share),
    level: (day) => options.peak * trend(daysFrom(frame, day)),
    dayFactor: events ? workload.dayFactor : undefined,
    hourFactor: events ? workload.hourFactor : undefined,
    hourNoise: options.hourNoise ?? 0.06,
    dayNoise: options.dayNoise ?? 0.05,
  }
}
