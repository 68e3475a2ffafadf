import { type ByteWriter, numberBytes, reserve, writeBytes, writeNumber, writeText } from './byte-writer.ts'
import { timestampBytes } from './timestamp-text.ts'

/** One result: values in answering order (`NaN` = none) with the text of their timestamps in the same order. */
export type ResultPart = {
  readonly id: string
  readonly label: string
  readonly values: Float64Array
  readonly timestamps: Uint8Array
  /** Steps `[from, to)` of the values that this page holds. */
  readonly from: number
  readonly to: number
  readonly status: 'Complete' | 'PartialData' | 'InternalError'
}

/** Writes one member of MetricDataResults. */
export function writeResult(writer: ByteWriter, part: ResultPart): void {
  writeText(writer, `{"Id":"${part.id}","Label":${JSON.stringify(part.label)},"Timestamps":[`)
  writeTimestamps(writer, part)
  writeText(writer, '],"Values":[')
  writeValues(writer, part)
  writeText(writer, `],"StatusCode":"${part.status}"}`)
}

function writeTimestamps(writer: ByteWriter, part: ResultPart): void {
  const startLength = writer.length
  let run = part.from
  for (let i = part.from; i <= part.to; i++) {
    if (i < part.to && !Number.isNaN(part.values[i])) continue
    if (i > run) writeBytes(writer, part.timestamps.subarray(run * timestampBytes, i * timestampBytes))
    run = i + 1
  }
  if (writer.length > startLength) writer.length--
}

function writeValues(writer: ByteWriter, part: ResultPart): void {
  const startLength = writer.length
  reserve(writer, (part.to - part.from) * (numberBytes + 1))
  for (let i = part.from; i < part.to; i++) {
    const value = part.values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    writeNumber(writer, value)
    writer.bytes[writer.length++] = 44
  }
  if (writer.length > startLength) writer.length--
}

/** First step after the `limit`-th value from `from` on, with the number of values on the way. */
export function stepAfter(values: Float64Array, from: number, limit: number): { to: number; count: number } {
  let count = 0
  let to = from
  for (; to < values.length; to++) {
    if (Number.isNaN(values[to])) continue
    if (count === limit) break
    count++
  }
  return { to, count }
}
