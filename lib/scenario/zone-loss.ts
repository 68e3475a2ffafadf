import type { Resource } from '../model/resource.ts'
import type { ZoneRehearsal } from '../model/scenario.ts'
import { hourMs } from '../model/time.ts'
import type { HourlyDemand } from './hours.ts'

/** Share of what is left that stays usable: a tenth is kept for the uneven moment after the loss. */
const usableShare = 0.9

export type ZoneInput = {
  readonly resource: Resource
  /** CPU demand by the hour at the median and at the 90 % path; absent = no forecast. */
  readonly median?: HourlyDemand
  readonly high?: HourlyDemand
  /** CPU of the whole resource at its most members. */
  readonly capacity?: number
  /** Share of a member that its scaling policy keeps; absent = a fixed size. */
  readonly target?: number
}

/**
 * Removes each zone in turn at every hour: whole members, the fullest of n zones first, and what is left has to carry
 * the hour's demand. Undefined where members of the class do not stand in for each other across zones.
 */
export function rehearseZones(input: ZoneInput): ZoneRehearsal | undefined {
  const { resource } = input
  if (resource.resourceClass === 'rds-instance') return ofDatabase(resource)
  if (resource.resourceClass === 'ec2-instance') return alone(resource, 'one instance')
  if (!['asg', 'ecs-capacity-provider', 'ecs-service', 'eks-node-pool'].includes(resource.resourceClass))
    return undefined
  if (resource.zoneCount < 2) return alone(resource, 'all its members')
  return ofMembers(input)
}

function ofDatabase({ facts }: Resource): ZoneRehearsal | undefined {
  if (facts.multiAz === undefined) return undefined
  if (facts.multiAz === true)
    return rehearsal(2, {
      text: 'Survives the loss of a zone: the standby in another zone takes over, after one to two minutes.',
    })
  return rehearsal(1, {
    hoursAbove: 1,
    hoursAboveHigh: 1,
    text: 'Does not survive the loss of its zone: there is no standby in another one.',
  })
}

function alone({ facts }: Resource, what: string): ZoneRehearsal {
  const zone = typeof facts.zone === 'string' ? facts.zone : 'one zone'
  return rehearsal(1, {
    hoursAbove: 1,
    hoursAboveHigh: 1,
    text: `Does not survive the loss of its zone: ${what} in ${zone}.`,
  })
}

function rehearsal(zones: number, rest: Partial<ZoneRehearsal> & { readonly text: string }): ZoneRehearsal {
  return { zones, hours: 0, hoursAbove: 0, hoursAboveHigh: 0, missing: 0, ...rest }
}

function ofMembers(input: ZoneInput): ZoneRehearsal | undefined {
  const { resource, median, high, capacity } = input
  const most = Number(resource.facts.maxSize ?? resource.count)
  if (!median || !high || capacity === undefined || !(most > 0)) return undefined
  const least = Number(resource.facts.minSize ?? most)
  const perMember = capacity / most
  const zones = resource.zoneCount
  const inService = (demand: number) => {
    const asked = input.target === undefined ? resource.count : Math.ceil(demand / (input.target * perMember))
    return Math.min(most, Math.max(least, asked))
  }
  /** Members too few in the moment of the loss. */
  const missingAt = (demand: number) => {
    const members = inService(demand)
    const left = members - Math.ceil(members / zones)
    return Math.max(0, Math.ceil(demand / (usableShare * perMember) - 1e-9) - left)
  }
  let [hoursAbove, hoursAboveHigh, missing] = [0, 0, 0]
  let firstMs: number | undefined
  median.values.forEach((demand, hour) => {
    if (missingAt(demand) > 0) hoursAbove++
    const short = missingAt(high.values[hour] ?? demand)
    if (short === 0) return
    hoursAboveHigh++
    missing = Math.max(missing, short)
    firstMs ??= median.startMs + hour * hourMs
  })
  const hours = median.values.length
  const text = textOf({ zones, hours, hoursAbove, hoursAboveHigh, missing })
  return {
    zones,
    hours,
    hoursAbove,
    hoursAboveHigh,
    missing,
    text,
    ...(firstMs === undefined ? {} : { firstMs }),
  }
}

type Found = Pick<ZoneRehearsal, 'zones' | 'hours' | 'hoursAbove' | 'hoursAboveHigh' | 'missing'>

function textOf({ zones, hours, hoursAbove, hoursAboveHigh, missing }: Found): string {
  const rehearsed = `each of its ${zones} zones was taken away at each of ${hours} hours`
  if (hoursAboveHigh === 0)
    return `Survives the loss of a zone: ${rehearsed}, and the rest carried the load in all of them.`
  const members = missing === 1 ? 'one member' : `${missing} members`
  if (hoursAbove === 0)
    return `Probably survives the loss of a zone: ${rehearsed}; on the upper path of the forecast ${hoursAboveHigh} of them are too much, by ${members} at the worst.`
  return `Does not survive the loss of a zone: ${rehearsed}, and the rest was too few in ${hoursAbove} of them (${hoursAboveHigh} on the upper path of the forecast), by ${members} at the worst.`
}
