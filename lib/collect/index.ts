import { dayMs } from '#lib/model/time.ts'
import { openAws, type RegionAws } from './aws.ts'
import { billedTeam, linesWithTeams, sinkWithTeams, withTeams } from './billed-teams.ts'
import { readBudgets } from './budgets/read-budgets.ts'
import { processClock } from './clock.ts'
import type { Collector, CollectorOptions } from './collector.ts'
import { readCommitments } from './commitments/read-commitments.ts'
import { readExports } from './costs/exports/read-exports.ts'
import { readCosts } from './costs/read-costs.ts'
import { readDiscounts } from './costs/read-discounts.ts'
import { readUsageServices } from './costs/read-usage-services.ts'
import { readResourceCosts } from './costs/resource-costs.ts'
import { type InstanceTypes, readInstanceTypes } from './instance-types.ts'
import { readInventory } from './inventory/index.ts'
import { readLimits } from './limits.ts'
import { readOrganization } from './organization.ts'
import { ofOwnAccount } from './own-account.ts'
import { ownershipReader, tagRules } from './ownership-rules.ts'
import { pullSamples } from './samples.ts'
import { readScalingPolicies } from './scaling/read-policies.ts'
import { readOpinions } from './second-opinion/read-opinions.ts'
import { readShapes } from './shapes.ts'

export { type AccessPolicy, accessPolicy } from './access-policy.ts'
export type {
  ApiUsage,
  Collector,
  CollectorOptions,
  FoundSeries,
  Inventory,
  PulledBlock,
  PullItem,
  PullRequest,
  PullResult,
} from './collector.ts'
export { forEachLimited } from './concurrency.ts'
export {
  costCallsPerDay,
  firstMonths,
  planControls,
  planDays,
  planResources,
  planUsageServices,
} from './costs/cost-plan.ts'
export type { ExportSink } from './costs/exports/read-exports.ts'
export { type EconomicsInput, planEconomics } from './economics.ts'
export { billedUsd } from './meter.ts'
export { ownershipReader } from './ownership-rules.ts'
export { type PlannedSeries, type PlanOptions, type PullPhase, planPulls } from './window.ts'

/** Opens AWS with the ordinary SDK settings (`AWS_ENDPOINT_URL`, credentials chain); one provider per account. */
export function openCollector({ teamTagKeys, ownership, kubernetes, signal }: CollectorOptions): Collector {
  const aws = openAws({ clock: processClock, random: Math.random, signal })
  const instanceTypes = perRegion(readInstanceTypes)
  const teamOf = billedTeam(ownership)
  /** Stopped early, a reading is an error and not a result with holes. */
  const whole = async <T>(reading: Promise<T>): Promise<T> => {
    const result = await reading
    signal?.throwIfAborted()
    return result
  }
  return {
    inventory: (account, nowMs) =>
      whole(
        ofOwnAccount(aws, account, () =>
          readInventory({ aws, account, nowMs, teamTagKeys, ownership, kubernetes, instanceTypes }),
        ),
      ),
    samples: (request, write) => pullSamples({ aws, request, write, signal }),
    shapes: (account, region) => whole(readShapes({ aws: aws.at({ account, region }), instanceTypes })),
    costs: async (query, permit) => {
      const reading = await whole(readCosts({ aws, teamTagKeys, permit }, query))
      return { ...reading, rows: withTeams(reading.rows, teamOf) }
    },
    costExports: (request, sink) =>
      whole(readExports(aws, { ...request, teamTagKeys }, sinkWithTeams(sink, teamOf))),
    resourceCosts: async (query, permit) => {
      const reading = await whole(readResourceCosts({ aws, teamTagKeys, permit }, query))
      return { ...reading, rows: linesWithTeams(reading.rows, teamOf) }
    },
    usageServices: (query, permit) => whole(readUsageServices(aws, query, permit)),
    discounts: (query, permit) => whole(readDiscounts(aws, query, permit)),
    commitments: (account, query) => whole(readCommitments({ aws, account, ...query })),
    budgets: (payer, nowMs) =>
      whole(
        readBudgets({
          aws,
          payer,
          nowMs,
          ownerOf: ownershipReader(ownership ?? tagRules(teamTagKeys), nowMs),
        }),
      ),
    secondOpinion: (account) => whole(readOpinions(aws, account)),
    organization: (organization) => whole(readOrganization(aws, organization)),
    limits: (account, region, nowMs) =>
      whole(readLimits({ aws: aws.at({ account, region }), nowMs, instanceTypes })),
    scalingPolicies: (account, region, resources) =>
      whole(readScalingPolicies(aws.at({ account, region }), resources)),
    usage: aws.usage,
    close: aws.close,
  }
}

/** What a region offers is the same for every account: read once a day while it succeeds. */
function perRegion(read: (aws: RegionAws) => Promise<InstanceTypes>): typeof read {
  const known = new Map<string, { readonly reading: Promise<InstanceTypes>; readonly untilMs: number }>()
  const begin = (aws: RegionAws) => {
    const reading = read(aws)
    known.set(aws.region, { reading, untilMs: aws.clock.now() + dayMs })
    reading.catch(() => known.delete(aws.region))
    return reading
  }
  return async (aws) => {
    const found = known.get(aws.region)
    if (!found || aws.clock.now() >= found.untilMs) return begin(aws)
    // What is refused to the account that asked first may be allowed to this one.
    return found.reading.catch(() => begin(aws))
  }
}
