import {
  type CostForecast,
  type CostForecastGrouping,
  costForecastGroupings,
} from '#lib/model/cost-forecast.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayStart, type EpochMs } from '#lib/model/time.ts'
import { chance, chanceWord, day, monthName, plural, usd, usdShort } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

export type CostNames = ReadonlyMap<string, string>

export type CostsInput = {
  readonly forecasts: readonly CostForecast[]
  /** Names of accounts by number. */
  readonly accounts: CostNames
  readonly grouping: CostForecastGrouping
  readonly nowMs: EpochMs
}

export type CostMonthView = {
  readonly ms: EpochMs
  readonly name: string
  readonly median: number
  readonly low: number
  readonly high: number
  readonly text: string
  readonly interval: string
}

export type CostRowView = {
  readonly key: string
  readonly name: string
  readonly last: string
  readonly monthEnd: string
  readonly monthEndInterval: string
  readonly later: string
  readonly laterInterval: string
  readonly budget: string
  readonly why: string
  /** Median of the running month, for the order. */
  readonly usd: number
}

export type CostsView = {
  readonly lede: Sentence
  readonly sub: string
  readonly groupings: readonly {
    readonly grouping: CostForecastGrouping
    readonly label: string
    readonly count: number
  }[]
  readonly chart?: CostChartView
  readonly steps: readonly string[]
  readonly why: readonly string[]
  readonly rows: readonly CostRowView[]
  readonly laterName: string
}

export type CostChartView = {
  readonly history: readonly { readonly ms: EpochMs; readonly usd: number }[]
  readonly months: readonly CostMonthView[]
  readonly steps: readonly { readonly ms: EpochMs }[]
  readonly label: string
}

const low = quantileLevels.indexOf(0.1)
const high = quantileLevels.indexOf(0.9)
const labels: Record<CostForecastGrouping, string> = {
  total: 'Total',
  account: 'Accounts',
  service: 'Services',
  team: 'Teams',
  apart: 'Credits, refunds, tax',
}

/** `80% interval $1,200 – $1,400`. */
function interval(quantiles: readonly number[]): string {
  return `${usd(quantiles[low] as number)} \u2013 ${usd(quantiles[high] as number)}`
}

function monthView({ month, quantiles }: CostForecast['months'][number]): CostMonthView {
  const ms = dayStart(`${month}-01`)
  const median = quantiles[medianIndex] as number
  return {
    ms,
    name: monthName(ms, true),
    median,
    low: quantiles[low] as number,
    high: quantiles[high] as number,
    text: usd(median),
    interval: interval(quantiles),
  }
}

/** What a key is called: the account's name, the team or that it has none. */
export function costName(
  { grouping, key }: Pick<CostForecast, 'grouping' | 'key'>,
  accounts: CostNames,
): string {
  if (grouping === 'account') return accounts.get(key) ?? key
  if (grouping === 'team' && key === '') return 'untagged'
  return grouping === 'total' ? 'All usage' : key
}

/** Cost to come: the running month, the months after, what moves it, and how likely budgets are passed. */
export function presentCosts(input: CostsInput): CostsView {
  const { forecasts, grouping, accounts } = input
  const total = forecasts.find((one) => one.grouping === 'total')
  const shown = forecasts.filter((one) => one.grouping === grouping)
  const rows = shown.map((one) => rowOf(one, accounts)).sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd))
  const last = forecasts[0]?.months.at(-1)
  return {
    lede: ledeOf(forecasts, input.nowMs),
    sub: subOf(forecasts, input.nowMs),
    groupings: costForecastGroupings
      .filter((one) => one !== 'total')
      .map((one) => ({
        grouping: one,
        label: labels[one],
        count: forecasts.filter((forecast) => forecast.grouping === one).length,
      }))
      .filter(({ count }) => count > 0),
    ...(total === undefined ? {} : { chart: costChart(total) }),
    steps: total?.steps.map(({ text }) => text) ?? [],
    why: total?.explanation.slice(0, total.explanation.length - total.steps.length) ?? [],
    rows,
    laterName: last === undefined ? '' : monthName(dayStart(`${last.month}-01`), true),
  }
}

function subOf([first]: readonly CostForecast[], nowMs: EpochMs): string {
  if (first === undefined) return 'Unblended usage'
  return `Unblended usage, settled to ${day(dayStart(first.settledDay), nowMs)}`
}

function ledeOf(forecasts: readonly CostForecast[], nowMs: EpochMs): Sentence {
  const total = forecasts.find(({ grouping }) => grouping === 'total')
  const month = total?.months[0]
  const later = total?.months.at(-1)
  if (total === undefined || month === undefined || later === undefined) {
    return sentence(
      forecasts.length === 0
        ? 'No cost is forecast yet: 14 settled days are needed first.'
        : `Cost to come of ${plural(forecasts.length, 'team')}.`,
    )
  }
  const [now, then] = [monthView(month), monthView(later)]
  const over = overBudget(forecasts)
  return sentence(
    `${now.name} will come to `,
    strong(now.text),
    ` (80% interval ${now.interval}), ${then.name} to `,
    strong(then.text),
    ` (${then.interval}). `,
    over.budgets === 0
      ? `${total.steps.length === 0 ? 'No known step' : plural(total.steps.length, 'known step')} until then.`
      : `${over.likely} of ${plural(over.budgets, 'budget')} for ${monthName(nowMs)} will probably be passed.`,
  )
}

/** Budgets of the running month, and those that are passed with a chance of one half or more. */
export function overBudget(forecasts: readonly CostForecast[]): { budgets: number; likely: number } {
  const budgets = forecasts.flatMap(({ months }) => months[0]?.budget ?? [])
  return { budgets: budgets.length, likely: budgets.filter((one) => one.chance >= 0.5).length }
}

/** The fan of the months of one forecast. */
export function costChart({ history, months, steps }: CostForecast): CostChartView {
  const views = months.map(monthView)
  const last = views.at(-1)
  return {
    history: history.map(({ month, usd: amount }) => ({ ms: dayStart(`${month}-01`), usd: amount })),
    months: views,
    steps: steps.map((step) => ({ ms: dayStart(step.day) })),
    label: `Cost by month: ${plural(history.length, 'month')} billed, then ${views[0]?.name ?? ''} ${views[0]?.text ?? ''} to ${last?.name ?? ''} ${last?.text ?? ''}, 80% interval ${last?.interval ?? ''}.`,
  }
}

function rowOf(forecast: CostForecast, accounts: CostNames): CostRowView {
  const { months, history, explanation, key } = forecast
  const [now, later] = [months[0], months.at(-1)]
  const budget = now?.budget
  return {
    key,
    name: costName(forecast, accounts),
    last: usd(history.at(-1)?.usd ?? 0),
    monthEnd: now ? usd(now.quantiles[medianIndex] as number) : '',
    monthEndInterval: now ? interval(now.quantiles) : '',
    later: later ? usd(later.quantiles[medianIndex] as number) : '',
    laterInterval: later ? interval(later.quantiles) : '',
    budget: budget
      ? `${chance(budget.chance)} over ${usdShort(budget.usd)} (${chanceWord(budget.chance)})`
      : '',
    why: explanation.join(' '),
    usd: now?.quantiles[medianIndex] ?? 0,
  }
}
