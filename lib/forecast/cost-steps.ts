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

/** Daily saving of all plans in force: what they covered at on-demand rates less what was committed; never below 0. */
function savingDaily(days: readonly CommitmentDay[]): number {
  const recent = days.slice(-recentDays).filter(({ committedUsd }) => committedUsd > 0)
  if (recent.length === 0) return 0
  const sum = recent.reduce((all, { coveredUsd, committedUsd }) => all + coveredUsd - committedUsd, 0)
  return Math.max(0, sum / recent.length)
}

/**
 * What is paid more from the day on which a Savings Plan for compute ends, where the coverage of the last two weeks
 * tells what it saves: its share of the money committed. A plan that begins takes the same share of its commitment off,
 * where plans in force tell the rate; else nothing is said of it.
 */
export function commitmentSteps({ commitments, days, fromMs, toMs }: CommitmentStepsInput): CostStep[] {
  const plans = commitments.filter(
    ({ kind, appliesTo }) => kind === 'savings-plan' && covered.includes(appliesTo),
  )
  const inForce = plans.filter(({ startMs, endMs }) => startMs <= fromMs && endMs > fromMs)
  const committed = 24 * inForce.reduce((sum, { committedHourlyUsd }) => sum + committedHourlyUsd, 0)
  const rate = committed > 0 ? savingDaily(days) / committed : 0
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
