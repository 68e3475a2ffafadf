import type { DataCell, DataTable } from '#lib/present/data-table.ts'
import { Panel } from '../../_components/panel.tsx'
import { State } from '../../_components/state.tsx'

const shown = 5

/** One table of the page with its first rows, the others one step away; or why it is empty. */
export function DataPanel({ table }: { readonly table: DataTable }) {
  const { key, title, sub, rows, empty, wide } = table
  const first = rows.length > shown + 2 && key !== 'jobs' ? shown : rows.length
  const link = rows.length > 0 ? <CsvLink table={key} title={title} /> : undefined
  return (
    <Panel title={title} sub={sub} className={wide ? 's12' : 's6'} right={link}>
      {rows.length === 0 ? (
        <State title={empty.title}>{empty.text}</State>
      ) : (
        <Rows table={table} rows={rows.slice(0, first)} />
      )}
      {rows.length > first ? (
        <details className="da-more">
          <summary>{`${rows.length - first} more`}</summary>
          <Rows table={table} rows={rows.slice(first)} />
        </details>
      ) : null}
    </Panel>
  )
}

function CsvLink({ table, title }: { readonly table: string; readonly title: string }) {
  return (
    <a className="lk" href={`/api/data.csv?table=${table}`} download aria-label={`${title} as CSV`}>
      CSV
    </a>
  )
}

function Rows({ table, rows }: { readonly table: DataTable; readonly rows: DataTable['rows'] }) {
  const align = (column: number) => (table.numeric.includes(column) ? 'n' : undefined)
  return (
    <table className={`da-table da-${table.key}`}>
      <thead>
        <tr>
          {table.head.map((name, column) => (
            <th key={name} scope="col" className={align(column)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells.map(({ text, sub }) => `${text} ${sub ?? ''}`).join('|')}>
            {cells.map((one, column) => (
              <td key={table.head[column]} className={align(column)} data-label={table.head[column]}>
                <Cell cell={one} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ cell: { text, sub, tone, more } }: { readonly cell: DataCell }) {
  return (
    <>
      <span className={tone}>
        <bdi>{text}</bdi>
      </span>
      {sub ? (
        <small>
          <bdi>{sub}</bdi>
        </small>
      ) : null}
      {more ? (
        <details className="da-names">
          <summary>{more.label}</summary>
          <ul>
            {more.lines.map((line) => (
              <li key={line}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}
