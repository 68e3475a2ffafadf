/**
 * Demand where the fullest member decides (brokers, shards, nodes): what the whole would need if every member were as
 * full as the fullest. `rows` are the members' samples on one grid of hours, percentages used or amounts that are free
 * (in units of `scale`); `capacity` and `members` are of the whole at that hour. An hour without any sample is a gap;
 * so is one whose free amount is above the capacity.
 */
export function worstMemberDemand(options: {
  readonly of: 'percent' | 'free'
  readonly scale: number
  readonly rows: readonly Float64Array[]
  readonly capacity: Float64Array
  readonly members: Float64Array
}): Float64Array {
  const { of, scale, rows, capacity, members } = options
  return capacity.map((whole, hour) => {
    const own = whole / (members[hour] as number)
    let worst = Number.NaN
    for (const row of rows) {
      const value = (row[hour] as number) * scale
      const share = of === 'percent' ? value / 100 : 1 - value / own
      if (share >= 0 && !(share <= worst)) worst = share
    }
    return whole * worst
  })
}
