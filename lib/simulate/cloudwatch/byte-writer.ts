/** Growing byte buffer that writes JSON numbers and ASCII text without making strings of the numbers. */
export type ByteWriter = {
  bytes: Uint8Array
  length: number
}

export function openWriter(size: number): ByteWriter {
  return { bytes: new Uint8Array(size), length: 0 }
}

export function reserve(writer: ByteWriter, extra: number): void {
  const needed = writer.length + extra
  if (needed <= writer.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, writer.bytes.length * 2))
  grown.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = grown
}

const encoder = new TextEncoder()

export function writeText(writer: ByteWriter, text: string): void {
  reserve(writer, text.length * 3)
  writer.length += encoder.encodeInto(text, writer.bytes.subarray(writer.length)).written
}

export function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  reserve(writer, bytes.length)
  writer.bytes.set(bytes, writer.length)
  writer.length += bytes.length
}

const zero = 48
const dot = 46
const minus = 45
/** Longest text of a double in JSON. */
export const numberBytes = 26

/**
 * Writes a finite number, as short as possible while it stays the same float32: whole numbers and numbers of up to
 * nine decimals digit by digit, all others as JavaScript prints them. The caller has reserved `numberBytes`.
 */
export function writeNumber(writer: ByteWriter, value: number): void {
  const size = Math.abs(value)
  if (size >= 0x7fffffff || (size < 0.1 && size !== 0)) {
    writePrinted(writer, value)
    return
  }
  let whole = Math.floor(size)
  let fraction = Math.round((size - whole) * 1e9)
  if (fraction === 1e9) {
    whole++
    fraction = 0
  }
  const short = whole + fraction / 1e9
  if (Math.fround(short) !== Math.fround(size)) {
    writePrinted(writer, value)
    return
  }
  if (value < 0) writer.bytes[writer.length++] = minus
  writer.length = writeWhole(writer.bytes, writer.length, whole)
  if (fraction !== 0) writer.length = writeFraction(writer.bytes, writer.length, fraction)
}

function writePrinted(writer: ByteWriter, value: number): void {
  const text = String(value)
  for (let i = 0; i < text.length; i++) writer.bytes[writer.length++] = text.charCodeAt(i)
}

function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  let digits = 1
  for (let bound = 10; value >= bound; bound *= 10) digits++
  let rest = value | 0
  for (let i = at + digits - 1; i >= at; i--) {
    const next = (rest / 10) | 0
    bytes[i] = zero + (rest - next * 10)
    rest = next
  }
  return at + digits
}

/** `fraction` in billionths, without trailing zeros. */
function writeFraction(bytes: Uint8Array, at: number, fraction: number): number {
  let rest = fraction | 0
  let digits = 9
  while (rest % 10 === 0) {
    rest = (rest / 10) | 0
    digits--
  }
  bytes[at] = dot
  for (let i = at + digits; i > at; i--) {
    const next = (rest / 10) | 0
    bytes[i] = zero + (rest - next * 10)
    rest = next
  }
  return at + digits + 1
}
