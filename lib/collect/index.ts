import { dayMs } from '#lib/model/time.ts'
import { openAws, type RegionAws } from './aws.ts'
import { processClock } from './clock.ts'
import type { Collector, CollectorOptions } from './collector.ts'
import { readCosts } from './costs.ts'
import { type InstanceTypes, readInstanceTypes } from './instance-types.ts'
import { readInventory } from './inventory/index.ts'
import { pullSamples } from './samples.ts'
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
export { type PlannedSeries, type PlanOptions, type PullPhase, planPulls } from './window.ts'

/** Opens AWS with the ordinary SDK settings (`AWS_ENDPOINT_URL`, credentials chain); one provider per account. */
export function openCollector({ teamTagKeys, signal }: CollectorOptions): Collector {
  const aws = openAws({ clock: processClock, random: Math.random, signal })
  const instanceTypes = perRegion(readInstanceTypes)
  return {
    inventory: (account, nowMs) => readInventory({ aws, account, nowMs, teamTagKeys, instanceTypes }),
    samples: (request, write) => pullSamples({ aws, request, write, signal }),
    shapes: (account, region) => readShapes({ aws: aws.at({ account, region }), instanceTypes }),
    costs: (payer, fromDay, toDay) =>
      readCosts({ aws, payer, fromDay, toDay, teamTagKey: teamTagKeys[0] ?? 'team' }),
    usage: aws.usage,
    close: aws.close,
  }
}

/** What a region offers is the same for every account: read once a day while it succeeds. */
function perRegion(read: (aws: RegionAws) => Promise<InstanceTypes>): typeof read {
  const known = new Map<string, { readonly reading: Promise<InstanceTypes>; readonly untilMs: number }>()
  return (aws) => {
    const found = known.get(aws.region)
    if (found && aws.clock.now() < found.untilMs) return found.reading
    const reading = read(aws)
    known.set(aws.region, { reading, untilMs: aws.clock.now() + dayMs })
    reading.catch(() => known.delete(aws.region))
    return reading
  }
}
