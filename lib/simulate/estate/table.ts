/** One line of a table: cells by column name, and what follows the last column as options (`age=9`, `minute`). */
export type TableRow = {
  readonly cells: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, string>>
}

/** Reads a table whose first line names the columns; cells are parted by spaces, `#` begins a comment line. */
export function parseTable(text: string): readonly TableRow[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const columns = (lines[0] ?? '').trim().split(/\s+/)
  return lines.slice(1).map((line) => {
    const words = line.trim().split(/\s+/)
    if (words.length < columns.length)
      throw new Error(`table row is too short, expected ${columns.join(' ')}: ${line}`)
    const options = words.slice(columns.length).map((word) => {
      const [key = '', ...rest] = word.split('=')
      return [key, rest.join('=')]
    })
    return {
      cells: Object.fromEntries(columns.map((column, i) => [column, words[i] ?? ''])),
      options: Object.fromEntries(options),
    }
  })
}

/** A cell's text; throws when the table has no such column. */
export function cell(row: TableRow, column: string): string {
  const text = row.cells[column]
  if (text === undefined) throw new Error(`no column ${column} in row ${JSON.stringify(row.cells)}`)
  return text
}

/** A cell as a number; throws on anything else. */
export function numberCell(row: TableRow, column: string): number {
  return toNumber(cell(row, column), column)
}

/** An option as a number, or the default where the row does not set it. */
export function numberOption(row: TableRow, option: string, standard: number): number {
  const text = row.options[option]
  return text === undefined ? standard : toNumber(text, option)
}

/** An option `VALUE@DAYS`, e.g. `from=m5.large@-120`. */
export function datedOption(row: TableRow, option: string): { value: string; days: number } | undefined {
  const text = row.options[option]
  if (text === undefined) return undefined
  const [value = '', days = ''] = text.split('@')
  return { value, days: toNumber(days, option) }
}

function toNumber(text: string, what: string): number {
  const number = Number(text)
  if (text === '' || Number.isNaN(number)) throw new Error(`${what} is not a number: ${text}`)
  return number
}
