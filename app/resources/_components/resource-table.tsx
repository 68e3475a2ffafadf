import Link from 'next/link'
import { count } from '#lib/present/format.ts'
import type { Column, ResourceGroup, ResourcesView } from '#lib/present/resources.ts'
import { Icon } from '../../_components/icon.tsx'
import { GroupHead } from './group-head.tsx'
import { LongBody } from './long-body.tsx'
import { TableRow } from './table-row.tsx'

/** Groups by finding, each with count and sum; the head stays in view. A long table holds the rows around the view. */
export function ResourceTable({ view }: { readonly view: ResourcesView }) {
  const { groups, long } = view
  return (
    <section className="panel rs-panel" aria-label="Resources by risk">
      <table className="rsx" aria-rowcount={long ? view.matching + groups.length + 1 : undefined}>
        <thead>
          <tr aria-rowindex={long ? 1 : undefined}>
            {view.columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        {long ? (
          <LongBody
            key={view.rowsHref}
            groups={groups}
            rowsHref={view.rowsHref}
            columns={view.columns.length}
          />
        ) : (
          groups.map((group) => <Group key={group.finding} group={group} columns={view.columns.length} />)
        )}
      </table>
      {long ? (
        <noscript>
          <p className="rs-note">
            The first rows of {count(view.matching)}. Narrow the filter, or take the CSV, which has all.
          </p>
        </noscript>
      ) : null}
    </section>
  )
}

function Head({ column }: { readonly column: Column }) {
  const { key, label, numeric, sorted, href } = column
  return (
    <th className={`${numeric ? 'n ' : ''}h-${key}`} scope="col" aria-sort={sorted}>
      {href ? (
        <Link href={href} replace scroll={false} prefetch={false}>
          {label}
          {sorted ? <Icon name={sorted === 'descending' ? 'down' : 'up'} size={11} /> : null}
        </Link>
      ) : (
        label
      )}
    </th>
  )
}

function Group({ group, columns }: { readonly group: ResourceGroup; readonly columns: number }) {
  return (
    <tbody>
      <GroupHead group={group} columns={columns} />
      {group.rows.map((row) => (
        <TableRow key={row.id} row={row} />
      ))}
    </tbody>
  )
}
