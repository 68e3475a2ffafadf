import Link from 'next/link'
import { count } from '#lib/present/format.ts'
import type { ResourcesView } from '#lib/present/resources.ts'
import { CsvLink } from '../../_components/csv-link.tsx'
import { PageHead } from '../../_components/page-head.tsx'
import { FacetRow } from './facet-row.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ListKeys } from './list-keys.tsx'
import { NoMatch } from './no-match.tsx'
import { ResourceTable } from './resource-table.tsx'

export type ResourcesPageProps = {
  readonly view: ResourcesView
  readonly notices: readonly string[]
  /** What changed since the last review; absent before the first. */
  readonly reviewHref?: string
}

export function ResourcesPage({ view, notices, reviewHref }: ResourcesPageProps) {
  return (
    <>
      <PageHead title="Resources">
        {reviewHref ? (
          <Link className="btn" href={reviewHref} prefetch={false}>
            Compare with the last review
          </Link>
        ) : null}
        <CsvLink href={view.csvHref} />
      </PageHead>
      {notices.length > 0 ? <p className="notice watch">{notices.join(' ')}</p> : null}
      <FilterBar view={view} />
      <FacetRow facets={view.facets} />
      {view.matching === 0 ? <NoMatch view={view} /> : <ResourceTable view={view} />}
      {view.matching === 0 ? null : <TableNote view={view} />}
      <ListKeys />
    </>
  )
}

function TableNote({ view }: { readonly view: ResourcesView }) {
  return (
    <p className="rs-note">
      <span className="tn">
        {count(view.matching)}
        {view.matching < view.total ? ` of ${count(view.total)}` : ''} resources
      </span>
      <span className="mut only-wide">
        <kbd>/</kbd> filter · <kbd>J</kbd> <kbd>K</kbd> move · <kbd>Enter</kbd> open
      </span>
    </p>
  )
}
