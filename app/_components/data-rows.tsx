import type { DataCell, DataTable } from '#lib/present/data-table.ts'

/** Rows of a table of data; its style sheet is that of the page of data. */
export function DataRows({ table, rows }: { readonly table: DataTable; readonly rows: DataTable['rows'] }) {
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
