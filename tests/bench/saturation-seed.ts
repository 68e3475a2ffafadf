import { openAws } from '#lib/collect/aws.ts'
import type { Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import { readShapes, type ShapeList } from '#lib/collect/shapes.ts'
import { setEnvironment } from '#lib/env.ts'
import { demandOf } from '#lib/forecast/demand.ts'
import { dailyDemand } from '#lib/forecast/history.ts'
import { forecastResource, type MetricSamples } from '#lib/forecast/index.ts'
import { saturationOf } from '#lib/forecast/saturation.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import type { DimensionDefinition, MetricDefinition } from '#lib/model/measure.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import { tierFacts } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs, type Range } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import type { World } from '#lib/simulate/world.ts'

/** One estate, and which of its resources are judged: those whose place divided by `parts` leaves `part`. */
export type SeedTask = {
  readonly seed: number
  readonly anchorMs: number
  readonly part: number
  readonly parts: number
}

/** Days from the anchor; `null` = not within 365 days. */
export type Judged = {
  readonly resource: string
  readonly resourceClass: ResourceClass
  readonly dimension: Dimension
  readonly truth: number | null
  readonly low: number | null
  readonly median: number | null
  readonly high: number | null
}

const horizonDays = 365
const windowDays = 7

export type Setting = {
  readonly world: World
  readonly nowMs: number
  readonly known: Inventory
  /** The inventory after the horizon: its sizes are those that the future was measured under. */
  readonly later: Inventory
}

/**
 * The forecasts of one estate as of its anchor, beside what its closed form does in the year after. Forecasts are brief:
 * of days only, which is what saturation stands on.
 */
export async function judgeSeed(task: SeedTask): Promise<Judged[]> {
  const world = openEstate(task)
  const nowMs = task.anchorMs
  const pairs = await readTwice(world, task)
  return pairs.flatMap(({ known, later }) => {
    const sized = known.resources.filter(({ memberOf }) => memberOf === undefined)
    const mine = sized.filter((_, i) => (i + task.seed) % task.parts === task.part)
    return mine.flatMap((resource) => judgeResource({ world, nowMs, known, later }, resource))
  })
}

/** The inventories at the anchor and after the horizon, account by account, through the simulated AWS. */
export async function readTwice(
  world: World,
  {
    seed,
    anchorMs,
    offers,
  }: Pick<SeedTask, 'seed' | 'anchorMs'> & { readonly offers?: Map<string, ShapeList> },
): Promise<{ known: Inventory; later: Inventory }[]> {
  let nowMs = anchorMs
  const simulator = await startSimulator({ seed, anchorMs, now: () => nowMs, world })
  setEnvironment({
    AWS_ENDPOINT_URL: simulator.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED',
    AWS_SECRET_ACCESS_KEY: 'secret',
  })
  const aws = openAws({ clock: impatientClock(), random: () => 0.5 })
  const types = new Map<string, ReturnType<typeof readInstanceTypes>>()
  const instanceTypes: typeof readInstanceTypes = (place) => {
    const reading = types.get(place.region) ?? readInstanceTypes(place)
    types.set(place.region, reading)
    return reading
  }
  const open = world.accounts.filter(({ deniedActions }) => deniedActions.length === 0)
  const accounts = simulator.accounts.filter(({ id }) => open.some((one) => one.id === id))
  const read = () =>
    Promise.all(
      accounts.map((account) => readInventory({ aws, nowMs, teamTagKeys: ['team'], instanceTypes, account })),
    )
  const known = await read()
  if (offers !== undefined) {
    for (const account of accounts) {
      for (const region of account.regions) {
        if (offers.has(region)) continue
        offers.set(region, await readShapes({ aws: aws.at({ account, region }), instanceTypes }))
      }
    }
  }
  nowMs += (horizonDays + windowDays) * dayMs
  const later = await read()
  aws.close()
  await simulator.close()
  return known.map((one, i) => ({ known: one, later: later[i] as Inventory }))
}

/** Time passes only by waiting, and waiting takes none: rate limits cost nothing. */
function impatientClock() {
  let nowMs = 0
  return {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms
    },
  }
}

