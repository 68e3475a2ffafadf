import type { ResourceView } from '#lib/present/resource.ts'
import { Panel } from '../../../_components/panel.tsx'

/** What the resource was made of, and where that is known from. */
export function CapacityHistory({ rows }: { readonly rows: ResourceView['history'] }) {
  return (
    <Panel title="Capacity changes" sub="Demand is utilization times the capacity of its day.">
      <ol className="tl">
        {rows.map((row) => (
          <li key={`${row.day} ${row.size}`}>
            <span className="mut tn">{row.day}</span>
            <div>
              <b className="mono">{row.size}</b>
              {row.assumed ? <span className="pill watch">assumed</span> : null}
              <p>
                {row.capacity}
                <br />
                {row.source}
                {row.actor ? (
                  <>
                    , by <bdi>{row.actor}</bdi>
                  </>
                ) : null}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
