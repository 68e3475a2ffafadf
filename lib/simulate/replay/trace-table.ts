import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError, errorText } from '#lib/errors.ts'
import { malformed } from './replay-file.ts'
import { traceNumber } from './trace-number.ts'

/** One recorded series as it stands in the file: times in epoch seconds, any order; `NaN` = no sample. */
export type RawTrace = { readonly times: Float64Array; readonly values: Float64Array }

export type TableRequest = {
  readonly dir: string
  readonly file: string
  readonly layout: 'long' | 'wide'
  readonly keys: readonly string[]
}

const unzip = promisify(gunzip)
const comma = 44
const newline = 10
const carriageReturn = 13

/** Reads the wanted series of one CSV file, plain or gzipped. Throws one `AppError` naming file and line. */
export async function readTable(request: TableRequest): Promise<Map<string, RawTrace>> {
  const path = join(request.dir, request.file)
  const bytes = await readBytes(path)
  return request.layout === 'wide' ? readWide(bytes, path, request.keys) : readLong(bytes, path, request.keys)
}

async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AppError(
      'not-found',
      `Cannot replay ${path}: replay.json names it, but it cannot be read.`,
      error,
    )
  })
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  return unzip(bytes).catch((error: unknown) => {
    throw malformed(path, `it is not whole (${errorText(error)})`)
  })
}

function headerOf(bytes: Uint8Array): { readonly names: string[]; readonly end: number } {
  const found = bytes.indexOf(newline)
  const end = found === -1 ? bytes.length : found
  const text = Buffer.from(bytes.subarray(0, end))
    .toString()
    .replace(/^\uFEFF/, '')
    .trim()
  return { names: text.split(',').map((name) => name.trim()), end: end + 1 }
}

function columnOf(names: readonly string[], name: string, path: string): number {
  const column = names.indexOf(name)
  if (column === -1) throw malformed(path, `it has no column ${name}`)
  return column
}

function lineCount(bytes: Uint8Array, from: number): number {
  let count = 1
  for (let i = bytes.indexOf(newline, from); i !== -1; i = bytes.indexOf(newline, i + 1)) count++
  return count
}

/** Called for each cell; `line` counts from 1, the header included. */
type CellVisitor = (line: number, column: number, start: number, end: number) => void

/** Visits every cell of every line that is not blank. */
function visitCells(bytes: Uint8Array, from: number, visit: CellVisitor): void {
  let line = 2
  let at = from
  while (at < bytes.length) {
    const found = bytes.indexOf(newline, at)
    const next = found === -1 ? bytes.length : found
    const end = next > at && bytes[next - 1] === carriageReturn ? next - 1 : next
    let column = 0
    let start = at
    for (let i = at; i <= end && end > at; i++) {
      if (i < end && bytes[i] !== comma) continue
      visit(line, column++, start, i)
      start = i + 1
    }
    at = next + 1
    line++
  }
}

function readWide(bytes: Uint8Array, path: string, keys: readonly string[]): Map<string, RawTrace> {
  const header = headerOf(bytes)
  const timeColumn = columnOf(header.names, 't', path)
  const rows = lineCount(bytes, header.end)
  const times = new Float64Array(rows).fill(Number.NaN)
  const columns: (Float64Array | undefined)[] = header.names.map(() => undefined)
  columns[timeColumn] = times
  for (const key of keys) columns[columnOf(header.names, key, path)] = new Float64Array(rows).fill(Number.NaN)
  visitCells(bytes, header.end, (line, column, start, end) => {
    const target = columns[column]
    if (target !== undefined) target[line - 2] = cellNumber({ bytes, path, line }, start, end)
  })
  return new Map(keys.map((key) => [key, { times, values: columns[header.names.indexOf(key)] ?? times }]))
}

function readLong(bytes: Uint8Array, path: string, keys: readonly string[]): Map<string, RawTrace> {
  const header = headerOf(bytes)
  if (header.names[0] !== 'series_id') throw malformed(path, 'its first column is not series_id')
  const timeColumn = columnOf(header.names, 't', path)
  const valueColumn = columnOf(header.names, 'value', path)
  const found = new Map(keys.map((key) => [key, { times: [] as number[], values: [] as number[] }]))
  let current: { times: number[]; values: number[] } | undefined
  visitCells(bytes, header.end, (line, column, start, end) => {
    if (column === 0) {
      current = found.get(Buffer.from(bytes.subarray(start, end)).toString())
      current?.times.push(Number.NaN)
      current?.values.push(Number.NaN)
    } else if (current !== undefined && (column === timeColumn || column === valueColumn)) {
      const target = column === timeColumn ? current.times : current.values
      target[target.length - 1] = cellNumber({ bytes, path, line }, start, end)
    }
  })
  for (const [key, { times }] of found) {
    if (times.length === 0) throw malformed(path, `it has no rows of series ${key}`)
  }
  return new Map(
    [...found].map(([key, { times, values }]) => {
      return [key, { times: Float64Array.from(times), values: Float64Array.from(values) }]
    }),
  )
}

type CellPlace = { readonly bytes: Uint8Array; readonly path: string; readonly line: number }

function cellNumber({ bytes, path, line }: CellPlace, start: number, end: number): number {
  const value = traceNumber(bytes, start, end)
  if (value !== undefined) return value
  const text = Buffer.from(bytes.subarray(start, end)).toString()
  throw malformed(path, `line ${line} has '${text}' where a number or nothing is expected`)
}
