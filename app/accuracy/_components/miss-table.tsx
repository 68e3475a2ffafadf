import type { MissView } from '#lib/present/accuracy.ts'
import { Panel } from '../../_components/panel.tsx'
import { ResourceName } from '../../_components/resource-name.tsx'
import { TableHead } from '../../_components/table-head.tsx'

export type MissTableProps = { readonly misses: readonly MissView[]; readonly basis: string }

/** Where forecasts were wrong most often, by name. */
export function MissTable({ misses, basis }: MissTableProps) {
  return (
    <Panel title="Worst misses" sub={basis} className="s6">
      <div className="ac-scroll">
        <table className="ac-table ac-misses">
          <TableHead columns={['Resource', { n: 'In 80%' }, { n: 'Error' }, { n: 'Bias' }]} />
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
