import { measureSaving } from '#lib/verify/measure-saving.ts'
import { estateSavings } from '../support/estate-saving.ts'
import type { Bench } from './run.ts'

const changes = 200

/**
 * Changes of things billed by use on the simulated estate, of which half did nothing, with the truth known: how many are
 * confirmed, how many of those falsely, how far the figures are off, and why others are not measurable; `--sample N` = N
 * changes instead of 200.
 */
export const benchSavings: Bench = async ({ sample = changes }) => {
  const found = { real: 0, confirmed: 0, falselyConfirmed: 0, worstError: 0, insideInterval80: 0 }
  const reasons: Record<string, number> = {}
  for (const { usage, effect, truthUsd } of estateSavings(sample)) {
    if (effect !== 0) found.real++
    const figure = measureSaving(usage)
    if ('reason' in figure) {
      reasons[figure.reason] = (reasons[figure.reason] ?? 0) + 1
      continue
    }
    if (effect === 0) {
      found.falselyConfirmed++
      continue
    }
    const { monthlyUsd, lowUsd, highUsd } = figure.measured
    found.confirmed++
    found.worstError = Math.max(found.worstError, Math.abs(monthlyUsd / truthUsd - 1))
    if (truthUsd >= lowUsd && truthUsd <= highUsd) found.insideInterval80++
  }
  const coverage80 = found.insideInterval80 / Math.max(1, found.confirmed)
  return { changes: sample, ...found, coverage80, notMeasurable: reasons }
}
