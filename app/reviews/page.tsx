import './_components/review.css'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireActor } from '#lib/identity/actor.ts'
import { instant } from '#lib/present/format.ts'
import { listReviews } from '#lib/store/reviews.ts'
import { PageHead } from '../_components/page-head.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'
import { TableHead } from '../_components/table-head.tsx'

export const metadata: Metadata = { title: 'Reviews' }

/** Every capacity review, the newest first. */
export default async function ReviewsPage() {
  const reviews = await listReviews(await requireActor())
  return (
    <div className="page">
      <PageHead title="Capacity reviews" sub="A pack a week, frozen: the same numbers for ever." />
      <Panel title="Reviews">
        {reviews.length === 0 ? (
          <State title="No review is frozen yet." icon="clock">
            The first is frozen after the first recommendations, then one each Monday (UTC).
          </State>
        ) : (
          <div className="scroll">
            <table className="ct">
              <TableHead columns={['Week', 'Frozen', { n: 'On the agenda' }, { n: 'Decided' }]} />
              <tbody>
                {reviews.map(({ week, frozenMs, agenda, decided }) => (
                  <tr key={week}>
                    <th scope="row">
                      <Link className="lk" href={`/reviews/${week}`}>
                        {week}
                      </Link>
                    </th>
                    <td>{instant(frozenMs)}</td>
                    <td className="n">{agenda ?? '–'}</td>
                    <td className="n">{decided ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </div>
  )
}
