import './_components/resources.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentResources } from '#lib/present/resources.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readLatestReview } from '#lib/store/reviews.ts'
import { ResourcesPage } from './_components/resources-page.tsx'
import { parseSearch, type RawSearchParams } from './search-params.ts'

export const metadata: Metadata = { title: 'Resources' }
export const dynamic = 'force-dynamic'

type PageProps = { readonly searchParams: Promise<RawSearchParams> }

export default async function Resources({ searchParams }: PageProps) {
  const actor = await requireActor()
  const { query, notices } = parseSearch(await searchParams)
  const [rows, policy, review] = await Promise.all([
    readFleet(actor),
    readPolicy(actor),
    readLatestReview(actor),
  ])
  const view = presentResources({ rows, query, policyHorizonDays: policy.horizonDays, nowMs: Date.now() })
  return (
    <ResourcesPage view={view} notices={notices} reviewHref={review && `/reviews/${review.week}/since`} />
  )
}
