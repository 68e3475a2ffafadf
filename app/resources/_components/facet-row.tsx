import Link from 'next/link'
import { count } from '#lib/present/format.ts'
import type { Facet } from '#lib/present/resources.ts'

/** Findings with their counts, which add up to the first, and the legend of the marks. */
export function FacetRow({ facets }: { readonly facets: readonly Facet[] }) {
  return (
    <div className="rs-facets">
      <nav className="facet" aria-label="Finding">
        {facets.map((facet) => (
          <Link
            key={facet.label}
            href={facet.href}
            replace
            scroll={false}
            prefetch={false}
            aria-current={facet.current ? 'true' : undefined}
          >
            {facet.tone ? <i className={`gd ${facet.tone}`} /> : null}
            {facet.label}
            <b>{count(facet.count)}</b>
          </Link>
        ))}
      </nav>
      <div className="lg push only-wide-flex">
        <span>
          <i className="k-line" />
          13 weeks
        </span>
        <span>
          <i className="k-dash" />
          13-week forecast, 80%
        </span>
        <span>
          <i className="k-tick" />
          safe limit
        </span>
      </div>
    </div>
  )
}
