import type { ClusterRow } from '#lib/present/cluster.ts'
import { Panel } from '../../../_components/panel.tsx'

type OptionTableProps = { readonly rows: readonly ClusterRow[]; readonly csvHref: string }

/** Settings on the front, cheapest first, below the policy in force. The link lets the keyboard scroll the table. */
export function OptionTable({ rows, csvHref }: OptionTableProps) {
  return (
    <Panel
      title="Options on the front"
      sub="The policy in force first, then the cheapest. List price."
      className="cl-grid"
    >
      <section className="cl-scroll" aria-label="Options, scrolls sideways">
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Minimum</th>
              <th scope="col" className="n">
                A month
              </th>
              <th scope="col" className="n">
                Change
              </th>
              <th scope="col" className="n">
                Above the limit, a month
              </th>
              <th scope="col" className="n">
                Over the forecast, a month
              </th>
              <th scope="col" className="n">
                Most members
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
        <a className="cl-csv" href={csvHref} download>
          These options as CSV
        </a>
      </section>
    </Panel>
  )
}

function Row({ row }: { readonly row: ClusterRow }) {
  return (
    <tr className={row.mark}>
      <th scope="row">
        <b>{row.target}</b> {row.mark === '' ? null : <span className="pill line">{row.mark}</span>}
      </th>
      <td>{row.floor}</td>
      <td className="n">{row.monthly}</td>
      <td className={row.saves ? 'n save' : 'n'}>{row.delta}</td>
      <td className="n">{row.above}</td>
      <td className="n">{row.ahead}</td>
      <td className="n">{row.most}</td>
    </tr>
  )
}
