import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import {
  asyncBufferFromFile,
  type Compressors,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet'
import { columnName } from './export-line.ts'
import type { RowReader } from './rows.ts'

/** Snappy, which AWS writes, the library reads itself; the others come with Node. */
const compressors: Compressors = {
  GZIP: (bytes) => gunzipSync(bytes),
  ZSTD: (bytes) => zstdDecompressSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
}

/** Rows of a Parquet file, one group of rows in memory at a time, and of it only the columns that are read. */
export const parquetRows: RowReader = async function* (path, columns) {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file)
  const titles = parquetSchema(metadata).children.map(({ element }) => element.name)
  const read = titles.filter(columns.isRead)
  columns.check(read.map(columnName))
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    const rows = await parquetReadObjects({ file, metadata, columns: read, rowStart, rowEnd, compressors })
    for (const row of rows) {
      yield { cells: new Map(Object.entries(row).map(([title, value]) => [columnName(title), value])) }
    }
    rowStart = rowEnd
  }
}
