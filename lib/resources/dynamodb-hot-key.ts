/** Below this share of what is provisioned, throttling has another cause than the table's throughput. */
export const hotKeyShare = 0.8

/** A partition of a table gives at most this much, whatever the table has (DynamoDB Developer Guide, "Best practices for designing partition keys"). */
export const partitionMaximum = { readUnits: 3000, writeUnits: 1000 } as const

export type ThrottledUse = {
  /** Units a second that were consumed, in the busiest of the minutes with throttling. */
  readonly consumed: number
  /** Units a second that were provisioned or allowed then. */
  readonly capacity: number
  /** Requests that were throttled. */
  readonly throttles: number
}

export type Throttling = 'none' | 'hot-key' | 'throughput' | 'unknown'

/**
 * What throttling comes from. A table throttles as a whole when it uses what it has; where it throttles below 80 % of
 * that, one partition is asked for more than its share: a hot key, which no more throughput of the table helps.
 * `unknown`: throttled, and what was provisioned then is not known.
 */
export function throttlingOf({ consumed, capacity, throttles }: ThrottledUse): Throttling {
  if (!(throttles > 0)) return 'none'
  if (!(capacity > 0) || !(consumed >= 0)) return 'unknown'
  return consumed < hotKeyShare * capacity ? 'hot-key' : 'throughput'
}
