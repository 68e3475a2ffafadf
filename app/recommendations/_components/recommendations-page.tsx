import Link from 'next/link'
import { moreText, type RecommendationKind, type RecommendationsView } from '#lib/present/recommendations.ts'
import { CsvLink } from '../../_components/csv-link.tsx'
import { Icon } from '../../_components/icon.tsx'
import { PageHead } from '../../_components/page-head.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { State } from '../../_components/state.tsx'
import { RecommendationTable } from './recommendation-table.tsx'
import { SelectionBar } from './selection-bar.tsx'

export type RecommendationsPageProps = {
  readonly view: RecommendationsView
  readonly kind: RecommendationKind
}

export function RecommendationsPage({ view, kind }: RecommendationsPageProps) {
  const query = kind === 'all' ? '' : `?kind=${kind}`
  return (
    <>
      <PageHead title="Recommendations" sub="Each resource once, ranked">
        <CsvLink href={`/api/recommendations.csv${query}`} />
        <a className="btn" href={`/api/v1/recommendations${query}`}>
          <Icon name="file" />
          JSON
        </a>
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <div className="re-bar">
        <Kinds view={view} kind={kind} />
        <p className="mut">{view.basis}</p>
      </div>
      {view.rows.length === 0 ? <NoChange /> : <List view={view} query={query} />}
    </>
  )
}

function List({ view, query }: { readonly view: RecommendationsView; readonly query: string }) {
  return (
    <section className="panel lt-panel" aria-label="Ranked changes">
      <SelectionBar query={query} horizonText={view.horizonText} />
      <RecommendationTable view={view} />
      <footer className="pf">
        <span>{moreText(view) ?? 'All changes are shown.'}</span>
        <span className="push tn">{`Sum ${view.totals.list}/mo at list price, ${view.totals.cash}/mo in cash`}</span>
      </footer>
    </section>
  )
}

function Kinds({ view, kind }: RecommendationsPageProps) {
  return (
    <nav className="seg" aria-label="Kind of change">
      {view.kinds.map((one) => (
        <Link
          key={one.kind}
          href={one.kind === 'all' ? '/recommendations' : `/recommendations?kind=${one.kind}`}
          replace
          scroll={false}
          prefetch={false}
          aria-current={one.kind === kind ? 'true' : undefined}
        >
          {`${one.label} ${one.count}`}
        </Link>
      ))}
    </nav>
  )
}

function NoChange() {
  return (
    <section className="panel rs-empty">
      <State title="No change is recommended">
        Either every size fits, or the first forecasts are still to come;{' '}
        <Link className="lk" href="/data">
          the jobs
        </Link>{' '}
        say which.
      </State>
    </section>
  )
}
