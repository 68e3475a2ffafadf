import { existsSync, readFileSync, statSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { AppError, errorText } from './errors.ts'

const maxBytes = 20 * 1024 * 1024

/**
 * A CSV with the columns `time` (a UTC day or an instant) and `value`. Rows without a value are gaps and left out.
 * Throws `AppError` naming the line that cannot be read.
 */
export function readDriverFile(path: string): { readonly atMs: number; readonly value: number }[] {
  if (!existsSync(path)) throw new AppError('invalid-input', `There is no file ${path}. Correct \`file\`.`)
  if (statSync(path).size > maxBytes) {
    throw new AppError('invalid-input', `${path} is larger than ${maxBytes} bytes, the most that is read.`)
  }
  return rowsOf(path).flatMap((row, i) => {
    if (row.value === undefined || row.time === undefined) {
      throw new AppError('invalid-input', `${path}: the columns \`time\` and \`value\` are needed.`)
    }
    if (row.value === '') return []
    const atMs = Date.parse(row.time)
    const value = Number(row.value)
    if (Number.isNaN(atMs) || !Number.isFinite(value)) {
      const text = `${path}, line ${i + 2}: "${row.time},${row.value}" is no time with a number.`
      throw new AppError('invalid-input', text)
    }
    return [{ atMs, value }]
  })
}

function rowsOf(path: string): Record<string, string | undefined>[] {
  try {
    return parse(readFileSync(path, 'utf8'), { columns: true, bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new AppError('invalid-input', `${path}: ${errorText(error)}. Correct it.`)
  }
}
