import { seededRandom } from '#lib/stats/random.ts'
import type { UsageDay } from '#lib/verify/usage-level.ts'

const days = 60

/** 60 days on either side: demand with a week and growth, cost by use with noise, a price drift shared by all. */
export function simulated(seed: number, effect: number) {
  const random = seededRandom(`saving-${seed}`)
  const noise = 0.005 + 0.03 * random.uniform()
  const drift = 0.97 + 0.06 * random.uniform()
  const wobble = (size: number) => 1 + size * (random.uniform() + random.uniform() - 1) * 2.4
  const one = (unitAfter: number) => {
    const growth = 0.004 * (random.uniform() - 0.3)
    const rate = 0.5 + random.uniform()
    const demandAt = (i: number) => 100 * (1 + growth * i) * (i % 7 < 5 ? 1 : 0.6) * wobble(0.1)
    const dayAt = (i: number, unit: number): UsageDay => {
      const demand = demandAt(i)
      return { demand, usd: demand * rate * unit * wobble(noise) }
    }
    return {
      before: Array.from({ length: days }, (_, i) => dayAt(i, 1)),
      after: Array.from({ length: days }, (_, i) => dayAt(days + i, drift * unitAfter)),
    }
  }
  const own = one(1 + effect)
  const untouched = Array.from({ length: 8 }, () => one(1 + 0.003 * (random.uniform() - 0.5)))
  const meanUsd = own.after.reduce((sum, { usd }) => sum + usd, 0) / days
  return { usage: { ...own, untouched }, truthUsd: ((meanUsd * effect) / (1 + effect)) * (730 / 24) }
}
