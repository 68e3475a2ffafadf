import { currentActor } from '#lib/identity/actor.ts'
import { isoDay } from '#lib/model/time.ts'
import { costsCsv } from '#lib/present/costs-export.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'

export const dynamic = 'force-dynamic'

/** Months billed and forecast of every key, with quantiles as columns. */
export async function GET(): Promise<Response> {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const newest = (await listCostForecasts(actor)) ?? { asOfMs: nowMs, forecasts: [], accounts: new Map() }
  return new Response(costsCsv(newest, newest.accounts), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="headroom-costs-${isoDay(nowMs)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
