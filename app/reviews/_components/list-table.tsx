import Link from 'next/link'
import type { ReviewList } from '#lib/present/review/review-lists.ts'

const tones = { risk: 'risk', watch: 'watch', save: 'save', later: '', no: 'mut' } as const

/** One of the lists of a review. */
export function ListTable({ list, name }: { readonly list: ReviewList; readonly name: string }) {
  if (list.rows.length === 0) return <p className="t2">{list.empty}</p>
  return (
    <div className="scroll">
      <table className="ct rv-list">
        <thead className="hidden-text">
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">{name}</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.href ? (
                  <Link href={row.href} prefetch={false}>
                    <bdi>{row.name}</bdi>
                  </Link>
                ) : (
                  <bdi>{row.name}</bdi>
                )}
                <small>
                  <bdi>{row.team}</bdi>
                </small>
              </th>
              <td className={tones[row.tone ?? 'later']}>
                <b>{row.title}</b>
              </td>
              <td>{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
