/** A deterministic stream: the same seed gives the same numbers. */
export type Random = {
  /** Uniform on [0, 1). */
  readonly uniform: () => number
  /** Standard normal, from the inverse distribution at 2^14 midpoints: |z| stays below 4.2. */
  readonly normal: () => number
  /** Whole number on [0, bound). */
  readonly below: (bound: number) => number
}

const tableBits = 14

/**
 * Inverse of the standard normal distribution, relative error below 1.2e-9.
 * Rational approximation of P. J. Acklam (2003); `p` outside (0, 1) gives an infinite value.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p < 0.02425) return normalTail(Math.sqrt(-2 * Math.log(p)))
  if (p > 1 - 0.02425) return -normalTail(Math.sqrt(-2 * Math.log(1 - p)))
  const q = p - 0.5
  const r = q * q
  const above =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239
  const under =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1
  return (above * q) / under
}

function normalTail(q: number): number {
  const above =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783
  const under =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q +
    1
  return above / under
}

const normalTable = Float64Array.from({ length: 1 << tableBits }, (_, i) =>
  normalQuantile((i + 0.5) / (1 << tableBits)),
)

/** 32-bit FNV-1a hash of the text's code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Fills the generator's state from one word. Steele, Lea and Flood (2014), 32-bit mixing variant. */
function splitMix(state: number): () => number {
  let word = state
  return () => {
    word = (word + 0x9e3779b9) | 0
    let mixed = word ^ (word >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) | 0
  }
}

/** A generator seeded by a text; sfc32 of PractRand (C. Doty-Humphrey). */
export function seededRandom(seed: string): Random {
  const mix = splitMix(hash(seed))
  let a = mix()
  let b = mix()
  let c = mix()
  let counter = 1
  const word = () => {
    const next = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + next
    return next
  }
  for (let i = 0; i < 12; i++) word()
  return {
    uniform: () => (word() >>> 0) / 4294967296,
    normal: () => normalTable[word() >>> (32 - tableBits)] as number,
    below: (bound) => Math.floor(((word() >>> 0) / 4294967296) * bound),
  }
}
