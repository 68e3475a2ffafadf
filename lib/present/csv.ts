/** One cell. A number keeps its digits, `null` is empty, text is made safe for spreadsheets. */
export type CsvCell = string | number | null | undefined

/**
 * RFC 4180 text with CRLF, a header row first. Text that a spreadsheet would run as a formula (it begins with = + - @ or their wide forms,
 * a tab or a line break) gets a leading apostrophe.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows]
    .map((cells) => cells.map(cellText).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
