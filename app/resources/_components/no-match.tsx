import Link from 'next/link'
import type { ResourcesView } from '#lib/present/resources.ts'
import { State } from '../../_components/state.tsx'

/** Nothing passes the filters, or nothing was found yet. */
export function NoMatch({ view }: { readonly view: ResourcesView }) {
  if (view.total === 0) {
    return (
      <section className="panel rs-empty">
        <State title="No resource found yet">
          The inventory lists EC2 instances, Auto Scaling groups, GPU pools and RDS instances of every
          account. It runs on start and every hour.
        </State>
      </section>
    )
  }
  const active = view.menus.filter((menu) => menu.active)
  return (
    <section className="panel rs-empty">
      <State title={`No match among ${view.total} resources`}>
        <span className="rs-active">
          {view.text === '' ? null : (
            <Link className="btn sm" href={view.clearTextHref} replace prefetch={false}>
              Remove text <bdi className="cut">{view.text}</bdi>
            </Link>
          )}
          {active.map((menu) => (
            <Link key={menu.key} className="btn sm" href={menu.clearHref} replace prefetch={false}>
              Remove {menu.label.toLowerCase()} <bdi>{menu.value}</bdi>
            </Link>
          ))}
          <Link className="btn sm" href={view.clearHref} replace prefetch={false}>
            Clear all filters
          </Link>
        </span>
      </State>
    </section>
  )
}
