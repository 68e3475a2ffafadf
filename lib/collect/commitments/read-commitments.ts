import type { Account, Problem } from '#lib/model/account.ts'
import type { Commitment, CommitmentDay } from '#lib/model/commitment.ts'
import type { Action } from '../access-policy.ts'
import type { Aws } from '../aws.ts'
import { CostCallsSpentError, type Permit, spentProblem } from '../costs/permit.ts'
import { distinctProblems, problemOf } from '../fault.ts'
import { readCommitmentDays } from './coverage.ts'
import { readReservedDatabases, readReservedInstances } from './reservations.ts'
import { readSavingsPlans } from './savings-plans.ts'

export type CommitmentsOptions = {
  readonly aws: Aws
  readonly account: Account
  /** UTC days of coverage to read at the payer. */
  readonly fromDay: string
  readonly toDay: string
  /** Asked before every paid call. */
  readonly permit: Permit
}

export type Commitments = {
  readonly commitments: readonly Commitment[]
  readonly days: readonly CommitmentDay[]
  readonly problems: readonly Problem[]
  /** Everything of this account was read: what is absent has gone. */
  readonly complete: boolean
}

/** Plans and reservations of one account and, at the payer, how much they covered. What is refused is named. */
export async function readCommitments(options: CommitmentsOptions): Promise<Commitments> {
  const { aws, account, fromDay, toDay, permit } = options
  const problems: Problem[] = []
  const attempt = async <T>(action: Action, region: string, read: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await read()
    } catch (error) {
      const scope = `${account.id}/${region}`
      const spent = error instanceof CostCallsSpentError
      problems.push(spent ? spentProblem(scope, action) : problemOf(error, { scope, action }))
      return []
    }
  }
  const at = (region: string) => aws.at({ account, region })
  const owned = await Promise.all([
    attempt('savingsplans:DescribeSavingsPlans', 'us-east-1', () => readSavingsPlans(at('us-east-1'))),
    ...account.regions.flatMap((region) => [
      attempt('ec2:DescribeReservedInstances', region, () => readReservedInstances(at(region))),
      attempt('rds:DescribeReservedDBInstances', region, () => readReservedDatabases(at(region))),
    ]),
  ])
  const complete = problems.length === 0
  const days = account.payer
    ? await attempt('ce:GetSavingsPlansCoverage', 'us-east-1', () =>
        readCommitmentDays(at('us-east-1'), { fromDay, toDay, permit }),
      )
    : []
  return { commitments: owned.flat(), days, problems: distinctProblems(problems), complete }
}
