import { medianIndex, quantileLevels } from '../model/forecast.ts'

const levelCount = quantileLevels.length

/**
 * Multiplies one step of a fan by an uncertain factor, in place: medians multiply, the spreads of demand and of the
 * factor add as independent logarithms.
 */
export function multiplyStep(packed: Float64Array, step: number, factorAt: (level: number) => number): void {
  const at = step * levelCount
  const centre = packed[at + medianIndex] as number
  const factor = factorAt(0.5)
  for (const [k, level] of quantileLevels.entries()) {
    const value = packed[at + k] as number
    if (!(centre > 0 && value > 0 && factor > 0)) {
      packed[at + k] = value * factor
      continue
    }
    const own = Math.log(value / centre)
    const planned = Math.log(factorAt(level) / factor)
    const spread = Math.sign(level - 0.5) * Math.hypot(own, planned)
    packed[at + k] = k === medianIndex ? centre * factor : centre * factor * Math.exp(spread)
  }
}
