/** A 32-bit word from two: multiply-xorshift mixing (constants of C. Wellons' hash prospector, lowbias32). */
export function mix(seed: number, value: number): number {
  let word = (seed ^ Math.imul(value | 0, 0x9e3779b1)) | 0
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return (word ^ (word >>> 15)) >>> 0
}

/** Uniform on [0, 1), a pure function of its arguments. */
export function unit(seed: number, value: number): number {
  return mix(seed, value) / 4294967296
}

/** Symmetric noise on (-1, 1), the sum of two uniforms: standard deviation 0.408. */
export function noise(seed: number, value: number): number {
  const word = mix(seed, value)
  return ((word & 0xffff) + (word >>> 16) - 65535) / 65536
}

/** A seed for a named thing: FNV-1a over the text, mixed with the estate's seed. */
export function seedOf(seed: number, text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return mix(seed, value)
}

/** `length` hexadecimal digits for an id such as `i-0a1b...`. */
export function hexId(seed: number, length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i++) text += mix(seed, i).toString(16).padStart(8, '0')
  return text.slice(0, length)
}
