import type { Budget } from '#lib/model/budget.ts'
import type { Commitment } from '#lib/model/commitment.ts'
import type { DayCoverage } from '#lib/model/coverage.ts'
import type { AccountDiscount } from '#lib/model/discount.ts'
import type { Economics } from '#lib/model/economics.ts'
import type { Limit } from '#lib/model/limit.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { JobSchedule, Run } from '#lib/model/run.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { CostDataInput } from './cost-data.ts'

/** Everything that the page of data and jobs is made of. */
export type DataInput = {
  readonly cost: CostDataInput
  readonly accounts: readonly {
    readonly id: string
    readonly name: string
    readonly regions: readonly string[]
  }[]
  readonly classes: readonly {
    readonly resourceClass: ResourceClass
    readonly resources: number
    readonly series: number
    readonly untagged: number
  }[]
  readonly runs: readonly Run[]
  readonly schedules: readonly JobSchedule[]
  readonly coverage: DayCoverage
  readonly use: {
    readonly days: readonly { readonly day: string; readonly billedMetrics: number; readonly usd: number }[]
    readonly actions: readonly { readonly action: string; readonly calls: number }[]
  }
  readonly economics?: Economics
  /** The viewer sees some teams: what concerns the whole organization is left out, and said to be. */
  readonly teamsOnly?: boolean
  readonly limits: readonly Limit[]
  readonly commitments: readonly Commitment[]
  readonly budgets?: readonly Budget[]
  readonly discounts?: readonly AccountDiscount[]
  readonly nowMs: EpochMs
}
