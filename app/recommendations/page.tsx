import '../styles/list-table.css'
import './_components/recommendations.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentRecommendations } from '#lib/present/recommendations.ts'
import { RecommendationsPage } from './_components/recommendations-page.tsx'
import { loadRecommendations } from './load-recommendations.ts'

export const metadata: Metadata = { title: 'Recommendations' }
export const dynamic = 'force-dynamic'

type PageProps = { readonly searchParams: Promise<{ readonly kind?: string | string[] }> }

export default async function Recommendations({ searchParams }: PageProps) {
  const actor = await requireActor()
  const { kind } = await searchParams
  const input = await loadRecommendations(actor, { kind: [kind].flat()[0] ?? null, nowMs: Date.now() })
  return <RecommendationsPage view={presentRecommendations(input)} kind={input.kind} />
}
