import type { ScoreCells } from '#lib/present/accuracy-groups.ts'

export type ScoreTableProps = { readonly head: string; readonly rows: readonly ScoreCells[] }

/** Scores of groups of forecasts, a line each. */
export function ScoreTable({ head, rows }: ScoreTableProps) {
  return (
    <div className="ac-scroll">
      <table className="ac-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="n">
              In 80%
            </th>
            <th scope="col" className="n">
              In 90%
            </th>
            <th scope="col" className="n">
              Error
            </th>
            <th scope="col" className="n">
              Bias
            </th>
            <th scope="col" className="n">
              Days
            </th>
          </tr>
        </thead>
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
