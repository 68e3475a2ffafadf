import { sumMembers } from './members.ts'

/**
 * Demand of a fleet whose members come and go, from the members that were seen: members at that hour x the mean of
 * one. So members that nobody remembers do not make the past look smaller. `capacity` of the whole is that of
 * `sized` members (a group's maximum, or as many as run).
 */
export function meanOfMembersDemand(options: {
  readonly of: 'percent' | 'amount'
  readonly scale: number
  readonly rows: readonly Float64Array[]
  readonly running: Float64Array
  readonly capacity: Float64Array
  readonly sized: Float64Array
}): Float64Array {
  const { of, scale, rows, running, capacity, sized } = options
  if (rows.length === 0) return new Float64Array(running.length).fill(Number.NaN)
  const sum = sumMembers(rows, (sample) => sample * scale).values
  const living = sumMembers(rows, () => 1).values
  return sum.map((total, hour) => {
    const own = of === 'percent' ? (capacity[hour] as number) / (sized[hour] as number) / 100 : 1
    return (running[hour] as number) * own * (total / (living[hour] as number))
  })
}
