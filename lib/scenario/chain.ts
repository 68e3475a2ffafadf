import { dimensionUnits } from '../model/capacity.ts'
import type { Forecast } from '../model/forecast.ts'
import type { Limit } from '../model/limit.ts'
import { concerns } from '../model/planned-event.ts'
import type { Resource } from '../model/resource.ts'
import type { Assumption, ChainLink } from '../model/scenario.ts'
import { type EpochMs, hourMs } from '../model/time.ts'
import { chanceAbove } from './multiplier.ts'
import type { Hours } from './rehearse.ts'
import { boundOf, loadForecasts, type Subject } from './subject.ts'

export type PlannedLoad = Extract<Assumption, { kind: 'event' }>

/** What one subject adds to the chain: its own links, and the members that take addresses and quota. */
export type ChainPart = { readonly links: readonly ChainLink[]; readonly fleet?: Fleet }

type PartInput = {
  readonly event: PlannedLoad
  readonly subject: Subject
  readonly hoursOf: (forecast: Forecast) => Hours
}

/** The part of one subject in the chain of an event; none where the event does not concern it. */
export function chainPart(input: PartInput): ChainPart {
  if (!concerns(input.event, input.subject.resource)) return { links: [] }
  const fleet = membersAt(input)
  return { links: resourceLinks(input), ...(fleet ? { fleet } : {}) }
}

export type ChainInput = {
  readonly event: PlannedLoad
  readonly parts: readonly ChainPart[]
  readonly limits: readonly Limit[]
}

/** Everything that a load passes through, by how much of it each link bears: the first breaks first. */
export function chainOf({ event, parts, limits }: ChainInput): readonly ChainLink[] {
  const fleets = parts.flatMap(({ fleet }) => fleet ?? [])
  const own = parts.flatMap(({ links }) => links)
  return [...own, ...limitLinks({ event, fleets, limits })].sort((a, b) => a.breaksAt - b.breaksAt)
}

type Peak = { readonly demand: number; readonly atMs: EpochMs }

function peakIn({ median }: Hours, { fromMs, toMs }: PlannedLoad): Peak | undefined {
  let peak: Peak | undefined
  for (let atMs = fromMs; atMs < toMs; atMs += hourMs) {
    const demand = median.values[Math.floor((atMs - median.startMs) / hourMs)]
    if (demand !== undefined && demand > (peak?.demand ?? 0)) peak = { demand, atMs }
  }
  return peak
}

function resourceLinks({ event, hoursOf, subject }: PartInput): readonly ChainLink[] {
  const { resource } = subject
  return loadForecasts(subject).flatMap((forecast) => {
    const peak = peakIn(hoursOf(forecast), event)
    const bound = boundOf(forecast)
    if (!peak || !(peak.demand > 0) || !(bound > 0)) return []
    const breaksAt = bound / peak.demand
    const { dimension } = forecast
    return [
      {
        kind: dimension === 'group-maximum' || dimension === 'connections' ? dimension : 'resource',
        name: resource.name,
        resourceId: resource.id,
        ...(resource.team === undefined ? {} : { team: resource.team }),
        breaksAt,
        chance: chanceAbove(event, breaksAt),
        atMs: peak.atMs,
        text: `${round(peak.demand)} of ${round(bound)} ${dimensionUnits[dimension]} without it`,
      } as const,
    ]
  })
}

type Fleet = {
  readonly resource: Resource
  readonly atMs: EpochMs
  readonly members: number
  readonly vcpu: number
}

type LimitInput = {
  readonly event: PlannedLoad
  readonly fleets: readonly Fleet[]
  readonly limits: readonly Limit[]
}

/** Members that groups and tasks have at an event's highest hour, and their vCPU. */
function membersAt({ event, hoursOf, subject: { resource, forecasts } }: PartInput): Fleet | undefined {
  const members = forecasts.find(({ dimension }) => dimension === 'group-maximum')
  const peak = members && peakIn(hoursOf(members), event)
  const cpu = forecasts.find(({ dimension }) => dimension === 'cpu')
  const most = Number(resource.facts.maxSize)
  if (!peak || !(most > 0)) return undefined
  return {
    resource,
    atMs: peak.atMs,
    members: peak.demand,
    vcpu: (peak.demand * (cpu?.capacity ?? 0)) / most,
  }
}

function limitLinks({ event, fleets, limits }: LimitInput): readonly ChainLink[] {
  return limits.flatMap((limit) => {
    const here = fleets.filter(
      ({ resource }) => resource.accountId === limit.accountId && resource.region === limit.region,
    )
    if (here.length === 0 || limit.used === undefined) return []
    const subnets = limits.filter(
      ({ kind, accountId, region }) =>
        kind === 'subnet-addresses' && accountId === limit.accountId && region === limit.region,
    ).length
    const added = addedBy(limit, here, subnets)
    if (!added || !(added.each > 0)) return []
    const breaksAt = 1 + Math.max(0, limit.limit - limit.used) / added.each
    const atMs = here.reduce((first, one) => (one.members > first.members ? one : first)).atMs
    return [
      {
        kind: added.kind,
        name: limit.name,
        breaksAt,
        chance: chanceAbove(event, breaksAt),
        atMs,
        text: `${round(limit.used)} of ${round(limit.limit)} ${limit.unit} used; each multiple adds ${round(added.each)}`,
      } as const,
    ]
  })
}

/** What a further multiple of the load takes of a limit. Members are taken to spread evenly over the subnets. */
function addedBy(limit: Limit, here: readonly Fleet[], subnets: number) {
  if (limit.kind === 'subnet-addresses') {
    const members = here.reduce((sum, one) => sum + one.members, 0)
    return { kind: 'addresses', each: members / Math.max(1, subnets) } as const
  }
  if (limit.kind !== 'quota' || limit.unit !== 'vCPU') return undefined
  const families = /\(([A-Z, ]+)\)/.exec(limit.name)?.[1]?.split(/,\s*/)
  const counted = here.filter(({ resource }) => {
    if (families)
      return families.includes((resource.shape[0] ?? '').toUpperCase()) && resource.shape.includes('.')
    return /fargate/i.test(limit.name) && resource.resourceClass === 'ecs-service'
  })
  return { kind: 'quota', each: counted.reduce((sum, one) => sum + one.vcpu, 0) } as const
}

const round = (value: number) => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10)
