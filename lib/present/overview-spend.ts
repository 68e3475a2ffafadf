import type { CostForecast } from '#lib/model/cost-forecast.ts'
import type { CostSeries, FleetRow } from '#lib/model/fleet.ts'
import { dayMs, dayStart, type EpochMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { costChart, overBudget } from './costs.ts'
import { sum } from './fleet.ts'
import { dayWithYear, monthName, percent, plural, usd, usdShort } from './format.ts'
import { costStepTexts } from './overview-cost-steps.ts'

/** Days of a 730-hour month. */
const monthDays = hoursPerMonth / 24
const rateDays = 30

export type RunRate = {
  readonly usdPerMonth: number
  /** How many days it is the mean of, at most 30. */
  readonly days: number
  readonly toMs: EpochMs
  /** Against as many days before; absent when they are not there. */
  readonly change?: number
}

/** Mean of the newest days that AWS no longer calls estimated, as dollars a month; absent under 7 such days. */
export function runRate(costs: CostSeries): RunRate | undefined {
  const settled = costs.days.filter(({ estimated }) => !estimated)
  const recent = settled.slice(-rateDays)
  const last = recent.at(-1)
  if (!last || recent.length < 7) return undefined
  const mean = sum(recent.map(({ usd }) => usd)) / recent.length
  const before = settled.slice(-2 * recent.length, -recent.length)
  const meanBefore = sum(before.map(({ usd }) => usd)) / Math.max(1, before.length)
  const comparable = before.length === recent.length && meanBefore > 0
  return {
    usdPerMonth: mean * monthDays,
    days: recent.length,
    toMs: dayStart(last.day),
    change: comparable ? mean / meanBefore - 1 : undefined,
  }
}

export type SpendInput = {
  readonly costs: CostSeries
  readonly costForecasts?: readonly CostForecast[]
  readonly rows: readonly FleetRow[]
  readonly nowMs: EpochMs
}

export type SpendView = {
  readonly points: readonly {
    readonly ms: EpochMs
    readonly usdPerMonth: number
    readonly estimated: boolean
  }[]
  readonly sub: string
  /** What the running month will come to, with its interval and budgets; absent without a forecast. */
  readonly monthEnd?: string
  /** Steps of cost that no use explains, a sentence each. */
  readonly steps: readonly string[]
  readonly nowText: string
  readonly label: string
  /** Largest teams of the last 30 days; the empty name is what carries no team tag. */
  readonly teams: readonly { readonly name: string; readonly amount: string }[]
  readonly untagged?: string
  /** Billed per calendar month, newest first, for those who read tables. */
  readonly months: readonly { readonly name: string; readonly amount: string; readonly note: string }[]
}

const teamsShown = 3
const stepsShown = 2

/** Weekly cost as a monthly run-rate, and the steps that no use explains; absent under three whole weeks. */
export function presentSpend({ costs, costForecasts = [], rows, nowMs }: SpendInput): SpendView | undefined {
  const points = weekly(costs.days)
  const last = points.at(-1)
  const lastDay = costs.days.at(-1)
  if (!last || !lastDay || points.length < 3) return undefined
  const now = `${usdShort(last.usdPerMonth)} now`
  const until = dayWithYear(dayStart(lastDay.day))
  const steps = costStepTexts(costs.byService ?? [], rows, nowMs).slice(0, stepsShown)
  return {
    points,
    sub: `Weekly unblended cost of all services as a monthly run-rate, to ${until}`,
    ...monthEndOf(costForecasts, nowMs),
    steps,
    nowText: now,
    label: `Monthly run-rate of spend over ${points.length} weeks to ${until}: ${now}`,
    teams: costs.byTeam
      .filter(({ team }) => team !== '')
      .slice(0, teamsShown)
      .map(({ team, usdLast30 }) => ({ name: team, amount: usdShort(usdLast30) })),
    months: monthly(costs.days),
    untagged: (costs.untaggedShare ?? 0) < 0.005 ? undefined : percent(costs.untaggedShare ?? 0),
  }
}

function monthEndOf(forecasts: readonly CostForecast[], nowMs: EpochMs): Pick<SpendView, 'monthEnd'> {
  const total = forecasts.find(({ grouping }) => grouping === 'total')
  const month = total && costChart(total).months[0]
  if (month === undefined) return {}
  const { budgets, likely } = overBudget(forecasts)
  const passed =
    budgets === 0
      ? ''
      : ` ${likely} of ${plural(budgets, 'budget')} for ${monthName(nowMs)} will probably be passed.`
  return { monthEnd: `${month.name} will come to ${month.text}, 80% interval ${month.interval}.${passed}` }
}

/** Whole weeks that end with the newest day, oldest first; a point stands at the end of its week. */
function weekly(days: CostSeries['days']): SpendView['points'] {
  const weeks = Math.floor(days.length / 7)
  const first = days.length - weeks * 7
  return Array.from({ length: weeks }, (_, week) => {
    const slice = days.slice(first + week * 7, first + (week + 1) * 7)
    const end = slice.at(-1)?.day ?? ''
    return {
      ms: dayStart(end) + dayMs,
      usdPerMonth: (sum(slice.map(({ usd }) => usd)) / 7) * monthDays,
      estimated: slice.some(({ estimated }) => estimated),
    }
  })
}

/** Sums of calendar months; a month that is not whole, or still estimated, says so. */
function monthly(days: CostSeries['days']): SpendView['months'] {
  const byMonth = Map.groupBy(days, ({ day }) => day.slice(0, 7))
  return [...byMonth].reverse().map(([month, members]) => {
    const firstMs = dayStart(`${month}-01`)
    const date = new Date(firstMs)
    const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
    const partial = members.length < length ? `${members.length} of ${length} days` : ''
    const estimated = members.some((one) => one.estimated) ? 'partly estimated' : ''
    return {
      name: monthName(firstMs, true),
      amount: usd(sum(members.map((one) => one.usd))),
      note: [partial, estimated].filter(Boolean).join(', '),
    }
  })
}
