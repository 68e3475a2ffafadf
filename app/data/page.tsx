import './_components/data.css'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireActor } from '#lib/identity/actor.ts'
import { presentData } from '#lib/present/data.ts'
import { PageHead } from '../_components/page-head.tsx'
import { AnswerList } from './_components/answer-list.tsx'
import { CoveragePanel } from './_components/coverage-panel.tsx'
import { DataPanel } from './_components/data-panel.tsx'
import { loadData } from './load-data.ts'

export const metadata: Metadata = { title: 'Data and jobs' }
export const dynamic = 'force-dynamic'

export default async function DataAndJobs() {
  const actor = await requireActor()
  const { lede, answers, coverage, tables } = presentData(await loadData(actor, Date.now()))
  return (
    <>
      <PageHead title="Data and jobs" sub="What is collected, what it explains, what it costs">
        <Link className="btn" href="/policy" prefetch={false}>
          Policy, calendar and budgets
        </Link>
      </PageHead>
      <p className="lede">{lede}</p>
      <AnswerList answers={answers} />
      <div className="grid">
        {coverage ? <CoveragePanel view={coverage} /> : null}
        {tables.map((table) => (
          <DataPanel key={table.key} table={table} />
        ))}
      </div>
    </>
  )
}
