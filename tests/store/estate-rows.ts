import type { CapacityChange } from '#lib/model/capacity.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { type Resource, resourceClasses } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { InventoryToSave } from '#lib/store/inventory.ts'

/** Wed 25 Nov 2026, 14:05 UTC: the "now" of the tests of the store. */
export const nowMs = Date.UTC(2026, 10, 25, 14, 5)

export const accountId = '111122223333'
export const region = 'us-east-1'

/** An instance of the account and region above; what it is called tells it apart. */
export function resourceOf(id: string, changes: Partial<Resource> = {}): Resource {
  return {
    id,
    resourceClass: 'ec2-instance',
    accountId,
    region,
    arn: `arn:aws:ec2:${region}:${accountId}:instance/i-${id}`,
    nativeId: `i-${id}`,
    name: `name of ${id}`,
    tags: { team: 'payments' },
    team: 'payments',
    serviceTier: 'tier-2',
    shape: 'm7g.xlarge',
    count: 1,
    zoneCount: 1,
    facts: { detailedMonitoring: false },
    createdMs: nowMs - 400 * dayMs,
    ...changes,
  }
}

export function changeOf(daysAgo: number, changes: Partial<CapacityChange> = {}): CapacityChange {
  return {
    fromMs: nowMs - daysAgo * dayMs,
    shape: 'm7g.xlarge',
    count: 1,
    capacity: { cpu: 4, memory: 16 },
    source: 'config',
    ...changes,
  }
}

type FoundSeries = InventoryToSave['series'][number]

export function seriesOf(resourceId: string, key = 'cpu-utilization', member = ''): FoundSeries {
  return {
    resourceId,
    key,
    member,
    metric: { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: `i-${resourceId}` } },
    statistics: ['Average', 'Maximum'],
  }
}

/** What an inventory of the account found: complete, unless it is said otherwise. */
export function inventoryOf(
  resources: readonly Resource[],
  rest: Partial<InventoryToSave> = {},
): InventoryToSave {
  return {
    accountId,
    nowMs,
    resources,
    changes: [],
    series: [],
    complete: resourceClasses.map((resourceClass) => ({ region, resourceClass })),
    ...rest,
  }
}

/** A decision to keep the size, and its summary. */
export function recommendationOf(
  resourceId: string,
  changes: Partial<Pick<Recommendation, 'asOfMs' | 'finding' | 'medianDays' | 'evidence'>> = {},
): { recommendation: Recommendation; summary: RecommendationSummary } {
  const base = {
    resourceId,
    asOfMs: nowMs,
    finding: 'right-sized' as const,
    unknownDimensions: [],
    horizonDays: 90,
    acceptedRisk: 0.03,
    chanceByHorizon: 0.01,
    medianDays: null,
    lowDays: null,
    highDays: null,
    ...changes,
  }
  const { evidence = [], ...summarized } = { ...base, ...changes }
  return {
    recommendation: { ...summarized, options: [], refusedCounts: {}, evidence },
    summary: {
      ...summarized,
      saturationDays: Array.from({ length: 20 }, () => null),
      utilization: 0.4,
      utilizationAtHorizon: [0.3, 0.4, 0.5],
      limit: 0.8,
    },
  }
}
