import { monthOf, type ResourceCost, type SplitCost } from '#lib/model/cost.ts'
import { isoDay } from '#lib/model/time.ts'
import type { ExportLine } from './export-line.ts'

/** Daily sums; hourly rows of a resource come far apart, so sums are partial and add up. */
export type CostSums = {
  readonly costs: readonly ResourceCost[]
  readonly splits: readonly SplitCost[]
}

export type Summing = {
  add(line: ExportLine): void
  /** Number of sums that are held. */
  size(): number
  /** Hands the sums over and begins anew. */
  take(): CostSums
}

type Open<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Adds rows up by day and resource. The first of `teamTagKeys` with a value names the team. A row whose day lies
 * outside its billing period (a late credit) counts on the nearest day of the period, so that months tie to the bill.
 */
export function openSums(teamTagKeys: readonly string[], period: string): Summing {
  let costs = new Map<string, Open<ResourceCost>>()
  let splits = new Map<string, Open<SplitCost>>()
  const teamOf = (line: ExportLine) =>
    teamTagKeys.map((key) => line.tags.get(key)).find((value) => value !== undefined && value !== '') ?? ''
  return {
    add(line) {
      const { accountId, service, usageType, resourceId, parentId, recordType } = line
      const day = withinPeriod(line.day, line.period || period)
      const team = teamOf(line)
      if (line.split) {
        const key = [day, accountId, service, parentId, resourceId, team].join('\n')
        const known = splits.get(key)
        if (known) {
          known.splitUsd += line.split.usd
          known.unusedUsd += line.split.unusedUsd
        } else {
          const [splitUsd, unusedUsd] = [line.split.usd, line.split.unusedUsd]
          splits.set(key, { day, accountId, service, parentId, resourceId, team, splitUsd, unusedUsd })
        }
        return
      }
      const key = [day, accountId, service, usageType, resourceId, team, recordType].join('\n')
      const { usd, amortizedUsd, netUsd } = line
      const known = costs.get(key)
      if (!known) {
        const cost = { day, accountId, service, usageType, resourceId, team, recordType }
        costs.set(key, { ...cost, usd, amortizedUsd, netUsd })
        return
      }
      known.usd += usd
      known.amortizedUsd += amortizedUsd
      known.netUsd += netUsd
    },
    size: () => costs.size + splits.size,
    take() {
      const taken = { costs: [...costs.values()], splits: [...splits.values()] }
      costs = new Map()
      splits = new Map()
      return taken
    },
  }
}

function withinPeriod(day: string, period: string): string {
  if (period === '' || monthOf(day) === period) return day
  if (day < period) return period
  const [year = 0, month = 1] = period.split('-').map(Number)
  return isoDay(Date.UTC(year, month, 0))
}
