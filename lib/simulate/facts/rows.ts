/** Rows of a compact fact table, each a record by column name; the values are text. */
export function rowsOf(table: {
  readonly columns: string
  readonly rows: readonly string[]
}): readonly Readonly<Record<string, string>>[] {
  const columns = table.columns.split(',')
  return table.rows.map((row) => {
    const cells = row.split(',')
    if (cells.length !== columns.length)
      throw new Error(`fact row has ${cells.length} cells, expected ${columns.length}: ${row}`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']))
  })
}
