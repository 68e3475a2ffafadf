import { seededRandom } from '#lib/stats/random.ts'

/** 60 days on either side: demand with a week and growth, cost by use with noise, a price drift shared by all. */
export function simulated(seed: number, effect: number) {
  const random = seededRandom(`saving-${seed}`)
  const noise = 0.01 + 0.05 * random.uniform()
  const drift = 0.97 + 0.06 * random.uniform()
  const growth = 0.004 * (random.uniform() - 0.3)
  const rate = 0.5 + random.uniform()
  const wobble = (size: number) => 1 + size * (random.uniform() + random.uniform() - 1) * 2.4
  const demandAt = (i: number) => 100 * (1 + growth * i) * (i % 7 < 5 ? 1 : 0.6) * wobble(0.1)
  const dayAt = (i: number, unit: number) => {
    const demand = demandAt(i)
    return { demand, usd: demand * unit * wobble(noise) }
  }
  const before = Array.from({ length: 60 }, (_, i) => dayAt(i, rate))
  const after = Array.from({ length: 60 }, (_, i) => dayAt(60 + i, rate * drift * (1 + effect)))
  const untouched = Array.from({ length: 8 }, () => ({ before: 1, after: drift * wobble(0.003) }))
  const demand = after.map((day) => day.demand).toSorted((a, b) => a - b)
  const typical = ((demand[29] ?? 0) + (demand[30] ?? 0)) / 2
  return { usage: { before, after, untouched }, truthUsd: rate * drift * effect * typical * (730 / 24) }
}
