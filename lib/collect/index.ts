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
  /** Stopped early, a reading is an error and not a result with holes. */
  const whole = async <T>(reading: Promise<T>): Promise<T> => {
    const result = await reading
    signal?.throwIfAborted()
    return result
  }
  return {
    inventory: (account, nowMs) => whole(readInventory({ aws, account, nowMs, teamTagKeys, instanceTypes })),
    samples: (request, write) => pullSamples({ aws, request, write, signal }),
    shapes: (account, region) => whole(readShapes({ aws: aws.at({ account, region }), instanceTypes })),
    costs: (payer, fromDay, toDay) =>
      whole(readCosts({ aws, payer, fromDay, toDay, teamTagKey: teamTagKeys[0] ?? 'team' })),
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
