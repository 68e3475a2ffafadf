import './digests.css'
import Link from 'next/link'
import type { DigestPageView } from '#lib/present/digest-page.ts'
import { State } from '../../_components/state.tsx'

/** Every digest with its subject; each leads to the message as it was sent. */
export function WeekList({ weeks }: { readonly weeks: DigestPageView['weeks'] }) {
  if (weeks.length === 0) {
    return <State title="No digest yet">The first is computed on the next Monday.</State>
  }
  return (
    <ul className="dg-weeks">
      {weeks.map(({ href, title, sub }) => (
        <li key={href}>
          <Link className="lk" href={href} prefetch={false}>
            {title}
          </Link>
          <p>{sub}</p>
        </li>
      ))}
    </ul>
  )
}
