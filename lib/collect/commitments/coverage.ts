import {
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
} from '@aws-sdk/client-cost-explorer'
import type { CommitmentDay } from '#lib/model/commitment.ts'
import type { RegionAws } from '../aws.ts'
import { type Permit, takePermit } from '../costs/permit.ts'
import { readAllPages } from '../pages.ts'

/**
 * Covered and uncovered spend per UTC day of the organization, `[fromDay, toDay)`, at the payer: two requests of Cost
 * Explorer, $0.01 each and page, each after its permit. Throws the SDK's error, or `CostCallsSpentError`.
 */
export async function readCommitmentDays(
  aws: RegionAws,
  { fromDay, toDay, permit }: { readonly fromDay: string; readonly toDay: string; readonly permit: Permit },
): Promise<CommitmentDay[]> {
  const TimePeriod = { Start: fromDay, End: toDay }
  const covered = await readAllPages(async (token) => {
    const page = await aws.call('ce:GetSavingsPlansCoverage', async ({ costExplorer }, sending) => {
      await takePermit(permit)
      const asked = new GetSavingsPlansCoverageCommand({ TimePeriod, Granularity: 'DAILY', NextToken: token })
      return costExplorer.send(asked, sending)
    })
    return { items: page.SavingsPlansCoverages ?? [], next: page.NextToken }
  })
  const used = await aws.call('ce:GetSavingsPlansUtilization', async ({ costExplorer }, sending) => {
    await takePermit(permit)
    const asked = new GetSavingsPlansUtilizationCommand({ TimePeriod, Granularity: 'DAILY' })
    return costExplorer.send(asked, sending)
  })
  const utilization = new Map(
    (used.SavingsPlansUtilizationsByTime ?? []).map((one) => [one.TimePeriod?.Start, one.Utilization]),
  )
  return covered.flatMap(({ TimePeriod: period, Coverage }) => {
    const day = period?.Start?.slice(0, 10)
    const coveredUsd = Number(Coverage?.SpendCoveredBySavingsPlans ?? Number.NaN)
    const onDemandUsd = Number(Coverage?.OnDemandCost ?? Number.NaN)
    if (day === undefined || !Number.isFinite(coveredUsd + onDemandUsd)) return []
    const of = utilization.get(period?.Start)
    return [
      {
        day,
        coveredUsd,
        onDemandUsd,
        committedUsd: Number(of?.TotalCommitment ?? 0),
        unusedUsd: Number(of?.UnusedCommitment ?? 0),
      },
    ]
  })
}
