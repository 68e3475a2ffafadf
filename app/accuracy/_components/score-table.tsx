import type { ScoreCells } from '#lib/present/accuracy-groups.ts'
import { TableHead } from '../../_components/table-head.tsx'

export type ScoreTableProps = { readonly head: string; readonly rows: readonly ScoreCells[] }

/** Scores of groups of forecasts, a line each. */
export function ScoreTable({ head, rows }: ScoreTableProps) {
  return (
    <div className="ac-scroll">
      <table className="ac-table">
        <TableHead
          columns={[head, { n: 'In 80%' }, { n: 'In 90%' }, { n: 'Error' }, { n: 'Bias' }, { n: 'Days' }]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <td>
                <bdi>{row.label}</bdi>
              </td>
              <td className="n">{row.inside80}</td>
              <td className="n">{row.inside90}</td>
              <td className="n">{row.mase}</td>
              <td className="n">{row.bias}</td>
              <td className="n">{row.days}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
