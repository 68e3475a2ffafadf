import { type Random, seededRandom } from '../stats/random.ts'

/**
 * A draw of the gamma distribution with scale 1. Marsaglia and Tsang (2000), "A simple method for generating gamma
 * variables", for shapes of at least 1.
 */
function gamma(random: Random, shape: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** How many of `count` events fall into a share of them. */
function binomial(random: Random, count: number, share: number): number {
  let taken = 0
  for (let i = 0; i < count; i++) if (random.uniform() < share) taken++
  return taken
}

export type RefineInput = {
  /** Events a period; gaps stay gaps. */
  readonly counts: ArrayLike<number>
  /** Minutes a period. */
  readonly minutes: number
  /** Shape of the gamma distribution of a minute's rate: small is bursty. */
  readonly shape: number
  readonly seed: string
}

/**
 * Spreads the events of each period over its minutes: rates are gamma, counts Poisson. Given the period's total that
 * is a multinomial with gamma weights, so every total is kept. Deterministic by its seed.
 */
export function refineToMinutes({ counts, minutes, shape, seed }: RefineInput): Float32Array {
  const random = seededRandom(seed)
  const out = new Float32Array(counts.length * minutes).fill(Number.NaN)
  for (let i = 0; i < counts.length; i++) {
    const total = counts[i] as number
    if (Number.isNaN(total)) continue
    const weights = Array.from({ length: minutes }, () => gamma(random, shape))
    let left = Math.round(total)
    let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
    weights.forEach((weight, minute) => {
      const last = minute === minutes - 1
      const here = last ? left : binomial(random, left, weight / weightLeft)
      out[i * minutes + minute] = here
      left -= here
      weightLeft -= weight
    })
  }
  return out
}
