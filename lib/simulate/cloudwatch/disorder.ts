import { unitHash } from '../faults.ts'
import { timestampBytes } from './timestamp-text.ts'

/** Whole numbers below `count` in an order that the seed decides. */
export function unitOrder(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(unitHash(seed, 14, i) * (i + 1))
    const held = order[i] as number
    order[i] = order[j] as number
    order[j] = held
  }
  return order
}

/** The same where a call is out of order; undefined where it is not. */
export function orderOf(count: number, shuffle: number | undefined): Uint32Array | undefined {
  return shuffle === undefined ? undefined : unitOrder(count, shuffle)
}

type Points = { readonly values: Float64Array; readonly timestamps: Uint8Array }

/** Values and their timestamps in that order. */
export function mix({ values, timestamps }: Points, order: Uint32Array): Points {
  const mixed = new Uint8Array(order.length * timestampBytes)
  order.forEach((from, to) => {
    mixed.set(timestamps.subarray(from * timestampBytes, (from + 1) * timestampBytes), to * timestampBytes)
  })
  return { values: Float64Array.from(order, (from) => values[from] ?? Number.NaN), timestamps: mixed }
}
