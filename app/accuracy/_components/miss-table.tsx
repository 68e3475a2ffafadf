import type { MissView } from '#lib/present/accuracy.ts'
import { Panel } from '../../_components/panel.tsx'
import { ResourceName } from '../../_components/resource-name.tsx'

export type MissTableProps = { readonly misses: readonly MissView[]; readonly basis: string }

/** Where forecasts were wrong most often, by name. */
export function MissTable({ misses, basis }: MissTableProps) {
  return (
    <Panel title="Worst misses" sub={basis} className="s6">
      <div className="ac-scroll">
        <table className="ac-table ac-misses">
          <thead>
            <tr>
              <th scope="col">Resource</th>
              <th scope="col" className="n">
                In 80%
              </th>
              <th scope="col" className="n">
                Error
              </th>
              <th scope="col" className="n">
                Bias
              </th>
            </tr>
          </thead>
          <tbody>
            {misses.map((miss) => (
              <tr key={miss.href}>
                <td>
                  <ResourceName {...miss} sub={`${miss.dimension}, ${miss.text}`} />
                </td>
                <td className="n">{miss.inside}</td>
                <td className="n">{miss.mase}</td>
                <td className="n">{miss.bias}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
