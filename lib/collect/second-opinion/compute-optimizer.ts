import {
  type AutoScalingGroupRecommendation,
  GetAutoScalingGroupRecommendationsCommand,
  GetEC2InstanceRecommendationsCommand,
  GetRDSDatabaseRecommendationsCommand,
  type InstanceRecommendation,
  type RDSDBRecommendation,
  type SavingsOpportunity,
} from '@aws-sdk/client-compute-optimizer'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

const source = 'compute-optimizer'
const pageSize = 1000

/** Opinions on the instances of the account and region. Throws the SDK's error. */
export async function instanceOpinions(aws: RegionAws): Promise<SecondOpinion[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call(
      'compute-optimizer:GetEC2InstanceRecommendations',
      ({ computeOptimizer }, sending) =>
        computeOptimizer.send(
          new GetEC2InstanceRecommendationsCommand({ nextToken: token, maxResults: pageSize }),
          sending,
        ),
    )
    return { items: page.instanceRecommendations ?? [], next: page.nextToken }
  })
  return found.flatMap((one) => instanceOpinion(one, aws.account.id))
}

/** Opinions on the Auto Scaling groups of the account and region. Throws the SDK's error. */
export async function groupOpinions(aws: RegionAws): Promise<SecondOpinion[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call(
      'compute-optimizer:GetAutoScalingGroupRecommendations',
      ({ computeOptimizer }, sending) =>
        computeOptimizer.send(
          new GetAutoScalingGroupRecommendationsCommand({ nextToken: token, maxResults: pageSize }),
          sending,
        ),
    )
    return { items: page.autoScalingGroupRecommendations ?? [], next: page.nextToken }
  })
  return found.flatMap((one) => groupOpinion(one, aws.account.id))
}

/** Opinions on the databases of the account and region. Throws the SDK's error. */
export async function databaseOpinions(aws: RegionAws): Promise<SecondOpinion[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call(
      'compute-optimizer:GetRDSDatabaseRecommendations',
      ({ computeOptimizer }, sending) =>
        computeOptimizer.send(
          new GetRDSDatabaseRecommendationsCommand({ nextToken: token, maxResults: pageSize }),
          sending,
        ),
    )
    return { items: page.rdsDBRecommendations ?? [], next: page.nextToken }
  })
  return found.flatMap((one) => databaseOpinion(one, aws.account.id))
}

type Ranked = {
  readonly rank?: number | undefined
  readonly performanceRisk?: number | undefined
  readonly savingsOpportunity?: SavingsOpportunity | undefined
}

function best<T extends Ranked>(options: readonly T[] | undefined): T | undefined {
  return [...(options ?? [])].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))[0]
}

type Said = {
  readonly arn: string | undefined
  readonly accountId: string
  readonly finding: string | undefined
  readonly reasons: readonly string[]
  readonly current: string | undefined
  readonly recommended: string | undefined
  readonly option: Ranked | undefined
  readonly lookbackDays: number | undefined
  readonly refreshed: Date | undefined
}

/** Without an ARN or a date there is nothing to match or to keep. */
function opinionOf(said: Said): SecondOpinion[] {
  const { arn, finding, refreshed, current, recommended, option, lookbackDays } = said
  if (!arn || !refreshed || !finding) return []
  const saving = option?.savingsOpportunity?.estimatedMonthlySavings?.value
  return [
    {
      source,
      accountId: said.accountId,
      resourceArn: arn,
      asOfMs: refreshed.getTime(),
      finding,
      reasons: said.reasons,
      ...(current ? { currentShape: current } : {}),
      ...(recommended && recommended !== current ? { recommendedShape: recommended } : {}),
      ...(saving === undefined ? {} : { savingMonthlyUsd: saving }),
      ...(lookbackDays === undefined ? {} : { lookbackDays }),
      ...(option?.performanceRisk === undefined ? {} : { performanceRisk: option.performanceRisk }),
    },
  ]
}

function instanceOpinion(one: InstanceRecommendation, accountId: string): SecondOpinion[] {
  const option = best(one.recommendationOptions)
  return opinionOf({
    arn: one.instanceArn,
    accountId,
    finding: one.finding,
    reasons: one.findingReasonCodes ?? [],
    current: one.currentInstanceType,
    recommended: option?.instanceType,
    option,
    lookbackDays: one.lookBackPeriodInDays,
    refreshed: one.lastRefreshTimestamp,
  })
}

function groupOpinion(one: AutoScalingGroupRecommendation, accountId: string): SecondOpinion[] {
  const option = best(one.recommendationOptions)
  return opinionOf({
    arn: one.autoScalingGroupArn,
    accountId,
    finding: one.finding,
    reasons: [],
    current: one.currentConfiguration?.instanceType,
    recommended: option?.configuration?.instanceType,
    option,
    lookbackDays: one.lookBackPeriodInDays,
    refreshed: one.lastRefreshTimestamp,
  })
}

function databaseOpinion(one: RDSDBRecommendation, accountId: string): SecondOpinion[] {
  const option = best(one.instanceRecommendationOptions)
  return opinionOf({
    arn: one.resourceArn,
    accountId,
    finding: one.instanceFinding,
    reasons: one.instanceFindingReasonCodes ?? [],
    current: one.currentDBInstanceClass,
    recommended: option?.dbInstanceClass,
    option,
    lookbackDays: one.lookbackPeriodInDays,
    refreshed: one.lastRefreshTimestamp,
  })
}
