import type { ChartView } from '#lib/present/resource-chart-view.ts'

/** The chart as a table: one row a week, measured and then forecast, with all days as CSV. */
export function WeekTable({ chart: { weeks, unit, csvHref, title } }: { readonly chart: ChartView }) {
  return (
    <details className="weeks">
      <summary>Show as table</summary>
      <div className="wtable">
        <table>
          <caption className="hidden-text">{title}, one row a week</caption>
          <thead>
            <tr>
              <th scope="col">Week from</th>
              <th scope="col" className="n">
                Measured, {unit}
              </th>
              <th scope="col" className="n">
                Low, 10%
              </th>
              <th scope="col" className="n">
                Median
              </th>
              <th scope="col" className="n">
                High, 90%
              </th>
            </tr>
          </thead>
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
