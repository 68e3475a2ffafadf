import './detail.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { presentResource } from '#lib/present/resource.ts'
import { parseResourceQuery, type Query } from '#lib/present/resource-query.ts'
import { loadFreshness } from '../../_components/load-freshness.ts'
import { ResourcePage } from './_components/resource-page.tsx'
import { loadCode } from './load-code.ts'
import { loadDecisions } from './load-decisions.ts'
import { loadDetail } from './load-detail.ts'

type PageProps = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const detail = await loadDetail((await params).id)
  return { title: detail?.resource.name ?? 'Resource not found' }
}

/** One resource: when it runs out, on which dimension, and what it should be. */
export default async function Page({ params, searchParams }: PageProps) {
  const { id } = await params
  const query = parseResourceQuery(await searchParams)
  const [detail, { freshness, nowMs }] = await Promise.all([loadDetail(id), loadFreshness()])
  if (!detail) notFound()
  const [decisions, code] = await Promise.all([loadDecisions(detail, nowMs), loadCode(detail, nowMs)])
  const view = presentResource({ ...query, detail, freshness, nowMs })
  return <ResourcePage view={view} decisions={decisions} code={code} />
}
