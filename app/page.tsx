import './_overview/overview.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentOverview } from '#lib/present/overview.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { readCostsOnce } from '#lib/store/costs.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { remembered } from '#lib/store/page-memory.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { loadFreshness } from './_components/load-freshness.ts'
import { Overview } from './_overview/overview.tsx'

export const metadata: Metadata = { title: 'Overview · Headroom' }
export const dynamic = 'force-dynamic'

export default async function OverviewPage() {
  const actor = await requireActor()
  const [{ freshness, nowMs }, rows, costs, policy, cost] = await Promise.all([
    loadFreshness(),
    readFleet(actor),
    readCostsOnce(actor),
    readPolicy(actor),
    remembered(actor, 'cost forecasts', () => listCostForecasts(actor)),
  ])
  const view = presentOverview({
    rows,
    freshness,
    costs,
    ...(cost === undefined ? {} : { costForecasts: cost.forecasts }),
    policyHorizonDays: policy.horizonDays,
    nowMs,
  })
  return <Overview view={view} />
}
