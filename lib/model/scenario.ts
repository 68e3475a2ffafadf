import { z } from 'zod'
import type { Dimension } from './capacity.ts'
import type { ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'

const scope = {
  /** Of these teams and accounts; of all where empty. */
  teams: z.array(z.string().max(200)).max(50).default([]),
  accounts: z.array(z.string().max(20)).max(50).default([]),
}
const name = z.string().trim().min(1).max(80)
const factor = z.number().gt(0).max(100)

/** Demand as a multiple of the baseline forecast: the median and its 80 % interval. */
const size = { factor, low: factor, high: factor }

/**
 * What is assumed beside the baseline. `growth`: demand has grown to `factor` times the baseline at `toMs`, from
 * `fromMs` on, and stays there. `step` (a launch, a new tenant, a migration): from `atMs` on. `event`: within
 * `[fromMs, toMs)` alone, judged on its own hours. `zone-loss`: one zone is gone, at any hour.
 */
export const assumptionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('growth'), name, ...size, fromMs: z.number(), toMs: z.number(), ...scope }),
  z.object({
    kind: z.literal('step'),
    what: z.enum(['launch', 'onboarding', 'migration']),
    name,
    ...size,
    atMs: z.number(),
    ...scope,
  }),
  z.object({ kind: z.literal('event'), name, ...size, fromMs: z.number(), toMs: z.number(), ...scope }),
  z.object({ kind: z.literal('zone-loss'), name, ...scope }),
])
export type Assumption = z.infer<typeof assumptionSchema>

export const scenarioSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name,
  assumptions: z.array(assumptionSchema).min(1).max(20),
  /** Where it comes from: a person, the calendar, or always there. */
  source: z.enum(['person', 'calendar', 'standing']),
})
export type Scenario = z.infer<typeof scenarioSchema>

/** Where a date lies: median and 80 % interval in days from the start; `null` = later than a year. */
export type DateSpread = {
  readonly lowDays: number | null
  readonly medianDays: number | null
  readonly highDays: number | null
  /** By the horizon. */
  readonly chance: number
}

/** The change that would hold, of those that were priced for the resource. */
export type NeededChange = {
  readonly label: string
  readonly deltaMonthlyUsd: number
}

/** What a zone's loss does to one resource, at every hour of the horizon. */
export type ZoneRehearsal = {
  readonly zones: number
  readonly hours: number
  /** Hours of which the loss would leave less than is needed: at the median and at the 90 % path. */
  readonly hoursAbove: number
  readonly hoursAboveHigh: number
  readonly firstMs?: EpochMs
  /** Most members that would be missing. */
  readonly missing: number
  readonly text: string
}

/** One resource and dimension under one scenario. */
export type ScenarioRow = {
  readonly resourceId: string
  readonly resourceName: string
  readonly resourceClass: ResourceClass
  readonly team?: string
  readonly dimension: Dimension
  readonly limit: number
  readonly baseline: DateSpread
  readonly scenario: DateSpread
  /** Hours of the event, or of the horizon, above the limit: median and 90 % path. */
  readonly hoursAbove: number
  readonly hoursAboveHigh: number
  /** What keeps it safe in the baseline and in the scenario; absent = nothing is needed. */
  readonly baselineChange?: NeededChange
  readonly scenarioChange?: NeededChange
  /** Something is needed and nothing that was priced holds. */
  readonly unsolved?: true
  readonly zone?: ZoneRehearsal
}

/** One link of the chain behind a load: how much more of it the link bears. */
export type ChainLink = {
  readonly kind: 'resource' | 'group-maximum' | 'connections' | 'addresses' | 'quota'
  readonly name: string
  readonly resourceId?: string
  readonly team?: string
  /** Multiple of the baseline at which it breaks. */
  readonly breaksAt: number
  /** That the event is larger than that. */
  readonly chance: number
  /** When it breaks: the hour of the highest demand. */
  readonly atMs: EpochMs
  readonly text: string
}

/** Something to buy or to raise, and by when. */
export type ShoppingItem = {
  readonly action: string
  readonly name: string
  readonly resourceId?: string
  readonly team?: string
  readonly byMs: EpochMs
  readonly leadDays: number
  readonly byText: string
  readonly deltaMonthlyUsd: number | null
  readonly reason: string
}

/** What a scenario gave, without its rows. */
export type ScenarioResult = {
  readonly scenario: Scenario
  readonly asOfMs: EpochMs
  readonly horizonDays: number
  readonly chain: readonly ChainLink[]
  readonly shopping: readonly ShoppingItem[]
  /** Resources that were judged, and those without a forecast. */
  readonly judged: number
  readonly withoutForecast: readonly string[]
  readonly notes: readonly string[]
}
