import '../styles/list-table.css'
import './_components/costs.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { presentCosts } from '#lib/present/costs.ts'
import { isCostGrouping } from '#lib/present/costs-export.ts'
import { presentTeamCosts } from '#lib/present/team-costs.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { readTeamCosts } from '#lib/store/owners.ts'
import { remembered } from '#lib/store/page-memory.ts'
import { CostsPage } from './_components/costs-page.tsx'

export const metadata: Metadata = { title: 'Costs' }
export const dynamic = 'force-dynamic'

/** Whole days whose cost by team is shown. */
const shownDays = 30

type Search = { readonly by?: string | string[]; readonly tags?: string | string[] }
type PageProps = { readonly searchParams: Promise<Search> }

export default async function Costs({ searchParams }: PageProps) {
  const actor = await requireActor()
  const nowMs = Date.now()
  const search = await searchParams
  const by = [search.by].flat()[0] ?? null
  const attribution = [search.tags].flat()[0] === 'today' ? 'as-tagged-today' : 'at-the-time'
  const grouping = isCostGrouping(by) ? by : 'team'
  const window = { fromDay: isoDay(nowMs - shownDays * dayMs), toDay: isoDay(nowMs) }
  const [newest, lines] = await Promise.all([
    remembered(actor, 'cost forecasts', () => listCostForecasts(actor)),
    remembered(actor, `team costs to ${window.toDay}, ${attribution}`, () =>
      readTeamCosts(actor, { ...window, attribution }),
    ),
  ])
  const { forecasts = [], accounts = new Map() } = newest ?? {}
  return (
    <CostsPage
      view={presentCosts({ forecasts, accounts, grouping, nowMs })}
      grouping={grouping}
      attribution={attribution}
      teams={presentTeamCosts({ lines, attribution, ...window, nowMs })}
    />
  )
}
