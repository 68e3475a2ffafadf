import type { ChartView } from '#lib/present/resource-chart-view.ts'
import { TableHead } from '../../../_components/table-head.tsx'

/** The chart as a table: one row a week, measured and then forecast, with all days as CSV. */
export function WeekTable({ chart: { weeks, unit, csvHref, title } }: { readonly chart: ChartView }) {
  return (
    <details className="weeks">
      <summary>Show as table</summary>
      <div className="wtable">
        <table>
          <caption className="hidden-text">{title}, one row a week</caption>
          <TableHead
            columns={[
              'Week from',
              { n: `Measured, ${unit}` },
              { n: 'Low, 10%' },
              { n: 'Median' },
              { n: 'High, 90%' },
            ]}
          />
          <tbody>
            {weeks.map((week) => (
              <tr key={week.day}>
                <th scope="row" className="tn">
                  {week.day}
                </th>
                <td className="n">{week.measured}</td>
                <td className="n">{week.low}</td>
                <td className="n">{week.median}</td>
                <td className="n">{week.high}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <a className="lk" href={csvHref} download>
        All days and quantiles as CSV
      </a>
    </details>
  )
}
