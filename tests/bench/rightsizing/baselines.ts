import { quantileSorted, sortedObserved } from '#lib/stats/quantile.ts'
import { type Decision, isBad, windowOf } from './decisions.ts'
import { type Mode, type Rung, rungFor, rungsOf } from './rungs.ts'
import { samplesPerDay } from './trace.ts'

/** A way to choose: CPU and memory needs from the past alone. */
export type Baseline = { readonly policy: string; readonly needs: (decision: Decision) => Needs }
export type Needs = { readonly cpu: number; readonly memory: number }

const lookbacks = [7, 14, 28]
const percentiles = [0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1]
const headrooms = [0, 0.1, 0.2, 0.35, 0.5]

type Rule = { readonly days: number; readonly percentile: number; readonly headroom: number }

type Sorted = { readonly cpu: Float64Array; readonly memory: Float64Array }
const sortedWindows = new WeakMap<Decision, Map<number, Sorted>>()

/** The observed samples of a lookback, ascending; sorted once a decision and lookback. */
function sortedWindow(decision: Decision, days: number): Sorted {
  const windows = sortedWindows.get(decision) ?? new Map<number, Sorted>()
  sortedWindows.set(decision, windows)
  const { workload, day } = decision
  const made = windows.get(days) ?? {
    cpu: sortedObserved(windowOf(workload.cpu, day, days)),
    memory: sortedObserved(windowOf(workload.memory, day, days)),
  }
  windows.set(days, made)
  return made
}

function percentileNeeds(decision: Decision, { days, percentile, headroom }: Rule): Needs {
  const { cpu, memory } = sortedWindow(decision, days)
  return {
    cpu: quantileSorted(cpu, percentile) / (1 - headroom),
    memory: quantileSorted(memory, 1) / (1 - headroom),
  }
}

/** Lookback, percentile and headroom in every combination; memory is its maximum over the lookback. */
export const sweep: readonly Baseline[] = lookbacks.flatMap((days) =>
  percentiles.flatMap((percentile) =>
    headrooms.map((headroom) => ({
      policy: `pct_lb${days}_p${100 * percentile}_h${100 * headroom}`,
      needs: (decision) => percentileNeeds(decision, { days, percentile, headroom }),
    })),
  ),
)

function preset(policy: string, rule: Rule, memoryHeadroom = rule.headroom): Baseline {
  return {
    policy,
    needs: (decision) => ({
      cpu: percentileNeeds(decision, rule).cpu,
      memory: percentileNeeds(decision, { ...rule, headroom: memoryHeadroom }).memory,
    }),
  }
}

/** Exponential buckets of the Vertical Pod Autoscaler: a percentile is the end of its bucket. */
function bucketEnd(value: number, first: number): number {
  const ratio = 1.05
  const k = Math.floor(Math.log((Math.max(value, 0) * (ratio - 1)) / first + 1) / Math.log(ratio))
  return (first * (ratio ** (k + 1) - 1)) / (ratio - 1)
}

/** Percentile of values weighted by half-lives of one day, the newest last. */
function decayedPercentile(values: readonly number[], perDay: number, percentile: number): number {
  const rows = values
    .map((value, i) => ({ value, weight: 2 ** (-(values.length - i) / perDay) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
  const total = rows.reduce((sum, { weight }) => sum + weight, 0)
  let seen = 0
  for (const { value, weight } of rows) {
    seen += weight
    if (seen >= percentile * total - 1e-12) return value
  }
  return Number.NaN
}

function dailyPeaks(values: Float64Array): number[] {
  return Array.from({ length: Math.floor(values.length / samplesPerDay) }, (_, day) => {
    const samples = values.subarray(day * samplesPerDay, (day + 1) * samplesPerDay)
    return Math.max(...samples.filter((value) => !Number.isNaN(value)))
  })
}

/** Defaults of kubernetes/autoscaler: 8 days, half-life 24 h, margin 15 %. */
function vpa(policy: string, percentile: number, factor: number): Baseline {
  const margin = 1.15 * factor
  return {
    policy,
    needs: ({ workload, day }) => {
      const cpu = [...windowOf(workload.cpu, day, 8)]
      const peaks = dailyPeaks(windowOf(workload.memory, day, 8)).map((gib) => gib * 1024)
      return {
        cpu: bucketEnd(decayedPercentile(cpu, samplesPerDay, percentile), 0.01) * margin,
        memory: (bucketEnd(decayedPercentile(peaks, 1, percentile), 10) / 1024) * margin,
      }
    },
  }
}

/** What others would choose: Compute Optimizer's presets by their published percentiles, VPA and KRR by their defaults. */
export const presets: readonly Baseline[] = [
  preset('co_default', { days: 14, percentile: 0.995, headroom: 0.2 }),
  preset('co_default_28d', { days: 28, percentile: 0.995, headroom: 0.2 }),
  preset('co_max_savings', { days: 14, percentile: 0.9, headroom: 0 }, 0.1),
  preset('co_balanced', { days: 14, percentile: 0.95, headroom: 0.3 }),
  preset('co_max_performance', { days: 14, percentile: 0.995, headroom: 0.3 }),
  vpa('vpa_target', 0.9, 1),
  vpa('vpa_upper', 0.95, 1 + 1 / 8),
  preset('krr_p95', { days: 14, percentile: 0.95, headroom: 0 }, 1 - 1 / 1.15),
  preset('krr_p99', { days: 14, percentile: 0.99, headroom: 0 }, 1 - 1 / 1.15),
]

export function rungOf(baseline: Baseline, decision: Decision, mode: Mode): Rung {
  return rungFor(rungsOf[mode], baseline.needs(decision))
}

/** With the future known: the cheapest rung that is not bad. */
export function foresight(decision: Decision, mode: Mode): Rung {
  const rungs = rungsOf[mode]
  return rungs.find((rung) => !isBad(decision, rung)) ?? (rungs.at(-1) as Rung)
}
