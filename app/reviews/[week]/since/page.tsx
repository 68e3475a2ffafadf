import '../../../data/_components/data.css'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { CsvLink } from '../../../_components/csv-link.tsx'
import { PageHead } from '../../../_components/page-head.tsx'
import { Panel } from '../../../_components/panel.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { State } from '../../../_components/state.tsx'
import { SinceTable } from './_components/since-table.tsx'
import { loadSince } from './load-since.ts'

type PageProps = { readonly params: Promise<{ readonly week: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Since the review of ${(await params).week}` }
}

/** The fleet compared with a frozen review: what runs out now, what moved, what is new and gone. */
export default async function Page({ params }: PageProps) {
  const view = await loadSince(await requireActor(), (await params).week)
  if (!view) notFound()
  const { week, lede, table } = view
  return (
    <>
      <nav className="crumb" aria-label="Path">
        <Link href={`/reviews/${week}`}>Review {week}</Link>
        <span>Since then</span>
      </nav>
      <PageHead title={`Since the review of ${week}`}>
        {table.rows.length > 0 ? <CsvLink href={`/reviews/${week}/since/csv`} /> : null}
      </PageHead>
      <p className="lede">
        <SentenceText parts={lede} />
      </p>
      <Panel title={table.title} sub={table.sub}>
        {table.rows.length === 0 ? (
          <State title={table.empty.title}>{table.empty.text}</State>
        ) : (
          <SinceTable view={view} />
        )}
      </Panel>
    </>
  )
}
