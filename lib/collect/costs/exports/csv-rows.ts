import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { AppError } from '#lib/errors.ts'
import { columnName } from './export-line.ts'
import type { ExportRow, RowReader } from './rows.ts'

/** Longer records are a broken quote that swallows the file. */
const recordBytesMax = 1 << 20

/** Rows of a CSV file, packed or not, one at a time. A record that is no CSV is passed on with what is wrong. */
export const csvRows: RowReader = async function* (path, columns) {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: recordBytesMax,
  })
  const source = createReadStream(path)
  const failed = (error: unknown) => error && parser.destroy(error instanceof Error ? error : undefined)
  if (/\.gz$/i.test(path)) pipeline(source, createGunzip(), parser, failed)
  else pipeline(source, parser, failed)
  let header: readonly { readonly at: number; readonly name: string }[] | undefined
  let width = 0
  for await (const record of parser as AsyncIterable<readonly string[]>) {
    if (header === undefined) {
      width = record.length
      header = record.flatMap((title, at) => (columns.isRead(title) ? [{ at, name: columnName(title) }] : []))
      columns.check(header.map(({ name }) => name))
      continue
    }
    yield rowOf(record, header, width)
  }
  if (header === undefined)
    throw new AppError('invalid-input', 'The file is empty: it has not even a header.')
}

function rowOf(
  record: readonly string[],
  header: readonly { readonly at: number; readonly name: string }[],
  width: number,
): ExportRow {
  if (record.length !== width)
    return { fault: `it has ${record.length} fields where the header has ${width}` }
  return { cells: new Map(header.map(({ at, name }) => [name, record[at]])) }
}
