import type { Decision, Standing } from '#lib/model/decision.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { basisOf } from './decision-basis.ts'
import { chanceText, dayText, deltaText } from './wording.ts'

/**
 * How far evidence may go before a decision no longer stands: the chance in points of probability; the median date in
 * days that are also a share of the time that was left; a saving in dollars a month that are also a share of it.
 */
const tolerance = { chance: 0.15, days: 21, timeShare: 0.25, usd: 50, usdShare: 0.25, savingLost: 0.5 }

/**
 * Whether a decision still stands on what a later run says about the same question. Only what would change the answer
 * moves it: more risk ends an accepted risk, a rejection or a snooze; an accepted change ends where its size no longer
 * holds, runs out before its due day, or saves half of what it promised. Better news ends nothing.
 */
export function standingOf(decision: Decision, now: RecommendationSummary, nowMs: EpochMs): Standing {
  const { expiresMs } = decision
  if (expiresMs !== undefined && nowMs >= expiresMs) {
    return { state: 'expired', text: `Its term ended on ${dayText(expiresMs, nowMs)}.` }
  }
  const text = decision.kind === 'capacity' ? capacityMoved(decision, now, nowMs) : savingMoved(decision, now)
  return text === undefined ? { state: 'stands' } : { state: 'moved', text }
}

function capacityMoved(
  decision: Decision,
  summary: RecommendationSummary,
  nowMs: EpochMs,
): string | undefined {
  const { basis, verdict } = decision
  const now = basisOf(summary)
  const [was, is] = [basis.medianMs, now.medianMs]
  if (verdict === 'accept') {
    const { dueMs } = decision
    const tooLate = dueMs !== undefined && is !== null && is < dueMs && (was === null || was >= dueMs)
    if (tooLate)
      return `It now runs out around ${dayText(is, nowMs)}, before the change is due on ${dayText(dueMs, nowMs)}.`
    return larger(decision, summary)
  }
  const [before, after] = [basis.chance ?? 0, now.chance ?? 0]
  if (after - before >= tolerance.chance) {
    return `The chance rose from ${chanceText(before)} to ${chanceText(after)}.`
  }
  if (is === null) return undefined
  if (was === null) {
    return after >= tolerance.chance
      ? `It now runs out around ${dayText(is, nowMs)}; no date was known then.`
      : undefined
  }
  const earlierDays = (was - is) / dayMs
  const leftDays = Math.max(1, (was - basis.asOfMs) / dayMs)
  return earlierDays >= tolerance.days && earlierDays / leftDays >= tolerance.timeShare
    ? `The median date moved ${Math.round(earlierDays)} days earlier, from ${dayText(was, nowMs)} to ${dayText(is, nowMs)}.`
    : undefined
}

/** The size that was accepted is no longer enough: another and dearer one is asked for. */
function larger({ basis }: Decision, { recommended }: RecommendationSummary): string | undefined {
  const { optionLabel, deltaMonthlyUsd: promised } = basis
  if (recommended === undefined || promised === undefined || recommended.label === optionLabel)
    return undefined
  const more = recommended.deltaMonthlyUsd - promised
  return more >= tolerance.usd && more >= tolerance.usdShare * Math.abs(promised)
    ? `It now takes ${recommended.label} (${deltaText(recommended.deltaMonthlyUsd)}) instead of ${optionLabel} (${deltaText(promised)}).`
    : undefined
}

function savingMoved({ basis, verdict }: Decision, summary: RecommendationSummary): string | undefined {
  const before = basis.deltaMonthlyUsd ?? 0
  const after = summary.recommended?.deltaMonthlyUsd ?? 0
  const grown = before - after
  const change = `The saving went from ${deltaText(before)} to ${deltaText(after)}`
  if (verdict === 'accept') {
    const lost = before < 0 && after > before * tolerance.savingLost && -grown >= tolerance.usd
    return lost ? `${change}.` : undefined
  }
  return grown >= tolerance.usd && grown >= tolerance.usdShare * Math.abs(before) ? `${change}.` : undefined
}
