import { type Demand, hourlyDemand } from './demand.ts'

type Hourly = (fromHour: number, count: number) => Float64Array

/**
 * Members that target tracking keeps for a demand, by the hour: as many as hold `perMember` each, between the limits.
 * Equal limits keep them as they are. Tracking follows the plan and not its noise.
 */
export function trackedMembers(options: {
  readonly demand: Demand
  readonly perMember: number
  readonly min: number
  readonly max: number
}): Hourly {
  const { demand, perMember, min, max } = options
  if (min === max) return (_fromHour, count) => new Float64Array(count).fill(max)
  const planned: Demand = { ...demand, hourNoise: 0, dayNoise: 0 }
  return (fromHour, count) =>
    hourlyDemand(planned, fromHour, count).map((need) =>
      Math.min(max, Math.max(min, Math.ceil(need / perMember - 1e-6))),
    )
}

/** Percentage at which so many members carry the demand; above 100 where they are too few. */
export function percentUsed(options: {
  readonly demand: Demand
  readonly members: Hourly
  readonly perMember: number
}): Hourly {
  const { demand, members, perMember } = options
  return (fromHour, count) => {
    const fleet = members(fromHour, count)
    return hourlyDemand(demand, fromHour, count).map(
      (need, i) => (100 * need) / ((fleet[i] as number) * perMember),
    )
  }
}
