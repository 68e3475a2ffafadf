/** What a team paid of a shared cluster or node group in the last 30 days that are billed. */
export type TeamShare = {
  /** ARN of the cluster, service or instance whose cost is split. */
  readonly parentId: string
  readonly service: string
  /** Split to the team's pods or tasks. */
  readonly splitUsd: number
  /** Of what nobody used, the team's part. */
  readonly unusedUsd: number
}

/** Units of the business over two stretches of 30 days, the newer one last. */
export type DriverUse = {
  readonly name: string
  readonly unit: string
  /** Sum of the samples; absent where the stretch has none. */
  readonly before?: number
  readonly recent?: number
}
