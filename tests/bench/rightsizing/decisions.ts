import { type Rung, tolerance } from './rungs.ts'
import { samplesPerDay, type Trace, type Workload } from './trace.ts'

export const horizonDays = 28
const firstDay = 28
const everyDays = 7
const missingMax = 0.3
const badShare = 0.01

/** One workload on one decision day: what was known then and what came. */
export type Decision = {
  readonly workload: Workload
  readonly day: number
  /** Samples that came, observed CPU ascending. */
  readonly future: { readonly cpu: Float64Array; readonly memory: Float64Array }
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
      const range = [day * samplesPerDay, (day + horizonDays) * samplesPerDay] as const
      const cpu = workload.cpu.subarray(...range)
      const seen = windowOf(workload.cpu, day, 14)
      if (missingShare(cpu) > missingMax || missingShare(seen) > missingMax) continue
      const memory = workload.memory.subarray(...range)
      const future = { cpu: observedAscending(cpu), memory: observedAscending(memory) }
      decisions.push({ workload, day, future })
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

/** Bad = more than 1 % of the observed samples above 1.02 x vCPU, or above the memory where that is asked for. */
export function isBad({ future }: Decision, rung: Rung): boolean {
  const memory = rung.memoryGib === undefined ? 0 : shareAbove(future.memory, rung.memoryGib)
  return Math.max(shareAbove(future.cpu, tolerance * rung.vcpu), memory) > badShare
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
