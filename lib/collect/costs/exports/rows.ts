import type { Cells } from './export-line.ts'

/** A row by its columns, or what is wrong with it. */
export type ExportRow = { readonly cells: Cells } | { readonly fault: string }

export type Columns = {
  /** Is a column of this title of any use? */
  readonly isRead: (title: string) => boolean
  /** Throws `AppError` where a column is missing without which no row can be read. */
  readonly check: (names: readonly string[]) => void
}

/** Reads a file from disk row by row, in memory that does not grow with the file. */
export type RowReader = (path: string, columns: Columns) => AsyncGenerator<ExportRow>
