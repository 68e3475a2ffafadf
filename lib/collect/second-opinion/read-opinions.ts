import type { Account, Problem } from '#lib/model/account.ts'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import type { Action } from '../access-policy.ts'
import type { Aws } from '../aws.ts'
import { distinctProblems, problemOf } from '../fault.ts'
import { databaseOpinions, groupOpinions, instanceOpinions } from './compute-optimizer.ts'
import { hubOpinions } from './cost-optimization-hub.ts'

export type Opinions = { readonly opinions: readonly SecondOpinion[]; readonly problems: readonly Problem[] }

/**
 * Compute Optimizer's opinions in every region of the account and, at the payer, those of the Cost Optimization Hub.
 * Neither is needed: an account that is not enrolled is named, and the rest stands.
 */
export async function readOpinions(aws: Aws, account: Account): Promise<Opinions> {
  const problems: Problem[] = []
  const attempt = async (action: Action, region: string, read: () => Promise<SecondOpinion[]>) => {
    try {
      return await read()
    } catch (error) {
      problems.push(opinionProblem(error, { scope: `${account.id}/${region}`, action }))
      return []
    }
  }
  const regional = account.regions.flatMap((region) => {
    const place = aws.at({ account, region })
    return [
      attempt('compute-optimizer:GetEC2InstanceRecommendations', region, () => instanceOpinions(place)),
      attempt('compute-optimizer:GetAutoScalingGroupRecommendations', region, () => groupOpinions(place)),
      attempt('compute-optimizer:GetRDSDatabaseRecommendations', region, () => databaseOpinions(place)),
    ]
  })
  const hub = account.payer
    ? [
        attempt('cost-optimization-hub:ListRecommendations', 'us-east-1', () =>
          hubOpinions(aws.at({ account, region: 'us-east-1' })),
        ),
      ]
    : []
  const opinions = (await Promise.all([...regional, ...hub])).flat()
  return { opinions, problems: distinctProblems(problems) }
}

/** An account that never opted in is no fault: it is said once, with what to do. */
function opinionProblem(error: unknown, where: { scope: string; action: Action }): Problem {
  const notEnrolled = error instanceof Error && error.name === 'OptInRequiredException'
  if (!notEnrolled) return problemOf(error, where)
  const text = `${where.scope.split('/')[0]} is not opted in to AWS Compute Optimizer: opt in there to see its opinion beside ours.`
  return { ...where, scope: where.scope.split('/')[0] ?? where.scope, code: 'aws-not-enrolled', text }
}
