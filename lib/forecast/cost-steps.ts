import type { Commitment, CommitmentDay } from '../model/commitment.ts'
import type { CostStep } from '../model/cost-forecast.ts'
import { type EpochMs, isoDay } from '../model/time.ts'
import { dayText } from './wording.ts'

const recentDays = 14
const compute = 'Amazon Elastic Compute Cloud - Compute'
/** Plans whose saving is told by the coverage of the organization. */
const covered: readonly string[] = ['compute', 'ec2-instance']
const dollars = (usd: number) => `$${Math.round(Math.abs(usd)).toLocaleString('en-US')}`

export type CommitmentStepsInput = {
  readonly commitments: readonly Commitment[]
  /** Coverage of the newest days. */
  readonly days: readonly CommitmentDay[]
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
}

/** What plans saved per dollar committed, over the newest days with plans in force; never below 0. */
function savingRate(days: readonly CommitmentDay[]): number {
  const recent = days.filter(({ committedUsd }) => committedUsd > 0).slice(-recentDays)
  const committed = recent.reduce((sum, day) => sum + day.committedUsd, 0)
  const saved = recent.reduce((sum, day) => sum + day.coveredUsd - day.committedUsd, 0)
  return committed > 0 ? Math.max(0, saved / committed) : 0
}

/**
 * What is paid more from the day on which a Savings Plan for compute ends, where the coverage of the newest two
 * weeks with plans tells what a committed dollar saves; and less from the day on which one begins. Nothing is said where
 * no coverage is known.
 */
export function commitmentSteps({ commitments, days, fromMs, toMs }: CommitmentStepsInput): CostStep[] {
  const plans = commitments.filter(
    ({ kind, appliesTo }) => kind === 'savings-plan' && covered.includes(appliesTo),
  )
  const rate = savingRate(days)
  if (!(rate > 0)) return []
  return plans.flatMap((plan) => {
    const saving = 24 * plan.committedHourlyUsd * rate
    const step = { accountId: plan.accountId, service: compute, team: '' }
    const monthly = `${dollars((saving * 730) / 24)}/mo`
    const ends: CostStep = {
      ...step,
      kind: 'commitment-end',
      day: isoDay(plan.endMs),
      dailyUsd: saving,
      text: `The Savings Plan ${plan.id} ends on ${dayText(plan.endMs)}: ${monthly} more.`,
    }
    const begins: CostStep = {
      ...step,
      kind: 'commitment-start',
      day: isoDay(plan.startMs),
      dailyUsd: -saving,
      text: `The Savings Plan ${plan.id} begins on ${dayText(plan.startMs)}: ${monthly} less.`,
    }
    return [
      ...(plan.startMs > fromMs && plan.startMs < toMs ? [begins] : []),
      ...(plan.endMs > fromMs && plan.endMs < toMs ? [ends] : []),
    ]
  })
}
