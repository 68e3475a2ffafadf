import type { Signals } from '#lib/model/forecast.ts'
import { bytesPerGib, bytesPerMib } from '#lib/model/units.ts'

/** Swap beyond this, and there for half of the time, means that memory is too small. */
const swapFloorBytes = 256 * bytesPerMib
/** Fewer CPU credits than this at the worst hour: the instance runs at its baseline then. */
const creditFloor = 5

/** What signals say of the present size apart from its demand. */
export type Pressure = {
  readonly swapGib?: number
  readonly creditsLeft?: number
}

/** Pressure of the last 14 days: swap in steady use, credits spent. Signals that are absent say nothing. */
export function pressureOf(signals: Signals, burstable: boolean): Pressure {
  const swap = signals['swap-usage']
  const credits = signals['credit-balance']
  const swapping = swap !== undefined && swap.p50 > 0 && swap.max > swapFloorBytes
  const starved = burstable && credits !== undefined && credits.min < creditFloor
  return {
    ...(swapping ? { swapGib: swap.max / bytesPerGib } : {}),
    ...(starved ? { creditsLeft: credits.min } : {}),
  }
}
