import { type CapacityChange, type Dimension, dimensions } from '#lib/model/capacity.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, count, dayWithYear, instant, number, percent, quantity, size } from './format.ts'
import { widenedText } from './resource-head.ts'
import { sourceWords } from './resource-words.ts'
import { dimensionWords } from './words.ts'

/** A fact with its name. */
export type Term = { readonly term: string; readonly text: string }

export type HistoryRow = {
  readonly day: string
  readonly size: string
  readonly capacity: string
  readonly source: string
  /** Who changed it, as AWS wrote it. */
  readonly actor?: string
  readonly assumed: boolean
}

/** Ids of models read as words: `damped-trend` is `damped trend`. */
function modelWord(id: string): string {
  return id.replaceAll('-', ' ')
}

/** Models of less weight are counted, not named. */
const namedWeight = 0.1

/** `Damped trend 62%, seasonal naive 38%`. */
function modelsText(forecast: Forecast): string {
  const used = [...forecast.models].filter((m) => m.weight >= 0.005).sort((a, b) => b.weight - a.weight)
  const [first] = used
  if (first && used.length === 1) return modelWord(first.model)
  const large = used.filter((m) => m.weight >= namedWeight)
  const named = large.length > 0 ? large : used.slice(0, 1)
  const rest = used.length - named.length
  const words = named.map((m) => `${modelWord(m.model)} ${percent(m.weight)}`)
  const left = percent(used.slice(named.length).reduce((sum, m) => sum + m.weight, 0))
  return [...words, ...(rest > 0 ? [`${rest === 1 ? '1 other' : `${rest} others`} ${left}`] : [])].join(', ')
}

/**
 * The backtest in words. MASE (Hyndman and Koehler 2006) is the mean absolute error over the mean absolute difference
 * of one season to the next in the history; coverage is the share of actuals inside the 80 % interval.
 */
function backtestText(forecast: Forecast): string {
  const { mase, coverage80, folds } = forecast.backtest
  if (folds === 0) return 'The history is too short to test the forecast on.'
  const season = 'its usual change from one week to the next'
  const against =
    mase < 0.995
      ? mase < 0.01
        ? `next to no errors against ${season}`
        : `errors ${chance(1 - mase)} smaller than ${season}`
      : `errors ${number(mase)} times ${season}`
  const times = folds === 1 ? 'once' : folds === 2 ? 'twice' : `${count(folds)} times`
  return `Tested ${times} on its own past: ${against}${mase < 0.01 ? '' : ` (MASE${mase < 0.995 ? ` ${number(mase)}` : ''})`}; ${percent(coverage80)} of what came was inside the 80% interval.`
}

/** What the demand was built from and how the forecast was chosen. */
export function evidenceTerms(forecast: Forecast, nowMs: EpochMs): readonly Term[] {
  const { demand, facts, dimension } = forecast
  const assumed = demand.capacityAssumedBeforeMs
  const terms: (Term | undefined)[] = [
    {
      term: 'Observed',
      text: `${count(demand.observedDays)} days, ${dayWithYear(demand.firstMs)} to ${instant(demand.lastMs)}`,
    },
    { term: 'Coverage', text: `${percent(demand.coverage)} of the expected samples in the lookback` },
    assumed === undefined
      ? undefined
      : {
          term: 'Capacity',
          text: `taken as it is today before ${dayWithYear(assumed)}: no record reaches back`,
        },
    {
      term: 'Largest hour',
      text: `${quantity(facts.allTimePeak, dimension)} on ${dayWithYear(facts.allTimePeakMs)}`,
    },
    { term: 'Growth', text: growthText(forecast) },
    { term: 'Models', text: modelsText(forecast) },
    { term: 'Backtest', text: backtestText(forecast) },
    forecast.widened
      ? {
          term: 'Widened',
          text: `${widenedText(forecast)}.`,
        }
      : undefined,
    sinceTerm(forecast),
    { term: 'Forecast', text: `made ${instant(forecast.asOfMs)}${staleText(forecast.asOfMs, nowMs)}` },
  ]
  return terms.filter((term): term is Term => term !== undefined)
}

/** `Since 24 November 2026`: what the last run said otherwise. */
function sinceTerm({ since }: Forecast): Term | undefined {
  if (since === undefined) return undefined
  const term = `Since ${dayWithYear(since.asOfMs)}`
  return { term, text: since.texts.length > 0 ? since.texts.join(' ') : 'Nothing of weight has changed.' }
}

function staleText(asOfMs: EpochMs, nowMs: EpochMs): string {
  const hours = Math.floor((nowMs - asOfMs) / 3_600_000)
  return hours < 26 ? '' : `, ${count(Math.floor(hours / 24))} days ago`
}

/** `+11% a month`. */
export function growthText({ facts }: Forecast): string {
  return `${signed(facts.monthlyGrowth)} a month`
}

function signed(share: number): string {
  if (Math.abs(share) < 0.001) return '±0%'
  return `${share > 0 ? '+' : ''}${number(share * 100).replace(/^([+\u2212]?\d+\.\d)\d$/, '$1')}%`
}

/** Sentences of the forecast and of the demand below it, in reading order. */
export function evidenceNotes(forecast: Forecast): readonly string[] {
  return [...forecast.explanation, ...forecast.demand.notes]
}

function capacityText(change: CapacityChange): string {
  const known = (dimension: Dimension) => change.capacity[dimension] !== undefined
  return dimensions
    .filter(known)
    .map((dimension) => {
      const value = change.capacity[dimension] ?? Number.NaN
      return dimension === 'memory' || dimension === 'storage'
        ? `${quantity(value, dimension)} ${dimensionWords[dimension].toLowerCase()}`
        : quantity(value, dimension)
    })
    .join(', ')
}

/**
 * What the resource was made of, newest first, and where that is known from. What would be assumed of the time before
 * it was created is left out.
 */
export function capacityHistory(
  changes: readonly CapacityChange[],
  createdMs?: EpochMs,
): readonly HistoryRow[] {
  const isBeforeCreation = (change: CapacityChange) =>
    createdMs !== undefined &&
    change.source === 'assumed' &&
    nextOf(changes, change) - dayMs <= createdMs &&
    changes.length > 1

  return [...changes]
    .reverse()
    .filter((change) => !isBeforeCreation(change))
    .map((change) => ({
      day:
        change.source === 'assumed'
          ? `before ${dayWithYear(nextOf(changes, change))}`
          : dayWithYear(change.fromMs),
      size: size(change.shape, change.count),
      capacity: capacityText(change),
      source: sourceWords[change.source],
      actor: change.actor,
      assumed: change.source === 'assumed',
    }))
}

function nextOf(changes: readonly CapacityChange[], change: CapacityChange): EpochMs {
  return changes[changes.indexOf(change) + 1]?.fromMs ?? change.fromMs
}
