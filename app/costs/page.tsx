import '../styles/list-table.css'
import './_components/costs.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentCosts } from '#lib/present/costs.ts'
import { isCostGrouping } from '#lib/present/costs-export.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { CostsPage } from './_components/costs-page.tsx'

export const metadata: Metadata = { title: 'Costs' }
export const dynamic = 'force-dynamic'

type PageProps = { readonly searchParams: Promise<{ readonly by?: string | string[] }> }

export default async function Costs({ searchParams }: PageProps) {
  const actor = await requireActor()
  const nowMs = Date.now()
  const by = [(await searchParams).by].flat()[0] ?? null
  const grouping = isCostGrouping(by) ? by : 'team'
  const newest = await listCostForecasts(actor)
  const { forecasts = [], accounts = new Map() } = newest ?? {}
  return <CostsPage view={presentCosts({ forecasts, accounts, grouping, nowMs })} grouping={grouping} />
}
