import { measureSaving } from '#lib/verify/measure-saving.ts'
import { simulated } from '../support/simulated-saving.ts'
import type { Bench } from './run.ts'

const changes = 2000

/**
 * Simulated changes of things billed by use, of which half did nothing, with the truth known: how many are confirmed,
 * how many of those falsely, and how far the figures are off; `--sample N` = N changes instead of 2,000.
 */
export const benchSavings: Bench = async ({ sample = changes }) => {
  const found = { real: 0, confirmed: 0, falselyConfirmed: 0, worstError: 0, insideInterval80: 0 }
  for (let seed = 0; seed < sample; seed++) {
    const effect = seed % 2 === 0 ? 0 : -0.1 - (seed % 40) / 100
    const { usage, truthUsd } = simulated(seed, effect)
    if (effect !== 0) found.real++
    const figure = measureSaving(usage)
    if ('reason' in figure) continue
    if (effect === 0) {
      found.falselyConfirmed++
      continue
    }
    const { monthlyUsd, lowUsd, highUsd } = figure.measured
    found.confirmed++
    found.worstError = Math.max(found.worstError, Math.abs(monthlyUsd / truthUsd - 1))
    if (truthUsd >= lowUsd && truthUsd <= highUsd) found.insideInterval80++
  }
  return { changes: sample, ...found, coverage80: found.insideInterval80 / Math.max(1, found.confirmed) }
}
