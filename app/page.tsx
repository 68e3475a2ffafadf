import './_overview/overview.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { presentOverview } from '#lib/present/overview.ts'
import { handsDays } from '#lib/present/overview-hands.ts'
import { listMadeChanges } from '#lib/store/capacity-changes.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { readCostsOnce } from '#lib/store/costs.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { remembered } from '#lib/store/page-memory.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readLatestReview } from '#lib/store/reviews.ts'
import { loadFreshness } from './_components/load-freshness.ts'
import { Overview } from './_overview/overview.tsx'
import { loadCash } from './recommendations/load-cash.ts'

export const metadata: Metadata = { title: 'Overview · Headroom' }
export const dynamic = 'force-dynamic'

export default async function OverviewPage() {
  const actor = await requireActor()
  const since = { sinceMs: floorTo(Date.now(), dayMs) - handsDays * dayMs, limit: 7 }
  const [{ freshness, nowMs }, madeChanges, rows, costs, policy, cost, review] = await Promise.all([
    loadFreshness(),
    remembered(actor, `made changes since ${since.sinceMs}`, () => listMadeChanges(actor, since)),
    readFleet(actor),
    readCostsOnce(actor),
    readPolicy(actor),
    remembered(actor, 'cost forecasts', () => listCostForecasts(actor)),
    readLatestReview(actor),
  ])
  const view = presentOverview({
    rows,
    freshness,
    costs,
    madeChanges,
    cash: await loadCash(nowMs),
    ...(cost === undefined ? {} : { costForecasts: cost.forecasts }),
    ...(review === undefined ? {} : { review }),
    policyHorizonDays: policy.horizonDays,
    nowMs,
  })
  return <Overview view={view} />
}
