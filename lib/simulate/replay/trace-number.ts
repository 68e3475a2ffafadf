const zero = 48
const nine = 57
const dot = 46
const minus = 45

/** Powers of ten that are exact doubles. */
const powers = Array.from({ length: 23 }, (_, i) => 10 ** i)

/**
 * The number in `bytes[start, end)`: `NaN` for an empty cell and for what is not finite, `undefined` for what is no
 * number. Plain decimals of up to 15 digits are read without making a string, and correctly rounded.
 */
export function traceNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (start >= end) return Number.NaN
  const negative = bytes[start] === minus
  let digits = 0
  let decimals = -1
  let mantissa = 0
  for (let i = negative ? start + 1 : start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte === dot && decimals < 0) {
      decimals = 0
      continue
    }
    if (byte < zero || byte > nine || digits === 15) return oddNumber(bytes, start, end)
    mantissa = mantissa * 10 + (byte - zero)
    digits++
    if (decimals >= 0) decimals++
  }
  if (digits === 0) return oddNumber(bytes, start, end)
  const value = decimals > 0 ? mantissa / (powers[decimals] ?? 1) : mantissa
  return negative ? -value : value
}

/** Exponents, many digits, blanks, `nan`, `inf`. */
function oddNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1').trim()
  if (text === '' || /^[-+]?(nan|inf|infinity)$/i.test(text)) return Number.NaN
  const value = Number(text)
  if (Number.isNaN(value)) return undefined
  return Number.isFinite(value) ? value : Number.NaN
}
