import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, dayStart, type EpochMs, hourMs } from '#lib/model/time.ts'
import { createdMs, type PlacedResource } from './replay-inventory.ts'

/** Cost Explorer calls days of the last two days estimated. */
const estimatedMs = 2 * dayMs

export type CostRequest = {
  readonly placed: readonly PlacedResource[]
  readonly accountId: string
  readonly day: string
  readonly nowMs: EpochMs
}

/** List price of the hours that the recorded resources ran on one day, by service and by team tag. */
export function replayCosts(request: CostRequest): CostDay[] {
  const { accountId, day, nowMs } = request
  const byService = new Map<string, number>()
  const byTeam = new Map<string, number>()
  for (const placed of request.placed) {
    const usd = dayUsd(placed, dayStart(day), nowMs)
    if (usd === 0) continue
    const isDatabase = placed.resource.resourceClass === 'rds-instance'
    add(
      byService,
      isDatabase ? 'Amazon Relational Database Service' : 'Amazon Elastic Compute Cloud - Compute',
      usd,
    )
    add(byTeam, placed.resource.tags.team ?? '', usd)
  }
  const estimated = dayStart(day) + dayMs > nowMs - estimatedMs
  const row = (grouping: CostDay['grouping'], [key, usd]: [string, number]): CostDay => {
    return { day, accountId, grouping, key, usd, estimated }
  }
  return [
    ...[...byService].map((entry) => row('service', entry)),
    ...[...byTeam].map((entry) => row('team', entry)),
  ]
}

function add(sums: Map<string, number>, key: string, usd: number): void {
  sums.set(key, (sums.get(key) ?? 0) + usd)
}

/** Hours under each shape, up to `nowMs`; a stopped one costs nothing. */
function dayUsd(placed: PlacedResource, dayStartMs: EpochMs, nowMs: EpochMs): number {
  const { shapes } = placed.resource
  const endMs = Math.min(dayStartMs + dayMs, nowMs)
  let usd = 0
  shapes.forEach((shape, index) => {
    const next = shapes[index + 1]
    const beganMs = index === 0 ? createdMs(placed) : (shape.fromS ?? 0) * 1000 + placed.shiftMs
    const endedMs = next === undefined ? endMs : (next.fromS ?? 0) * 1000 + placed.shiftMs
    const hours = Math.max(0, Math.min(endMs, endedMs) - Math.max(dayStartMs, beganMs)) / hourMs
    if (shape.vcpu > 0) usd += hours * shape.hourlyUsd * shape.count
  })
  return usd
}
