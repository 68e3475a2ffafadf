import type { Expression, GroupDefinition, ResultByTime } from '@aws-sdk/client-cost-explorer'
import { type CostDay, type CostGrouping, notUsage } from '#lib/model/cost.ts'

/** The three ways to state a cost, kept side by side. */
export const costMetrics = ['UnblendedCost', 'AmortizedCost', 'NetUnblendedCost'] as const

const keys: Readonly<Record<Exclude<CostGrouping, 'team'>, string>> = {
  service: 'SERVICE',
  'usage-type': 'USAGE_TYPE',
  'record-type': 'RECORD_TYPE',
}

/** Account and one more key: Cost Explorer takes two a call. A team is grouped by the tag `tagKey`. */
export function groupBy(grouping: CostGrouping, tagKey: string): GroupDefinition[] {
  const account: GroupDefinition = { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }
  if (grouping === 'team') return [account, { Type: 'TAG', Key: tagKey }]
  return [account, { Type: 'DIMENSION', Key: keys[grouping] }]
}

/**
 * Usage alone, told by RECORD_TYPE (CHARGE_TYPE is the console's word and no dimension of the API); what was grouped
 * by an earlier team tag is left out. Everything where the record types are asked for.
 */
export function filterOf(grouping: CostGrouping, earlierTagKeys: readonly string[]): Expression | undefined {
  if (grouping === 'record-type') return undefined
  const usage: Expression = { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: [...notUsage] } } }
  const absent = earlierTagKeys.map((Key): Expression => ({ Tags: { Key, MatchOptions: ['ABSENT'] } }))
  return absent.length === 0 ? usage : { And: [usage, ...absent] }
}

export type CostRows = {
  readonly rows: readonly CostDay[]
  /** Groups whose keys or amounts could not be read: left out, never zero. */
  readonly unreadable: number
}

/** The groups of one day or month; a tag group comes as `team$payments`, `team$` is untagged. */
export function costRows(result: ResultByTime, grouping: CostGrouping): CostRows {
  const day = result.TimePeriod?.Start?.slice(0, 10)
  const groups = result.Groups ?? []
  if (day === undefined) return { rows: [], unreadable: groups.length }
  const rows = groups.flatMap(({ Keys = [], Metrics }): CostDay[] => {
    const [accountId, key] = Keys
    const [usd, amortizedUsd, netUsd] = costMetrics.map((metric) => Number(Metrics?.[metric]?.Amount))
    if (accountId === undefined || key === undefined || !isAmount(usd)) return []
    return [
      {
        day,
        accountId,
        grouping,
        key: grouping === 'team' ? key.slice(key.indexOf('$') + 1) : key,
        usd,
        ...(isAmount(amortizedUsd) && { amortizedUsd }),
        ...(isAmount(netUsd) && { netUsd }),
        estimated: result.Estimated === true,
      },
    ]
  })
  return { rows, unreadable: groups.length - rows.length }
}

function isAmount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}
