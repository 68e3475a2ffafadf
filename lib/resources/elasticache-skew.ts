/** Above this the load of a group sits on one shard: more of the same nodes help little. */
export const hotShardSkew = 1.5

/** Load of the busiest shard over the mean of all; 1 is even. Undefined with fewer than two observed or no load. */
export function shardSkew(loads: readonly number[]): number | undefined {
  const seen = loads.filter((load) => Number.isFinite(load))
  const mean = seen.reduce((sum, load) => sum + load, 0) / seen.length
  return seen.length < 2 || !(mean > 0) ? undefined : Math.max(...seen) / mean
}
