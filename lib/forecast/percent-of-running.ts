import type { Dimension } from '../model/capacity.ts'

/**
 * Demand of equal members from their average percentage. `values` are the percentages by the hour, `running` the
 * members that ran; capacity is of the whole at its `group-maximum` members. Where the percentage is summed over the
 * units of a member (`over`: a SageMaker instance with four GPUs reads 400 when all are busy), 100 is one unit.
 * Percentages above 100 are kept: a Fargate task bursts, and what it needs is what it used.
 */
export function percentOfRunningDemand(options: {
  readonly values: Float64Array
  /** Undefined: all members that may run. */
  readonly running: Float64Array | undefined
  readonly capacity: Float64Array
  readonly capacityOf: (dimension: Dimension) => Float64Array
  readonly over: 'cpu' | 'gpu' | undefined
}): Float64Array {
  const { values, running, capacity, capacityOf, over } = options
  const most = capacityOf('group-maximum')
  const units = over === undefined ? undefined : capacityOf(over)
  return values.map((value, hour) => {
    const members = most[hour] as number
    const perMember = (capacity[hour] as number) / members
    const ran = running === undefined ? members : (running[hour] as number)
    const unitsPerMember = units === undefined ? 1 : (units[hour] as number) / members
    return (ran * perMember * value) / (100 * unitsPerMember)
  })
}
