import { quantileLevels } from '../../model/forecast.ts'
import { normalQuantile } from '../../stats/random.ts'
import type { Forecaster } from '../forecaster.ts'
import { additions, type Growth, growthAhead, growthModels, onlyGrows } from '../pace.ts'

const levelCount = quantileLevels.length
const zScores = quantileLevels.map((level) => (level === 0.5 ? 0 : normalQuantile(level)))
const seasonsMin = 6

/**
 * Quantiles of an amount that cannot be negative, by its mean and variance: gamma, by the cube of a normal variable.
 * Wilson and Hilferty (1931), The distribution of chi-square.
 */
function gammaQuantile({ mean, variance }: Growth, z: number): number {
  if (!(mean > 0) || !(variance > 0)) return Math.max(0, mean)
  const shape = mean ** 2 / variance
  return mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}

/** Growth so many seasons ahead, linear between whole ones. */
function between(growth: readonly Growth[], seasons: number): Growth {
  const below = Math.floor(seasons)
  const share = seasons - below
  const [from, to] = [growth[below], growth[Math.min(below + 1, growth.length - 1)]] as [Growth, Growth]
  return {
    mean: from.mean + share * (to.mean - from.mean),
    variance: from.variance + share * (to.variance - from.variance),
  }
}

/** Growth that comes in bursts about a pace that lasts for weeks and returns to the usual one: for storage, by days. */
export const burstyGrowth: Forecaster = {
  name: 'bursty-growth',
  label: 'growth in bursts about a pace',
  suits: ({ values, seasons }) => onlyGrows(values, seasons[0] ?? 1),
  lengthMin: (seasons) =>
    seasons.length > 1 ? Number.POSITIVE_INFINITY : 1 + seasonsMin * (seasons[0] ?? 1),
  fit({ values, seasons }) {
    const season = seasons[0] ?? 1
    const last = values.at(-1) as number
    const models = growthModels(additions(values, season))
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * levelCount)
        const growth = growthAhead(models, Math.ceil(horizon / season))
        for (let i = 0; i < horizon; i++) {
          const ahead = between(growth, (i + 1) / season)
          for (let k = 0; k < levelCount; k++)
            out[i * levelCount + k] = last + gammaQuantile(ahead, zScores[k] as number)
        }
        return out
      },
    }
  },
}
