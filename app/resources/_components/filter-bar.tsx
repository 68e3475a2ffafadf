import Form from 'next/form'
import Link from 'next/link'
import type { ResourcesView } from '#lib/present/resources.ts'
import type { FilterMenu } from '#lib/present/resources-menus.ts'
import { Icon } from '../../_components/icon.tsx'

/** Text filter as a plain form and one menu per list; all of it is links, so it works without scripts. */
export function FilterBar({ view }: { readonly view: ResourcesView }) {
  return (
    <div className="fbar">
      <search>
        <Form className="fin" action="/resources" replace scroll={false} prefetch={false} key={view.csvHref}>
          <Icon name="filter" />
          <input
            type="search"
            name="q"
            id="filter"
            defaultValue={view.text}
            maxLength={200}
            aria-label="Filter by name, ARN, tag or team:checkout"
            placeholder="Name, ARN, tag or team:checkout"
          />
          {view.kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <kbd>/</kbd>
        </Form>
      </search>
      {view.menus.map((menu) => (
        <Menu key={menu.key} menu={menu} />
      ))}
    </div>
  )
}

function Menu({ menu }: { readonly menu: FilterMenu }) {
  return (
    <details className="menu" name="filter">
      <summary className={menu.active ? 'chip on' : 'chip'}>
        <span>{menu.label}</span>
        <b>
          <bdi>{menu.value}</bdi>
        </b>
        <Icon name="open" size={12} />
      </summary>
      <div className="menu-list">
        {menu.active ? (
          <Link href={menu.clearHref} replace scroll={false} prefetch={false}>
            <Icon name="check" />
            All
          </Link>
        ) : null}
        {menu.options.map((option) => (
          <Link
            key={option.href}
            href={option.href}
            replace
            scroll={false}
            prefetch={false}
            aria-current={option.current ? 'true' : undefined}
          >
            <Icon name="check" />
            <bdi className="cut">{option.label}</bdi>
            <span className="tn">{option.count}</span>
          </Link>
        ))}
      </div>
    </details>
  )
}