function judgeResource(setting: Setting, resource: Resource): Judged[] {
  const { nowMs, known } = setting
  const toMs = floorTo(nowMs, hourMs)
  const outcomes = forecastResource({
    resourceId: resource.id,
    nowMs,
    dimensions: judgedDimensions(resource),
    changes: changesOf(known, resource),
    metrics: samplesOf(setting, resource, { fromMs: toMs - tierFacts['1h'].servedMs, toMs }),
    policy: defaultPolicy,
    brief: true,
  })
  return outcomes.flatMap(({ dimension, outcome }) => {
    if (outcome.kind === 'abstention') return []
    const definition = judgedDimensions(resource).find((one) => one.dimension === dimension)
    const truth = definition && truthOf(setting, { resource, definition, forecast: outcome })
    if (truth === undefined) return []
    const { lowDays, medianDays, highDays } = outcome.saturation
    const { name, resourceClass } = resource
    return [
      { resource: name, resourceClass, dimension, truth, low: lowDays, median: medianDays, high: highDays },
    ]
  })
}

export function changesOf({ changes }: Inventory, { id }: Resource) {
  return changes.find(({ resourceId }) => resourceId === id)?.changes ?? []
}

export function samplesOf(
  { world, nowMs, known, later }: Setting,
  resource: Resource,
  range: Range,
): MetricSamples[] {
  const inventory = range.toMs > nowMs ? later : known
  const place = { accountId: resource.accountId, region: resource.region, nowMs: Math.max(nowMs, range.toMs) }
  const definitions: readonly MetricDefinition[] = classDefinitions[resource.resourceClass].metrics
  const own = inventory.series.filter(({ resourceId }) => resourceId === resource.id)
  return definitions.flatMap(({ key, mean, peak, counter }) =>
    own.flatMap((found): MetricSamples[] => {
      const metric = found.key === key ? world.findMetric(place, found.metric) : undefined
      if (metric === undefined) return []
      const seriesOf = (statistic: typeof mean) => {
        const values = world.values(metric, statistic, { ...range, periodMs: hourMs })
        return { startMs: range.fromMs, stepMs: hourMs, values: Float64Array.from(Float32Array.from(values)) }
      }
      return [
        {
          key,
          member: found.member,
          mean: seriesOf(mean),
          ...(peak === undefined ? {} : { peak: seriesOf(peak) }),
          ...(counter === true ? { counter } : {}),
        },
      ]
    }),
  )
}

type TruthInput = {
  readonly resource: Resource
  readonly definition: DimensionDefinition
  readonly forecast: Forecast
}

/** The day on which the true demand saturates the limit of the forecast; `undefined` where it cannot be known. */
function truthOf(
  setting: Setting,
  { resource, definition, forecast }: TruthInput,
): number | null | undefined {
  const { nowMs, later } = setting
  const endMs = nowMs + (horizonDays + 1) * dayMs
  const range = { fromMs: floorTo(nowMs, dayMs) - 2 * windowDays * dayMs, toMs: floorTo(endMs, dayMs) }
  const metrics = samplesOf(setting, resource, range)
  const changes = changesOf(later, resource)
  if (metrics.length === 0 || changes.length === 0) return undefined
  const { startMs, peak } = dailyDemand(demandOf({ definition, metrics, changes, nowMs: range.toMs }))
  const today = (forecast.daily.peak.startMs - startMs) / dayMs
  if (today < windowDays || peak.length - today < horizonDays) return undefined
  return trueSaturation({ peaks: peak, today, limit: forecast.saturation.limit })
}

/** The definition of saturation on the days that really came: one path, no chance. */
export function trueSaturation(options: {
  readonly peaks: Float64Array
  /** Index of the first day that was not yet known. */
  readonly today: number
  readonly limit: number
}): number | null {
  const { peaks, today, limit } = options
  const future = Float32Array.from(peaks.subarray(today, today + horizonDays))
  const paths = { count: 1, days: future.length, fullDays: 0, mean: future, peak: future, maximum: future }
  return saturationOf({ paths, recentPeaks: peaks.subarray(0, today), limit }).medianDays
}
