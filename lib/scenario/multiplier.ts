import type { Dimension } from '../model/capacity.ts'
import type { Resource } from '../model/resource.ts'
import type { Assumption, Scenario } from '../model/scenario.ts'
import type { EpochMs } from '../model/time.ts'
import { normalQuantile } from '../stats/random.ts'

/** Dimensions that follow the load. Data kept, memory held and GPUs allocated do not multiply with a day's traffic. */
const loadDimensions: readonly Dimension[] = [
  'cpu',
  'iops',
  'throughput',
  'network',
  'connections',
  'requests',
  'read-units',
  'write-units',
  'pods',
  'acu',
  'ecpu',
  'group-maximum',
]

export const followsLoad = (dimension: Dimension) => loadDimensions.includes(dimension)

/** Whether an assumption concerns a resource: by team and account, and load from outside never reaches non-production. */
export function concerns({ teams, accounts }: Assumption, resource: Resource): boolean {
  if (resource.serviceTier === 'non-production') return false
  const team = teams.length === 0 || (resource.team !== undefined && teams.includes(resource.team))
  return team && (accounts.length === 0 || accounts.includes(resource.accountId))
}

const tenth = normalQuantile(0.9)

type Sized = Exclude<Assumption, { kind: 'zone-loss' }>

/** The size of an assumption at a level: log-normal on either side of its median, through its 10 and 90 % values. */
export function sizeAt({ factor, low, high }: Pick<Sized, 'factor' | 'low' | 'high'>, level: number): number {
  const z = normalQuantile(Math.min(0.999, Math.max(0.001, level))) / tenth
  const side = z < 0 ? Math.log(factor / Math.min(low, factor)) : Math.log(Math.max(high, factor) / factor)
  return factor * Math.exp(z * side)
}

/** Chance that an assumption of this size is above a multiple. */
export function chanceAbove(size: Pick<Sized, 'factor' | 'low' | 'high'>, multiple: number): number {
  let [from, to] = [0, 1]
  for (let i = 0; i < 30; i++) {
    const level = (from + to) / 2
    if (sizeAt(size, level) > multiple) to = level
    else from = level
  }
  return 1 - to
}

function multiplierOf(assumption: Sized, atMs: EpochMs, level: number): number {
  const size = sizeAt(assumption, level)
  if (assumption.kind === 'step') return atMs >= assumption.atMs ? size : 1
  const { fromMs, toMs } = assumption
  if (assumption.kind === 'event') return atMs >= fromMs && atMs < toMs ? size : 1
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / Math.max(1, toMs - fromMs)))
  return 1 + (size - 1) * share
}

/** Demand of a resource and dimension over that of the baseline, at an instant; sizes at `level` of their spread. */
export function multiplierAt(
  { assumptions }: Pick<Scenario, 'assumptions'>,
  at: {
    readonly resource: Resource
    readonly dimension: Dimension
    readonly atMs: EpochMs
    readonly level: number
  },
): number {
  if (!followsLoad(at.dimension)) return 1
  return assumptions.reduce(
    (product, one) =>
      one.kind === 'zone-loss' || !concerns(one, at.resource)
        ? product
        : product * multiplierOf(one, at.atMs, at.level),
    1,
  )
}
