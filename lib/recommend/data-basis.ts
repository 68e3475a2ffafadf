import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { dayMs } from '#lib/model/time.ts'
import { dayAt, historyOf } from './history.ts'
import { priceText } from './price-basis.ts'
import type { KnownDimension, Situation } from './situation.ts'
import type { Verdict } from './verdict.ts'
import { chanceText, dayText, dimensionText, listText, numberText } from './wording.ts'

const gapsNamed = 2

type Gap = { readonly from: number; readonly days: number }

/** Whole days without a sample between days with some. */
function gapsOf(mean: Float32Array): Gap[] {
  const gaps: Gap[] = []
  let last = -1
  mean.forEach((value, day) => {
    if (Number.isNaN(value)) return
    if (last >= 0 && day - last > 1) gaps.push({ from: last + 1, days: day - last - 1 })
    last = day
  })
  return gaps
}

function gapText(situation: Situation, { dimension }: KnownDimension): string | undefined {
  const history = historyOf(situation, dimension)
  const gaps = history === undefined ? [] : gapsOf(history.mean)
  if (history === undefined || gaps.length === 0) return undefined
  const { nowMs } = situation.input
  const named = gaps.slice(-gapsNamed).map(({ from, days }) => {
    const [first, last] = [from, from + days - 1].map((day) => dayText(dayAt(history, day), nowMs))
    return days === 1 ? `on ${first}` : `from ${first} to ${last} (${days} days)`
  })
  const more = gaps.length > gapsNamed ? `, and ${gaps.length - gapsNamed} earlier gaps` : ''
  return `No samples ${listText(named)}${more}: a gap, not zero.`
}

/** What began within the days that CloudWatch keeps: its history is all there is, and whether it suffices. */
function youthText({ input, observedDays }: Situation, { forecast }: KnownDimension): string | undefined {
  const { createdMs } = input.resource
  const { daysToDownsize, daysToUpsize } = input.policy
  const own = createdMs !== undefined && Math.abs(forecast.demand.firstMs - createdMs) < dayMs
  const days = Math.floor(observedDays)
  const since = own ? `Its history begins with it on ${dayText(createdMs, input.nowMs)}` : undefined
  if (days >= daysToDownsize) return since === undefined ? undefined : `${since}.`
  const needed =
    days < daysToUpsize
      ? `${days} days are too few for a change of size, which needs ${daysToUpsize}`
      : `${days} days are too few for a smaller size, which needs ${daysToDownsize}`
  return since === undefined ? `${needed}.` : `${since}; ${needed}.`
}

function assumedText(situation: Situation): string | undefined {
  const demands = situation.known.map((known) => known.forecast.demand)
  const untilMs = Math.max(
    0,
    ...demands
      .filter(({ capacityAssumedBeforeMs = 0, firstMs }) => capacityAssumedBeforeMs >= firstMs + dayMs)
      .map(({ capacityAssumedBeforeMs = 0 }) => capacityAssumedBeforeMs),
  )
  return untilMs === 0 ? undefined : `Capacity before ${dayText(untilMs, situation.input.nowMs)} is assumed.`
}

/** How the forecast of the dimension that decides did on its own past, as its page says it. */
function backtestText({ dimension, forecast }: KnownDimension): string | undefined {
  const { coverage80, folds, mase } = forecast.backtest
  if (folds === 0) return undefined
  const times = folds === 1 ? 'once' : folds === 2 ? 'twice' : `${folds} times`
  const season = 'its usual change from one week to the next'
  const errors =
    mase < 0.995
      ? `errors ${chanceText(1 - mase)} smaller than ${season}`
      : `errors ${numberText(mase)} times ${season}`
  return `The ${dimensionText(dimension)} forecast was tested ${times} on its own past: ${errors}; ${Math.round(coverage80 * 100)}% of what came was inside the 80% interval.`
}

/**
 * How much was observed, what is not known, what was assumed, how well the forecast that decides did before, and what
 * the dollars are.
 */
export function dataBasis({ situation, binding, choice }: Verdict): EvidenceItem | undefined {
  const all = [...situation.known, ...situation.elastic]
  const main = all.find(({ dimension }) => dimension === binding.dimension) ?? situation.known[0]
  if (main === undefined) return undefined
  const coverage = Math.min(...situation.known.map(({ forecast }) => forecast.demand.coverage))
  const unknown =
    situation.unknown.length === 0
      ? undefined
      : `Not known: ${listText(situation.unknown.map(dimensionText))}; no size with less of it is recommended.`
  const parts = [
    `${Math.floor(situation.observedDays)} days observed, ${Math.round(coverage * 100)}% of the samples.`,
    youthText(situation, main),
    gapText(situation, main),
    unknown,
    assumedText(situation),
    backtestText(main),
    priceText(situation, choice),
  ]
  return { title: 'Data', text: parts.filter((part) => part !== undefined).join(' ') }
}
