import type { SampleBlock, Statistic } from '#lib/model/series.ts'
import type { Range } from '#lib/model/time.ts'
import type { PulledBlock } from './collector.ts'
import { type Ask, stepsOf } from './query.ts'

/** What was noticed in the values of a pull. */
export type Tally = {
  /** Values taken. */
  values: number
  /** Not finite, not a float32, or negative: left out as gaps. */
  quarantined: number
  /** Percentages above 100: kept. */
  aboveHundred: number
  /** Not on the period's grid: left out. */
  offGrid: number
}

export type Filling = {
  readonly ask: Ask
  readonly statistic: Statistic
  readonly values: Float32Array
  /** The status that AWS gave last; absent = AWS has not named this query yet. */
  status?: string
}

const float32Maximum = 3.4028234663852886e38
const percentage = /(Utilization|_percent|_utilization_gpu|nvidia_smi_utilization)/

/** One array of gaps per statistic of the ask. */
export function openFillings(ask: Ask, periodMs: number): Filling[] {
  const steps = stepsOf(ask.range, periodMs)
  return ask.statistics.map((statistic) => ({
    ask,
    statistic,
    values: new Float32Array(steps).fill(Number.NaN),
  }))
}

export type Datapoints = {
  readonly Timestamps?: readonly Date[] | undefined
  readonly Values?: readonly number[] | undefined
}

export type FillOptions = { readonly points: Datapoints; readonly periodMs: number; readonly tally: Tally }

/** Puts datapoints in their place by time, so that order, repeats and page borders do not matter. */
export function fill(filling: Filling, { points, periodMs, tally }: FillOptions): void {
  const { values } = filling
  const times = points.Timestamps ?? []
  const given = points.Values ?? []
  const startMs = filling.ask.range.fromMs
  const ceiling = percentage.test(filling.ask.metric.name) ? 100 : Number.POSITIVE_INFINITY
  const count = Math.min(times.length, given.length)
  let taken = 0
  for (let i = 0; i < count; i++) {
    const index = ((times[i] as Date).getTime() - startMs) / periodMs
    // The call may reach further than this ask does.
    if (index < 0 || index >= values.length) continue
    const value = given[i] as number
    if (!Number.isInteger(index)) tally.offGrid++
    else if (value >= 0 && value <= float32Maximum) {
      values[index] = value
      taken++
      if (value > ceiling) tally.aboveHundred++
    } else tally.quarantined++
  }
  tally.values += taken
}

export type BlockOptions = {
  readonly fillings: readonly Filling[]
  readonly periodMs: number
  readonly provisionalFromMs: number
}

/** The block of one series; what is provisional is in it and not covered. */
export function blockOf({ fillings, periodMs, provisionalFromMs }: BlockOptions): PulledBlock | undefined {
  const ask = fillings[0]?.ask
  if (!ask) return undefined
  const values: Partial<Record<Statistic, Float32Array>> = {}
  for (const filling of fillings) values[filling.statistic] = filling.values
  const block: SampleBlock = {
    seriesId: ask.seriesId,
    startMs: ask.range.fromMs,
    stepMs: periodMs,
    values,
  }
  const toMs = Math.max(ask.range.fromMs, Math.min(ask.range.toMs, provisionalFromMs))
  const covered: Range = { fromMs: ask.range.fromMs, toMs }
  return { block, covered }
}
