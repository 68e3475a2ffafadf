import type { CsvCell } from './csv.ts'

export type DataCell = {
  readonly text: string
  readonly sub?: string
  readonly tone?: 'risk' | 'watch' | 'save'
  /** What stands in the CSV where that is not the text: the raw number, an ISO instant. */
  readonly value?: CsvCell
  /** Names behind the cell, one a line, under a word that opens them. */
  readonly more?: { readonly label: string; readonly lines: readonly string[] }
}
/** A table of the page: its first column is identity, those named in `numeric` stand right. */
export type DataTable = {
  /** Its name in addresses. */
  readonly key: string
  readonly title: string
  readonly sub: string
  readonly head: readonly string[]
  readonly numeric: readonly number[]
  readonly rows: readonly (readonly DataCell[])[]
  /** Shown in place of no rows: the cause, and one next step. */
  readonly empty: { readonly title: string; readonly text: string }
  readonly wide?: boolean
}

/** Of a table that a run is still to fill. */
export const later = { title: 'Nothing recorded yet', text: 'It is filled by the next run; see Jobs below.' }
/** Text with a second line below it. */
export const cell = (text: string, sub?: string): DataCell => ({ text, ...(sub && { sub }) })
/** A number as it is written, and as it is. */
export const amount = (text: string, value: CsvCell): DataCell => ({ text, value })
