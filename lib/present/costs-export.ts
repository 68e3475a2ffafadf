import type { z } from 'zod'
import { type CostForecast, costForecastGroupings } from '#lib/model/cost-forecast.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import { isoDay } from '#lib/model/time.ts'
import type { costForecastsSchema } from './api-cost-schema.ts'
import type { WholeList } from './api-schemas.ts'
import { type CostNames, costName } from './costs.ts'
import { csv } from './csv.ts'

type Newest = { readonly asOfMs: number; readonly forecasts: readonly CostForecast[] }

/** Whether a text names a grouping. */
export function isCostGrouping(text: string | null): text is CostForecast['grouping'] {
  return costForecastGroupings.some((one) => one === text)
}

/** A line for every key and month, billed and forecast, with quantiles as columns. */
export function costsCsv({ forecasts }: Newest, accounts: CostNames): string {
  const head = [
    'grouping',
    'key',
    'name',
    'month',
    'kind',
    'usd',
    ...quantileLevels.map((level) => `q${level}`),
  ]
  const rows = forecasts.flatMap((forecast) => {
    const own = [forecast.grouping, forecast.key, costName(forecast, accounts)]
    const blanks = quantileLevels.map(() => '')
    return [
      ...forecast.history.map(({ month, usd }) => [...own, month, 'billed', usd, ...blanks]),
      ...forecast.months.map(({ month, quantiles }) => [...own, month, 'forecast', '', ...quantiles]),
    ]
  })
  return csv([...head], rows)
}

/** The newest forecasts for the API, of one grouping where it is given. */
export function presentApiCosts(
  newest: Newest | undefined,
  grouping: CostForecast['grouping'] | null,
): WholeList<z.infer<typeof costForecastsSchema>> {
  const items = (newest?.forecasts ?? []).filter((one) => grouping === null || one.grouping === grouping)
  return {
    asOf: newest === undefined ? null : isoDay(newest.asOfMs),
    levels: [...quantileLevels],
    items: items.map((one) => ({ ...one })),
  }
}
