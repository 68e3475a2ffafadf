import type { Abstention, DimensionOutcome, Forecast, Saturation } from '../model/forecast.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { forecasters } from './models/index.ts'
import { dayText, percentText } from './wording.ts'

/** What an earlier run said, as far as it is compared. */
export type EarlierForecast = Pick<
  Forecast,
  | 'kind'
  | 'dimension'
  | 'asOfMs'
  | 'saturation'
  | 'models'
  | 'facts'
  | 'rhythm'
  | 'capacity'
  | 'widened'
  | 'heldWidening'
>
export type EarlierOutcome = EarlierForecast | Abstention

/** Smaller changes are no news: shares of the level and of the limit, of growth a month, of a rhythm, of weights. */
const newsMin = { level: 0.03, growth: 0.01, rhythm: 0.05, weight: 0.25 }
/** A date moves by a day or two from run to run; a far one by more. */
const moved = { daysMin: 3, share: 0.1 }

const labels: ReadonlyMap<string, string> = new Map(forecasters.map(({ name, label }) => [name, label]))

const dateOf = (asOfMs: EpochMs, days: number) => dayText(asOfMs + days * dayMs)

function saturationText(
  before: { readonly asOfMs: EpochMs; readonly saturation: Saturation },
  now: { readonly asOfMs: EpochMs; readonly saturation: Saturation },
): string[] {
  const [earlier, later] = [before.saturation.medianDays, now.saturation.medianDays]
  if (earlier === null && later === null) return []
  if (earlier === null)
    return [
      `The limit is now reached within 12 months, median ${dateOf(now.asOfMs, later as number)}; it was not.`,
    ]
  const was = dateOf(before.asOfMs, earlier)
  if (later === null) return [`The limit is no longer reached within 12 months; the median was ${was}.`]
  const days = Math.round((now.asOfMs - before.asOfMs) / dayMs) + later - earlier
  if (Math.abs(days) < Math.max(moved.daysMin, moved.share * later)) return []
  const way = days > 0 ? 'later' : 'earlier'
  return [
    `The limit is reached ${Math.abs(days)} days ${way}: median ${dateOf(now.asOfMs, later)} instead of ${was}.`,
  ]
}

/** `rose by 12%`, nothing where the change is no news. */
function changeOf(before: number, now: number, least: number): string | undefined {
  if (!(before > 0) || !(now >= 0) || Math.abs(now / before - 1) < least) return undefined
  return `${now > before ? 'rose' : 'fell'} by ${percentText(Math.abs(now / before - 1))}`
}

function levelTexts(before: EarlierForecast, now: Forecast): string[] {
  const capacity = changeOf(before.capacity, now.capacity, 1e-6)
  const limit = changeOf(before.saturation.limit, now.saturation.limit, 1e-6)
  const level = changeOf(before.facts.p95, now.facts.p95, newsMin.level)
  return [
    ...(capacity === undefined ? [] : [`Capacity ${capacity}.`]),
    ...(limit === undefined || capacity === limit ? [] : [`The safe limit ${limit}.`]),
    ...(level === undefined ? [] : [`The level (95th percentile of the last 7 days) ${level}.`]),
  ]
}

const growthWord = (share: number) => `${share < 0 ? '\u2212' : '+'}${percentText(Math.abs(share))}`

function growthTexts(before: EarlierForecast, now: Forecast): string[] {
  const [earlier, later] = [before.facts.monthlyGrowth, now.facts.monthlyGrowth]
  if (Math.abs(later - earlier) < newsMin.growth) return []
  return [`Growth is ${growthWord(later)} a month instead of ${growthWord(earlier)}.`]
}

function rhythmTexts(before: EarlierForecast, now: Forecast): string[] {
  return (['daily', 'weekly'] as const).flatMap((season) => {
    const [earlier, later] = [before.rhythm?.[season], now.rhythm?.[season]]
    if (earlier === undefined || later === undefined) return []
    if (Math.abs(later - earlier) < newsMin.rhythm) return []
    return [`The ${season} rhythm is ${percentText(later)} instead of ${percentText(earlier)}.`]
  })
}

/** The model that gained most, where a quarter of the weight or more has moved. */
function modelTexts(before: EarlierForecast, now: Forecast): string[] {
  const weightIn = (models: Forecast['models'], name: string) =>
    models.find(({ model }) => model === name)?.weight ?? 0
  const gains = now.models.map(({ model, weight }) => ({
    model,
    weight,
    earlier: weightIn(before.models, model),
  }))
  const gained = gains.reduce((sum, { weight, earlier }) => sum + Math.max(0, weight - earlier), 0)
  if (gained < newsMin.weight) return []
  const [top] = gains.sort((a, b) => b.weight - b.earlier - (a.weight - a.earlier))
  if (top === undefined) return []
  const label = labels.get(top.model) ?? top.model
  return [
    `Other models count: "${label}" has ${percentText(top.weight)} of the weight instead of ${percentText(top.earlier)}.`,
  ]
}

function widthTexts(before: EarlierForecast, now: Forecast): string[] {
  const factorOf = (one: EarlierForecast) =>
    Math.max(1, ...(one.heldWidening ?? []).map(({ factor }) => factor))
  const [earlier, later] = [factorOf(before), factorOf(now)]
  if (later > 1 && Math.abs(later - earlier) >= newsMin.level) {
    const short = `up to ${percentText(later - 1)} wider than its models say`
    return [
      `Earlier forecasts of this kind did not hold: the intervals are ${short}${earlier > 1 ? `, before ${percentText(earlier - 1)}` : ''}.`,
    ]
  }
  if (earlier > 1 && later === 1) return ['Earlier forecasts of this kind hold again: no longer widened.']
  if (now.widened === before.widened) return []
  return [now.widened ? 'The intervals are widened.' : 'The intervals are no longer widened.']
}

/** What became other than the last run said, in sentences; none where nothing of weight did. */
export function changesSince(before: EarlierOutcome, now: Forecast): string[] {
  if (before.kind === 'abstention') return [`Until then there was none: ${before.text}`]
  return [
    ...saturationText(before, now),
    ...levelTexts(before, now),
    ...growthTexts(before, now),
    ...rhythmTexts(before, now),
    ...modelTexts(before, now),
    ...widthTexts(before, now),
  ]
}

/** Puts beside every forecast what changed since the last run, where there was one. */
export function withChanges(
  outcomes: readonly DimensionOutcome[],
  earlier: readonly EarlierOutcome[],
): DimensionOutcome[] {
  return outcomes.map((one) => {
    const before = earlier.find(({ dimension }) => dimension === one.dimension)
    if (one.outcome.kind !== 'forecast' || before === undefined) return one
    const since = { asOfMs: before.asOfMs, texts: changesSince(before, one.outcome) }
    return { ...one, outcome: { ...one.outcome, since } }
  })
}
