import type { CostRowView } from '#lib/present/costs.ts'
import { TableHead } from '../../_components/table-head.tsx'

export type CostTableProps = { readonly rows: readonly CostRowView[]; readonly laterName: string }

/** A line a key: last month, the running month and the farthest one with their intervals, and the budget. */
export function CostTable({ rows, laterName }: CostTableProps) {
  return (
    <div className="cost-scroll">
      <table className="lt">
        <TableHead
          columns={[
            'Name',
            { n: 'Last month' },
            { n: 'This month, 80% interval' },
            { n: `${laterName}, 80% interval` },
            'Chance over budget',
            'Why',
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>
                <bdi>{row.name}</bdi>
              </td>
              <td className="n">{row.last}</td>
              <td className="n">
                {row.monthEnd}
                <small className="cost-80">{row.monthEndInterval}</small>
              </td>
              <td className="n">
                {row.later}
                <small className="cost-80">{row.laterInterval}</small>
              </td>
              <td>{row.budget || 'no budget'}</td>
              <td className="cost-note">{row.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
