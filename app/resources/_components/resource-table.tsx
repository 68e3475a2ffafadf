import Link from 'next/link'
import type { Column, ResourceGroup, ResourcesView } from '#lib/present/resources.ts'
import { Icon } from '../../_components/icon.tsx'
import { TableRow } from './table-row.tsx'

/** Groups by finding, each with count and sum; the head stays in view. */
export function ResourceTable({ view }: { readonly view: ResourcesView }) {
  return (
    <section className="panel rs-panel" aria-label="Resources by risk">
      <table className="rsx">
        <thead>
          <tr>
            {view.columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        {view.groups.map((group) => (
          <Group key={group.finding} group={group} columns={view.columns.length} />
        ))}
      </table>
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
      <tr className="grp">
        <th colSpan={columns} scope="rowgroup">
          <span className={`gd ${group.tone}`} />
          <b>{group.label}</b>
          <span className="tn">{group.count}</span>
          <span className="mut">{group.note}</span>
        </th>
      </tr>
      {group.rows.map((row) => (
        <TableRow key={row.id} row={row} />
      ))}
      {group.more ? (
        <tr className="more">
          <td colSpan={columns}>
            {group.more.href ? (
              <Link className="lk" href={group.more.href} prefetch={false}>
                {group.more.label}
              </Link>
            ) : (
              <span className="mut">{group.more.label}</span>
            )}
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}
