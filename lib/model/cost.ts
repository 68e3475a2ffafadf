/** Cost of one UTC day in one account, for one service or one team tag; `observedDay` tells restatements apart. */
export type CostDay = {
  readonly day: string
  readonly accountId: string
  readonly grouping: 'service' | 'team'
  /** Service name, team, or empty for untagged. */
  readonly key: string
  readonly usd: number
  readonly estimated: boolean
}
