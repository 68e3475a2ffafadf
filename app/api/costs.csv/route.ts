import { costsCsv } from '#lib/present/costs-export.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** Months billed and forecast of every key, with quantiles as columns. */
export function GET(): Promise<Response> {
  return csvAnswer('costs', async ({ actor, nowMs }) => {
    const newest = (await listCostForecasts(actor)) ?? { asOfMs: nowMs, forecasts: [], accounts: new Map() }
    return costsCsv(newest, newest.accounts)
  })
}
