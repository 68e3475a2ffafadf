import { z } from 'zod'
import { dimensions } from './capacity.ts'
import { serviceTiers } from './resource.ts'

const share = z.number().min(0).max(0.95)

/** What owners accept. Every number that the product decides with and that a user may change. */
export const policySchema = z.object({
  horizonDays: z.number().int().min(7).max(365),
  lookbackDays: z.number().int().min(7).max(455),
  /** Accepted chance of a breach within the horizon. */
  acceptedRisk: z.record(z.enum(serviceTiers), z.number().gt(0).lt(1)),
  /** Share of the capacity that stays free: the safe limit is capacity x (1 - headroom). */
  headroom: z.partialRecord(z.enum(dimensions), share),
  headroomDefault: share,
  /** Days of observed samples before a smaller, and before a larger, size is recommended. */
  daysToDownsize: z.number().int(),
  daysToUpsize: z.number().int(),
  /** Below this share of observed samples in the lookback a resource gets no recommendation. */
  coverageFloor: share,
  /** Days that a change takes, by kind; the decision must fall so much earlier. */
  leadDays: z.object({ storage: z.number(), shape: z.number(), gpu: z.number(), group: z.number() }),
  /** A smaller size must save at least this much a month to be worth a change. */
  savingFloorMonthlyUsd: z.number().min(0),
  /** Minutes a month above the limit that a scaling policy may cost, by tier; absent = the defaults. */
  minutesAboveBudgetPerMonth: z.record(z.enum(serviceTiers), z.number().min(0)).optional(),
  /** A larger saving in cash a month is decided in the capacity review; absent = the default. */
  largeSavingMonthlyUsd: z.number().min(0).optional(),
})
export type Policy = z.infer<typeof policySchema>

export const defaultPolicy: Policy = {
  horizonDays: 90,
  lookbackDays: 90,
  acceptedRisk: { 'tier-1': 0.01, 'tier-2': 0.03, 'tier-3': 0.1, 'non-production': 0.25 },
  headroom: {
    cpu: 0.2,
    memory: 0.1,
    storage: 0.1,
    iops: 0.2,
    throughput: 0.2,
    network: 0.2,
    connections: 0.2,
    gpu: 0.05,
    'gpu-memory': 0.1,
    'group-maximum': 0.1,
  },
  headroomDefault: 0.2,
  daysToDownsize: 35,
  daysToUpsize: 14,
  coverageFloor: 0.8,
  leadDays: { storage: 1, shape: 7, gpu: 56, group: 1 },
  savingFloorMonthlyUsd: 10,
}

/** Minutes a month above the limit where the policy sets none. */
export const defaultMinutesAboveBudget = {
  'tier-1': 10,
  'tier-2': 45,
  'tier-3': 180,
  'non-production': 720,
} as const

/** A saving above this stands on the agenda of the review where the policy sets none. */
export const defaultLargeSavingMonthlyUsd = 1000
