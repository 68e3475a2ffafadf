import type { DemandFacts, Signals } from '#lib/model/forecast.ts'
import { bytesPerGib, bytesPerMib } from '#lib/model/units.ts'

/** Swap beyond this, and there for half of the time, means that memory is too small. */
const swapFloorBytes = 256 * bytesPerMib
/** Fewer CPU credits than this at the worst hour: they were spent. */
const creditFloor = 5
/** CPU that is held at its baseline is as near to it as this, and no hour is further above the median. */
const pinned = { apart: 0.05, flat: 1.15 }

/** What signals say of the present size apart from its demand. */
export type Pressure = {
  readonly swapGib?: number
  /** Credits are spent and the CPU is held at its baseline: the need is above what is measured. */
  readonly creditsLeft?: number
  /** Credits are spent and the CPU is not held: unlimited mode bills the surplus. */
  readonly creditsBilled?: number
}

export type PressureInput = {
  readonly signals: Signals
  /** vCPU that the shape sustains without credits; absent for one that is not burstable. */
  readonly baselineVcpu?: number
  /** Hourly CPU of the last days. */
  readonly cpu?: Pick<DemandFacts, 'p50' | 'p99'>
  /** Runs in unlimited mode whatever is set, as every T class of RDS does. */
  readonly alwaysUnlimited: boolean
}

/** Whether CPU stands still at the baseline, as it does only where it is not allowed more. */
function isPinned({ cpu, baselineVcpu = Number.NaN, alwaysUnlimited }: PressureInput): boolean {
  if (cpu === undefined || alwaysUnlimited) return false
  return Math.abs(cpu.p50 - baselineVcpu) <= pinned.apart * baselineVcpu && cpu.p99 <= pinned.flat * cpu.p50
}

/**
 * Pressure of the last 14 days: swap in steady use, credits spent. T3 and T4g run in unlimited mode by default (EC2
 * User Guide, "Unlimited mode for burstable performance instances"), so that a balance of zero alone proves no need.
 * Signals that are absent say nothing.
 */
export function pressureOf(input: PressureInput): Pressure {
  const swap = input.signals['swap-usage']
  const credits = input.signals['credit-balance']
  const swapping = swap !== undefined && swap.p50 > 0 && swap.max > swapFloorBytes
  const spent = input.baselineVcpu !== undefined && credits !== undefined && credits.min < creditFloor
  const held = spent && isPinned(input)
  return {
    ...(swapping ? { swapGib: swap.max / bytesPerGib } : {}),
    ...(spent ? { [held ? 'creditsLeft' : 'creditsBilled']: credits.min } : {}),
  }
}
