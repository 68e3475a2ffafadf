import { type Rung, tolerance } from './rungs.ts'
import { samplesPerDay, type Trace, type Workload } from './trace.ts'

export const horizonDays = 28
const firstDay = 28
const everyDays = 7
const missingMax = 0.3
const badShare = 0.01

export type Samples = { readonly cpu: Float64Array; readonly memory: Float64Array }

/** One workload on one decision day: what was known then and what came. */
export type Decision = {
  readonly workload: Workload
  readonly day: number
  /** Samples that came, observed ones ascending. */
  readonly future: Samples
  /** The same of every 7 days that begin within the horizon. */
  readonly weeks: readonly Samples[]
}

/** What became of a decision under one rung. */
export type Outcome = { readonly costUsd: number; readonly bad: boolean; readonly lostWork: number }

function missingShare(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0) / values.length
}

function observedAscending(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort()
}

/** The last `days` days before a day. */
export function windowOf(values: Float64Array, day: number, days: number): Float64Array {
  return values.subarray(Math.max(0, (day - days) * samplesPerDay), day * samplesPerDay)
}

/** Every decision of the trace with at most 30 % of its samples missing, before and after. */
export function decisionsOf({ workloads }: Trace): Decision[] {
  const days = Math.floor((workloads[0]?.cpu.length ?? 0) / samplesPerDay)
  const decisions: Decision[] = []
  for (let day = firstDay; day + horizonDays <= days; day += everyDays) {
    for (const workload of workloads) {
      const coming = windowOf(workload.cpu, day + horizonDays, horizonDays)
      const seen = windowOf(workload.cpu, day, 14)
      if (missingShare(coming) > missingMax || missingShare(seen) > missingMax) continue
      const samples = (end: number, days: number): Samples => ({
        cpu: observedAscending(windowOf(workload.cpu, end, days)),
        memory: observedAscending(windowOf(workload.memory, end, days)),
      })
      const weeks = Array.from({ length: horizonDays - 6 }, (_, i) => samples(day + i + 7, 7))
      decisions.push({ workload, day, future: samples(day + horizonDays, horizonDays), weeks })
    }
  }
  return decisions
}

/** Share of ascending values above a level. */
function shareAbove(ascending: Float64Array, level: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) > level) high = middle
    else low = middle + 1
  }
  return ascending.length === 0 ? 0 : (ascending.length - low) / ascending.length
}

function isExceeded(samples: Samples, { vcpu, memoryGib }: Rung): boolean {
  const memory = memoryGib === undefined ? 0 : shareAbove(samples.memory, memoryGib)
  return Math.max(shareAbove(samples.cpu, tolerance * vcpu), memory) > badShare
}

/** Bad = more than 1 % of the observed samples above 1.02 x vCPU, or above the memory where that is asked for. */
export function isBad({ future }: Decision, rung: Rung): boolean {
  return isExceeded(future, rung)
}

/** A breach as the product defines it: more than 1 % of the samples of any 7 days above. */
export function isBreach({ weeks }: Decision, rung: Rung): boolean {
  return weeks.some((week) => isExceeded(week, rung))
}

export function outcomeOf(decision: Decision, rung: Rung): Outcome {
  const capacity = tolerance * rung.vcpu
  let lost = 0
  let demand = 0
  for (const value of decision.future.cpu) {
    demand += value
    if (value > capacity) lost += value - capacity
  }
  return { costUsd: rung.hourlyUsd, bad: isBad(decision, rung), lostWork: lost / Math.max(1e-9, demand) }
}
