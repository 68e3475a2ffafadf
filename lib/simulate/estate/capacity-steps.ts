/** From `fromHour` on (hours since the epoch) this much; in time order, the first holds for all time before it. */
export type CapacityStep = { readonly fromHour: number; readonly amount: number }

/** The amount in force at each of `count` hours. */
export function stepValues(steps: readonly CapacityStep[], fromHour: number, count: number): Float64Array {
  const values = new Float64Array(count)
  let index = 0
  for (let i = 0; i < count; i++) {
    while (index + 1 < steps.length && (steps[index + 1] as CapacityStep).fromHour <= fromHour + i) index++
    values[i] = steps[index]?.amount ?? Number.NaN
  }
  return values
}

/** The amount in force at one hour. */
export function stepAt(steps: readonly CapacityStep[], hour: number): number {
  return stepValues(steps, hour, 1)[0] as number
}
