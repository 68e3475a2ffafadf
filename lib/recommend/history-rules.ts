import { dayMs } from '#lib/model/time.ts'
import { levelOf } from './candidate.ts'
import type { Refusal } from './judged.ts'
import { dueAgainMs, lastYearsPeaks } from './past-peak.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { amountText, dayText } from './wording.ts'

/** Days of history that hold last year's peak. */
const yearDays = 365

/** A smaller size needs a month-end in the history, any other change two weeks. */
export const historyTooShort: Refusal = (situation, { candidate, smaller }) => {
  const { daysToDownsize, daysToUpsize } = situation.input.policy
  const needed = smaller.length > 0 ? daysToDownsize : daysToUpsize
  if (candidate.current || situation.observedDays >= needed) return undefined
  const days = Math.floor(situation.observedDays)
  return {
    reason: 'history-too-short',
    text: () =>
      `${days} of the ${needed} days observed that a ${smaller.length > 0 ? 'smaller' : 'different'} size needs.`,
  }
}

/** End of the last stretch of assumed capacity inside the lookback; undefined without one. */
function assumedUntilMs(situation: Situation): number | undefined {
  const { changes, nowMs, policy } = situation.input
  const sinceMs = nowMs - policy.lookbackDays * dayMs
  const index = changes.findLastIndex((change) => change.source === 'assumed')
  if (index < 0) return undefined
  const endMs = changes[index + 1]?.fromMs ?? nowMs
  return endMs > sinceMs ? endMs : undefined
}

/** No downsizing rests on assumed capacity. */
export const assumedInLookback: Refusal = (situation, { candidate, smaller }) => {
  const untilMs = assumedUntilMs(situation)
  if (candidate.current || smaller.length === 0 || untilMs === undefined) return undefined
  const until = dayText(untilMs, situation.input.nowMs)
  return {
    reason: 'capacity-assumed',
    text: () =>
      `The capacity until ${until} is assumed: demand of ${situation.input.policy.lookbackDays} days cannot be told from it.`,
  }
}

/** Whether demand breaches at a level: hard dimensions at it, soft ones above it. */
const breaks = ({ definition }: KnownDimension, demand: number, level: number) =>
  definition.hard ? demand >= level : demand > level

/** A lone peak of last year that is due again before the horizon must fit a smaller size at today's level. */
export const eventReturns: Refusal = (situation, { candidate, smaller }) => {
  const { resource, nowMs } = situation.input
  if (candidate.current || resource.serviceTier === 'non-production' || smaller.length === 0) return undefined
  for (const found of lastYearsPeaks(situation)) {
    const { known, again, atMs } = found
    const { dimension, definition, headroom } = known
    const dueMs = dueAgainMs(situation, found)
    const level = (levelOf(candidate, dimension) ?? 0) * (definition.hard ? 1 : 1 - headroom)
    if (dueMs === undefined || !breaks(known, again, level)) continue
    const limit = `${definition.hard ? 'at its capacity' : 'above its safe limit'} of ${amountText(level, dimension)}`
    const text = `The peak of ${dayText(atMs, nowMs)} is due again on ${dayText(dueMs, nowMs)}: ${amountText(again, dimension)} at today's level, ${limit}.`
    return { reason: 'peak-not-seen', dimension, text: () => text }
  }
  return undefined
}

/** A smaller size of tier 1 must hold the largest hour of a whole year. */
export const peakNotSeen: Refusal = (situation, { candidate, smaller }) => {
  const { resource, nowMs } = situation.input
  if (candidate.current || resource.serviceTier !== 'tier-1' || smaller.length === 0) return undefined
  for (const known of situation.known) {
    const { dimension, definition, forecast, headroom } = known
    const level = (levelOf(candidate, dimension) ?? 0) * (definition.hard ? 1 : 1 - headroom)
    const { allTimePeak, allTimePeakMs } = forecast.facts
    if (!breaks(known, allTimePeak, level)) continue
    const peak = `${amountText(allTimePeak, dimension)} on ${dayText(allTimePeakMs, nowMs)}`
    const text = `The peak of ${peak} is ${definition.hard ? 'at its capacity' : 'above its safe limit'} of ${amountText(level, dimension)}.`
    return { reason: 'peak-not-seen', dimension, text: () => text }
  }
  const days = Math.min(...situation.known.map(({ forecast }) => (nowMs - forecast.demand.firstMs) / dayMs))
  if (days >= yearDays) return undefined
  return {
    reason: 'peak-not-seen',
    text: () =>
      `Last year's peak was not seen: the history is ${Math.floor(days)} days long, tier 1 needs ${yearDays}.`,
  }
}
