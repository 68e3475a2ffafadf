import type { DecisionLog } from '#lib/present/review/review-log.ts'
import { TableHead } from '../../_components/table-head.tsx'

/** Decisions and owners, with a net total. */
export function DecisionsTable({ log }: { readonly log: DecisionLog }) {
  if (log.rows.length === 0) return <p className="t2">Nothing is decided yet.</p>
  return (
    <div className="scroll">
      <table className="ct rv-decisions">
        <TableHead columns={['Item', 'Decision', 'Change', 'Owner', 'Due', { n: '$/mo' }, 'Note']} />
        <tbody>
          {log.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <bdi>{row.name}</bdi>
              </th>
              <td>{row.verdict}</td>
              <td>{row.change}</td>
              <td>
                <bdi>{row.owner}</bdi>
              </td>
              <td>{row.due}</td>
              <td className="n">{row.delta}</td>
              <td>
                <bdi>{row.reason}</bdi>
              </td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">Accepted, net</th>
            <td>
              {log.accepted} of {log.rows.length}
            </td>
            <td colSpan={3} />
            <td className="n">
              <b>{log.net}</b>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}
