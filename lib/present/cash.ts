import type { Commitment, CommitmentDay } from '#lib/model/commitment.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { deltaOf, isSaving, sum } from './fleet.ts'

/** What Savings Plans and reservations in force may pay for. */
export type CommitmentFacts = {
  readonly commitments: readonly Commitment[]
  /** The last whole days. */
  readonly days: readonly CommitmentDay[]
}

/** How much of a list saving is cash, by kind of spend. */
export type CashRule = {
  /** Share of a list saving of this class that leaves the bill until the commitments end; `null` = not known. */
  readonly shareOf: (resourceClass: ResourceClass) => number | null
  /** Until then; absent where no commitment is in force. */
  readonly untilMs?: EpochMs
  readonly text: string
}

/** Classes whose hours a Compute Savings Plan pays for (EC2, Fargate; Savings Plans User Guide). */
const planned: ReadonlySet<ResourceClass> = new Set([
  'ec2-instance',
  'asg',
  'gpu-pool',
  'eks-node-pool',
  'ecs-capacity-provider',
  'ecs-service',
])
const daysInMonth = 730 / 24

/**
 * Commitments are owed whatever runs, and float over the organization: a change first frees hours that were billed on
 * demand, and what is freed beyond those saves nothing until the commitments end. So of all list savings of the
 * classes that plans cover, at most the spend that is still on demand is cash until then. Other classes are cash at once
 * unless reservations are in force for their service.
 */
export function cashRule(
  rows: readonly FleetRow[],
  { commitments, days }: CommitmentFacts,
  nowMs: EpochMs,
): CashRule {
  const active = commitments.filter(({ startMs, endMs }) => startMs <= nowMs && endMs > nowMs)
  if (active.length === 0) {
    return { shareOf: () => 1, text: 'No commitment is in force: list savings are cash at once.' }
  }
  const untilMs = Math.max(...active.map(({ endMs }) => endMs))
  const plans = active.filter(({ kind }) => kind === 'savings-plan')
  const reserved = new Set(
    active.filter(({ kind }) => kind === 'reservation').map(({ appliesTo }) => appliesTo),
  )
  const share = plans.length === 0 ? 1 : planShare(rows, days)
  const shareOf = (resourceClass: ResourceClass) => {
    if (planned.has(resourceClass)) return reserved.has('ec2') ? null : share
    return reserved.has('rds') && resourceClass === 'rds-instance' ? null : 1
  }
  return { shareOf, untilMs, text: ruleText(share) }
}

function planShare(rows: readonly FleetRow[], days: readonly CommitmentDay[]): number | null {
  if (days.length === 0) return null
  const onDemand = (sum(days.map(({ onDemandUsd }) => onDemandUsd)) / days.length) * daysInMonth
  const freed = -sum(
    rows.filter((row) => isSaving(row) && planned.has(row.resource.resourceClass)).map(deltaOf),
  )
  return freed <= 0 ? 1 : Math.min(1, onDemand / freed)
}

function ruleText(share: number | null): string {
  if (share === null)
    return 'How much of the spend is on demand is not known yet, so cash of EC2 and Fargate is not.'
  const percent = Math.round(100 * share)
  return percent === 100
    ? 'What is still billed on demand is more than these changes free: all of it is cash.'
    : `Savings Plans stay owed: ${percent}% of what EC2 and Fargate would save is cash until they end, all of it after.`
}

/** Change of the bill a month until the commitments end; `null` = not known. Upsizes are paid in full. */
export function cashOf(row: FleetRow, { shareOf }: CashRule): number | null {
  const delta = deltaOf(row)
  if (delta >= 0) return delta
  const share = shareOf(row.resource.resourceClass)
  return share === null ? null : delta * share
}
