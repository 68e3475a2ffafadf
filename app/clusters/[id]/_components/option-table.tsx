import type { ClusterRow } from '#lib/present/cluster.ts'
import { Panel } from '../../../_components/panel.tsx'
import { TableHead } from '../../../_components/table-head.tsx'

type OptionTableProps = {
  readonly part: string | undefined
  readonly rows: readonly ClusterRow[]
  readonly csvHref: string
}

/** Settings on the front, cheapest first, below the policy in force. The link lets the keyboard scroll the table. */
export function OptionTable({ part, rows, csvHref }: OptionTableProps) {
  return (
    <Panel
      title="Options on the front"
      sub="The policy in force first, then the cheapest. List price."
      className="cl-grid"
    >
      <section
        className="cl-scroll"
        aria-label={`Options${part ? ` of ${part.toLowerCase()}` : ''}, scrolls sideways`}
      >
        <table className="tbl">
          <TableHead
            columns={[
              'Target',
              'Minimum',
              { n: 'A month' },
              { n: 'Change' },
              { n: 'Above the limit, a month' },
              { n: 'Over the forecast, a month' },
              { n: 'Most' },
            ]}
          />
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
