import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { getEc2InstanceRecommendations, getRdsDatabaseRecommendations } from './compute-optimizer.ts'
import { parseInput } from './json-input.ts'

const requestSchema = z.object({
  nextToken: z.string().optional(),
  maxResults: z.number().int().min(0).max(1000).optional(),
  includeAllRecommendations: z.boolean().optional(),
})

const optionSchema = z.object({
  instanceType: z.string().optional(),
  dbInstanceClass: z.string().optional(),
  savingsOpportunity: z.object({
    savingsOpportunityPercentage: z.number(),
    estimatedMonthlySavings: z.object({ value: z.number() }),
  }),
})
const adviceSchema = z.object({
  instanceArn: z.string().optional(),
  resourceArn: z.string().optional(),
  currentInstanceType: z.string().optional(),
  currentDBInstanceClass: z.string().optional(),
  lastRefreshTimestamp: z.number(),
  lookBackPeriodInDays: z.number().optional(),
  lookbackPeriodInDays: z.number().optional(),
  instanceRecommendationOptions: z.array(optionSchema).optional(),
  recommendationOptions: z.array(optionSchema).optional(),
})
const listSchema = z.object({
  instanceRecommendations: z.array(adviceSchema).optional(),
  rdsDBRecommendations: z.array(adviceSchema).optional(),
})

/** ListRecommendations: what saves money in any account of the organization; asked at the payer alone. */
export function listRecommendations(call: Call): Answer {
  if (!call.account.payer) {
    throw new AwsError('AccessDeniedException', 'Only the management account lists the organization.', 403)
  }
  const request = parseInput(requestSchema, call.input, 'ValidationException')
  const page = pageOf(itemsOf(call), {
    kind: 'ListRecommendations',
    size: request.maxResults || 100,
    token: request.nextToken,
    invalidCode: 'ValidationException',
  })
  return json({ items: page.items, nextToken: page.next })
}

function itemsOf(call: Call): object[] {
  const open = call.accounts.filter(({ deniedActions }) => !deniedActions.includes('*'))
  return open.flatMap((account) =>
    account.regions.flatMap((region) => {
      const place = { accountId: account.id, region, nowMs: call.nowMs }
      const there = { ...call, account, region, place, input: { maxResults: 1000 } }
      return [
        ...listed(getEc2InstanceRecommendations(there), 'Ec2Instance', place),
        ...listed(getRdsDatabaseRecommendations(there), 'RdsDbInstance', place),
      ]
    }),
  )
}

type Where = { readonly accountId: string; readonly region: string }

function listed(answer: Answer, type: string, { accountId, region }: Where): object[] {
  const said = listSchema.parse(answer.kind === 'json' ? answer.body : {})
  return [...(said.instanceRecommendations ?? []), ...(said.rdsDBRecommendations ?? [])].flatMap((advice) => {
    const option = (advice.recommendationOptions ?? advice.instanceRecommendationOptions ?? [])[0]
    const saving = option?.savingsOpportunity.estimatedMonthlySavings.value ?? 0
    if (!option || saving <= 0) return []
    const arn = advice.instanceArn ?? advice.resourceArn ?? ''
    return [
      {
        recommendationId: Buffer.from(arn).toString('base64url'),
        accountId,
        region,
        resourceId: arn.split(/[:/]/).at(-1),
        resourceArn: arn,
        currentResourceType: type,
        recommendedResourceType: type,
        estimatedMonthlySavings: saving,
        estimatedSavingsPercentage: option.savingsOpportunity.savingsOpportunityPercentage,
        currencyCode: 'USD',
        implementationEffort: 'Medium',
        restartNeeded: true,
        actionType: 'Rightsize',
        rollbackPossible: true,
        currentResourceSummary: advice.currentInstanceType ?? advice.currentDBInstanceClass,
        recommendedResourceSummary: option.instanceType ?? option.dbInstanceClass,
        lastRefreshTimestamp: advice.lastRefreshTimestamp,
        recommendationLookbackPeriodInDays: advice.lookBackPeriodInDays ?? advice.lookbackPeriodInDays,
        source: 'ComputeOptimizer',
      },
    ]
  })
}
