import { type CsvCell, csv } from './csv.ts'
import type { DataCell, DataTable } from './data-table.ts'

/** All rows of one table: raw numbers where the table has them, second lines and lists as columns of their own. */
export function dataCsv(table: DataTable): string {
  const { columns, rows } = dataRows(table)
  return csv(columns, rows)
}

/** The same as names of columns and raw rows. */
export function dataRows({ head, rows }: DataTable): {
  readonly columns: string[]
  readonly rows: CsvCell[][]
} {
  const columns = head.map((name, column) => ({
    name,
    column,
    hasSub: rows.some((cells) => cells[column]?.sub !== undefined),
    hasMore: rows.some((cells) => cells[column]?.more !== undefined),
  }))
  const header = columns.flatMap(({ name, hasSub, hasMore }) => [
    name,
    ...(hasSub ? [`${name}, detail`] : []),
    ...(hasMore ? [`${name}, all`] : []),
  ])
  const lines = rows.map((cells) =>
    columns.flatMap(({ column, hasSub, hasMore }): CsvCell[] => {
      const one = cells[column]
      return [rawOf(one), ...(hasSub ? [one?.sub] : []), ...(hasMore ? [one?.more?.lines.join('; ')] : [])]
    }),
  )
  return { columns: header, rows: lines }
}

function rawOf(one: DataCell | undefined): CsvCell {
  return one && 'value' in one ? one.value : one?.text
}
