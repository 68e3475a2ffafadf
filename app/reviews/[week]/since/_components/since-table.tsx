import Link from 'next/link'
import { count } from '#lib/present/format.ts'
import type { SinceView } from '#lib/present/review/review-since.ts'
import { TableHead } from '../../../../_components/table-head.tsx'

/** More are in the CSV. */
const shown = 200

/** One row a change, the gravest first. */
export function SinceTable({ view: { table, hrefs } }: { readonly view: SinceView }) {
  const { rows, head } = table
  return (
    <>
      <table className="da-table">
        <TableHead columns={head} />
        <tbody>
          {rows.slice(0, shown).map(([name, team, change, text], i) => (
            <tr key={`${hrefs[i]} ${name?.text} ${change?.text}`}>
              <td data-label={head[0]}>
                {hrefs[i] ? (
                  <Link className="rid" href={hrefs[i]} prefetch={false}>
                    <bdi>{name?.text}</bdi>
                  </Link>
                ) : (
                  <bdi>{name?.text}</bdi>
                )}
                <small>{name?.sub}</small>
              </td>
              <td data-label={head[1]}>
                <bdi>{team?.text}</bdi>
                <small>
                  <bdi>{team?.sub}</bdi>
                </small>
              </td>
              <td data-label={head[2]}>
                <span className={change?.tone}>{change?.text}</span>
              </td>
              <td data-label={head[3]}>{text?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <p className="mut">{`The CSV has the other ${count(rows.length - shown)}.`}</p>
      ) : null}
    </>
  )
}
