import { ListRecommendationsCommand, type Recommendation } from '@aws-sdk/client-cost-optimization-hub'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

/** What the hub lists for the whole organization, asked at the payer. Throws the SDK's error. */
export async function hubOpinions(aws: RegionAws): Promise<SecondOpinion[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call(
      'cost-optimization-hub:ListRecommendations',
      ({ costOptimizationHub }, sending) =>
        costOptimizationHub.send(
          new ListRecommendationsCommand({
            nextToken: token,
            maxResults: 1000,
            includeAllRecommendations: false,
          }),
          sending,
        ),
    )
    return { items: page.items ?? [], next: page.nextToken }
  })
  return found.flatMap(opinionOf)
}

/** `m5.large` of `m5.large` and of `Upgrade to m5.large`-like summaries only where it is a plain name. */
function shapeOf(summary: string | undefined): string | undefined {
  return summary !== undefined && /^[a-z0-9.-]+$/.test(summary) ? summary : undefined
}

function opinionOf(one: Recommendation): SecondOpinion[] {
  const { resourceArn, accountId, lastRefreshTimestamp, actionType } = one
  if (!resourceArn || !accountId || !lastRefreshTimestamp || !actionType) return []
  const current = shapeOf(one.currentResourceSummary)
  const recommended = shapeOf(one.recommendedResourceSummary)
  return [
    {
      source: 'cost-optimization-hub',
      accountId,
      resourceArn,
      asOfMs: lastRefreshTimestamp.getTime(),
      finding: actionType,
      reasons: [],
      ...(current === undefined ? {} : { currentShape: current }),
      ...(recommended === undefined || recommended === current ? {} : { recommendedShape: recommended }),
      ...(one.estimatedMonthlySavings === undefined ? {} : { savingMonthlyUsd: one.estimatedMonthlySavings }),
      ...(one.recommendationLookbackPeriodInDays === undefined
        ? {}
        : { lookbackDays: one.recommendationLookbackPeriodInDays }),
    },
  ]
}
