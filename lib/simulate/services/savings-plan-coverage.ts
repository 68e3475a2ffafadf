import { z } from 'zod'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldSavingsPlan } from '../world-commitments.ts'
import { parseInput } from './json-input.ts'
import { planState } from './savings-plans.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD')
const requestSchema = z.object({
  TimePeriod: z.object({ Start: day, End: day }),
  Granularity: z.enum(['DAILY']),
  NextToken: z.string().optional(),
})

const compute = 'Amazon Elastic Compute Cloud - Compute'
/** What a Compute Savings Plan of a year takes off, on average over sizes (dated 2026-08, Savings Plans price page). */
const planShare = 0.24

type Period = { readonly Start: string; readonly End: string }

function periodsOf(call: Call): readonly Period[] {
  const { TimePeriod } = parseInput(requestSchema, call.input, 'ValidationException')
  const periods: Period[] = []
  for (let ms = dayStart(TimePeriod.Start); ms < dayStart(TimePeriod.End); ms += dayMs) {
    periods.push({ Start: isoDay(ms), End: isoDay(ms + dayMs) })
  }
  return periods
}

/** Plans of all accounts that were active on the day, with the account that owns them. */
function plansOn(call: Call, { Start }: Period): readonly (WorldSavingsPlan & { accountId: string })[] {
  const nowMs = dayStart(Start)
  return call.accounts.flatMap(({ id: accountId }) => {
    const plans =
      call.world.things?.({ accountId, region: 'us-east-1', nowMs: call.nowMs }, 'savings-plan') ?? []
    return plans.filter((plan) => planState(plan, nowMs) === 'active').map((plan) => ({ ...plan, accountId }))
  })
}

/** Compute cash of one day, and what of it is at on-demand rates. */
function spendOn(call: Call, period: Period): { coveredUsd: number; onDemandUsd: number } {
  const owners = new Set(plansOn(call, period).map(({ accountId }) => accountId))
  let coveredUsd = 0
  let onDemandUsd = 0
  for (const { grouping, key, accountId, usd } of call.world.costs(period.Start, call.nowMs)) {
    if (grouping !== 'service' || key !== compute) continue
    if (owners.has(accountId)) coveredUsd += usd / (1 - planShare)
    else onDemandUsd += usd
  }
  return { coveredUsd, onDemandUsd }
}

/** GetSavingsPlansCoverage by day: spend that plans covered, at on-demand rates, and spend that they could have. */
export function getSavingsPlansCoverage(call: Call): Answer {
  return json({
    SavingsPlansCoverages: periodsOf(call).map((TimePeriod) => {
      const { coveredUsd, onDemandUsd } = spendOn(call, TimePeriod)
      const total = coveredUsd + onDemandUsd
      return {
        TimePeriod,
        Attributes: {},
        Coverage: {
          SpendCoveredBySavingsPlans: coveredUsd.toFixed(10),
          OnDemandCost: onDemandUsd.toFixed(10),
          TotalCost: total.toFixed(10),
          CoveragePercentage: String(total > 0 ? (100 * coveredUsd) / total : 0),
        },
      }
    }),
  })
}

/** GetSavingsPlansUtilization by day: the money that was committed and how much of it was used. */
export function getSavingsPlansUtilization(call: Call): Answer {
  const periods = periodsOf(call).map((TimePeriod) => {
    const total = 24 * plansOn(call, TimePeriod).reduce((sum, { hourlyUsd }) => sum + hourlyUsd, 0)
    const used = Math.min(total, spendOn(call, TimePeriod).coveredUsd * (1 - planShare))
    return { TimePeriod, Utilization: utilization(total, used) }
  })
  const sum = (key: 'TotalCommitment' | 'UsedCommitment') =>
    periods.reduce((all, { Utilization }) => all + Number(Utilization[key]), 0)
  return json({
    SavingsPlansUtilizationsByTime: periods,
    Total: { Utilization: utilization(sum('TotalCommitment'), sum('UsedCommitment')) },
  })
}

function utilization(total: number, used: number) {
  return {
    TotalCommitment: total.toFixed(10),
    UsedCommitment: used.toFixed(10),
    UnusedCommitment: (total - used).toFixed(10),
    UtilizationPercentage: String(total > 0 ? (100 * used) / total : 0),
  }
}
