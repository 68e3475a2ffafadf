import '../../_overview/overview.css'
import '../../data/_components/data.css'
import '../_components/team.css'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { digestHref } from '#lib/present/digest-page.ts'
import { PageHead } from '../../_components/page-head.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { TablePanel } from '../../_components/table-panel.tsx'
import { DecisionList } from '../../_overview/decision-list.tsx'
import { KpiStrip } from '../../_overview/kpi-strip.tsx'
import { TeamSpend } from '../_components/team-spend.tsx'
import { TeamTiles } from '../_components/team-tiles.tsx'
import { loadTeam } from './load-team.ts'

export const dynamic = 'force-dynamic'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await loadTeam((await params).id))?.team ?? 'Team not found' }
}

/** What a team has to decide, and what it pays for. */
export default async function TeamPage({ params }: PageProps) {
  const view = await loadTeam((await params).id)
  if (!view) notFound()
  return (
    <>
      <PageHead title={<bdi>{view.team}</bdi>} sub={view.sub}>
        <Link className="btn" href={digestHref('preview', view.team)} prefetch={false}>
          E-mail, Mondays
        </Link>
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      {view.kpis.length > 0 ? <KpiStrip tiles={view.kpis} /> : null}
      <div className="ov-top tm-top">
        {view.spend ? <TeamSpend spend={view.spend} /> : null}
        <DecisionList decisions={view.decisions} />
      </div>
      <div className="grid">
        <TeamTiles tiles={view.tiles} />
        {[view.overdue, view.applied, view.shares, view.drivers].map((table) => (
          <TablePanel key={table.key} table={table} className="s6" />
        ))}
      </div>
    </>
  )
}
