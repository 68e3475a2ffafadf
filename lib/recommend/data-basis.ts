import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Situation } from './situation.ts'
import { dayText, dimensionText, listText } from './wording.ts'

/** How much was observed, what is not known, what was assumed, and how well the forecast did in its backtest. */
export function dataBasis(situation: Situation): EvidenceItem | undefined {
  const [first] = situation.known
  if (first === undefined) return undefined
  const demands = situation.known.map((known) => known.forecast.demand)
  const coverage = Math.min(...demands.map((demand) => demand.coverage))
  const parts = [
    `${Math.floor(situation.observedDays)} days observed, ${Math.round(coverage * 100)}% of the samples.`,
  ]
  if (situation.unknown.length > 0)
    parts.push(
      `Not known: ${listText(situation.unknown.map(dimensionText))}; no size with less of it is recommended.`,
    )
  const assumed = Math.max(0, ...demands.map((demand) => demand.capacityAssumedBeforeMs ?? 0))
  if (assumed > 0) parts.push(`Capacity before ${dayText(assumed, situation.input.nowMs)} is assumed.`)
  const { coverage80, folds, mase } = first.forecast.backtest
  if (folds > 0)
    parts.push(
      `In ${folds} backtests ${Math.round(coverage80 * 100)}% of the actuals were inside the 80% interval, error ${mase.toFixed(2)} of the seasonal naive's.`,
    )
  return { title: 'Data', text: parts.join(' ') }
}
