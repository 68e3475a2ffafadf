import { z } from 'zod'
import { currentActor } from '#lib/identity/actor.ts'
import { presentStretch } from '#lib/present/resources.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { parseSearch, searchParamsOf } from '../search-params.ts'

export const dynamic = 'force-dynamic'

const stretchSchema = z.object({
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  count: z.coerce.number().int().min(1).max(200).catch(100),
})

/** A stretch of the rows that the page with the same query lists. */
export async function GET(request: Request): Promise<Response> {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const { from, count, ...asked } = searchParamsOf(new URL(request.url).searchParams)
  const [rows, policy] = await Promise.all([readFleet(actor), readPolicy(actor)])
  const input = { rows, query: parseSearch(asked).query, policyHorizonDays: policy.horizonDays, nowMs }
  const stretch = presentStretch(input, stretchSchema.parse({ from, count }))
  return Response.json({ rows: stretch }, { headers: { 'cache-control': 'no-store' } })
}
