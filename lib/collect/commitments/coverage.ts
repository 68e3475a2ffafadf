import {
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
} from '@aws-sdk/client-cost-explorer'
import type { CommitmentDay } from '#lib/model/commitment.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

/**
 * Covered and uncovered spend per UTC day of the organization, `[fromDay, toDay)`, at the payer: two requests of Cost
 * Explorer, $0.01 each and page. Throws the SDK's error.
 */
export async function readCommitmentDays(
  aws: RegionAws,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): Promise<CommitmentDay[]> {
  const TimePeriod = { Start: fromDay, End: toDay }
  const covered = await readAllPages(async (token) => {
    const page = await aws.call('ce:GetSavingsPlansCoverage', ({ costExplorer }, sending) =>
      costExplorer.send(
        new GetSavingsPlansCoverageCommand({ TimePeriod, Granularity: 'DAILY', NextToken: token }),
        sending,
      ),
    )
    return { items: page.SavingsPlansCoverages ?? [], next: page.NextToken }
  })
  const used = await aws.call('ce:GetSavingsPlansUtilization', ({ costExplorer }, sending) =>
    costExplorer.send(new GetSavingsPlansUtilizationCommand({ TimePeriod, Granularity: 'DAILY' }), sending),
  )
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
