import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAws } from '#lib/collect/aws.ts'
import type { FoundSeries, Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import { readShapes } from '#lib/collect/shapes.ts'
import { type ForecastInput, forecastResource, type MetricSamples, signalsOf } from '#lib/forecast/index.ts'
import type { FleetRow, Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { type Series, type Statistic, tierFacts } from '#lib/model/series.ts'
import { floorTo, hourMs } from '#lib/model/time.ts'
import { presentResource, type ResourceView } from '#lib/present/resource.ts'
import { plainText } from '#lib/present/sentence.ts'
import { recommend, summarize } from '#lib/recommend/index.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { existingDimensions } from '#lib/resources/judged-dimensions.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { startSimulator, writeKubernetesSnapshots } from '#lib/simulate/index.ts'

/** The estate of the stories: a Wednesday in November, two days before Black Friday. */
export const frame = { seed: 7, anchorMs: Date.parse('2026-11-25T03:20:00Z') }
export const nowMs = frame.anchorMs
export const world = openEstate(frame)

export type Told = {
  readonly detail: ResourceDetail
  readonly view: ResourceView
  /** Every sentence that the resource's page shows, a line each. */
  readonly text: string
}

export type Estate = {
  /** One resource as its page shows it, from the inventory over the samples to the view. */
  tell(name: string): Told
  /** The same resource as a row of the overview. */
  rowOf(name: string): FleetRow
}

type Offer = Awaited<ReturnType<typeof readShapes>>

/** Reads the whole simulated estate as the collector does; `tell` then runs the stages for one resource. */
export async function openStories(): Promise<Estate> {
  const { inventories, offers } = await collect()
  const told = new Map<string, Told>()
  const tell = (name: string): Told => {
    const known = told.get(name)
    if (known) return known
    const inventory = inventories.find((one) => one.resources.some((resource) => resource.name === name))
    const resource = inventory?.resources.find((one) => one.name === name && one.memberOf === undefined)
    if (!inventory || !resource) throw new Error(`no resource ${name} in the inventory of the estate`)
    const offer = offers.get(resource.region)
    if (!offer) throw new Error(`no shapes of ${resource.region}`)
    const fresh = tellOne(inventory, resource, offer)
    told.set(name, fresh)
    return fresh
  }
  return {
    tell,
    rowOf(name) {
      const { resource, accountName, summary } = tell(name).detail
      return { resource, accountName, recommendation: summary }
    },
  }
}

async function collect(): Promise<{ inventories: Inventory[]; offers: Map<string, Offer> }> {
  const simulator = await startSimulator({ ...frame, now: () => nowMs, world })
  process.env.AWS_ENDPOINT_URL = simulator.endpoint
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  const clock = { now: () => Date.now(), sleep: () => new Promise<void>(setImmediate) }
  const aws = openAws({ clock, random: () => 0.5 })
  const known = new Map<string, ReturnType<typeof readInstanceTypes>>()
  const instanceTypes: typeof readInstanceTypes = (place) => {
    const reading = known.get(place.region) ?? readInstanceTypes(place)
    known.set(place.region, reading)
    return reading
  }
  const open = world.accounts.filter(({ deniedActions }) => deniedActions.length === 0)
  const accounts = simulator.accounts.filter(({ id }) => open.some((one) => one.id === id))
  const folder = await mkdtemp(join(tmpdir(), 'headroom-stories-'))
  const kubernetes = await writeKubernetesSnapshots({ ...frame, nowMs, folder })
  const options = { aws, nowMs, teamTagKeys: ['team'], kubernetes, instanceTypes }
  const inventories = await Promise.all(accounts.map((account) => readInventory({ ...options, account })))
  await rm(folder, { recursive: true })
  const offers = new Map<string, Offer>()
  for (const account of accounts) {
    for (const region of account.regions) {
      if (offers.has(region)) continue
      offers.set(region, await readShapes({ aws: aws.at({ account, region }), instanceTypes }))
    }
  }
  aws.close()
  await simulator.close()
  return { inventories, offers }
}

/** Samples as the collector delivers them (`tests/collect/estate.test.ts` proves it), in the width of the store. */
function seriesOf(resource: Resource, found: FoundSeries, statistic: Statistic): Series {
  const toMs = floorTo(nowMs, hourMs)
  const range = { fromMs: toMs - tierFacts['1h'].servedMs, toMs, periodMs: hourMs }
  const place = { accountId: resource.accountId, region: resource.region, nowMs }
  const metric = world.findMetric(place, found.metric)
  if (!metric) throw new Error(`no metric ${found.metric.name} of ${resource.name} in the estate`)
  const values = Float64Array.from(Float32Array.from(world.values(metric, statistic, range)))
  return { startMs: range.fromMs, stepMs: hourMs, values }
}

function samplesOf(inventory: Inventory, resource: Resource): MetricSamples[] {
  const own = inventory.series.filter(({ resourceId }) => resourceId === resource.id)
  const definitions: readonly MetricDefinition[] = classDefinitions[resource.resourceClass].metrics
  return definitions.flatMap(({ key, mean, peak, counter }) =>
    own
      .filter((found) => found.key === key)
      .map((found) => ({
        key,
        member: found.member,
        mean: seriesOf(resource, found, mean),
        ...(peak === undefined ? {} : { peak: seriesOf(resource, found, peak) }),
        ...(counter === true ? { counter } : {}),
      })),
  )
}

function tellOne(inventory: Inventory, resource: Resource, { shapes, prices }: Offer): Told {
  const metrics = samplesOf(inventory, resource)
  const found = inventory.changes.find(({ resourceId }) => resourceId === resource.id)
  const input: ForecastInput = {
    resourceId: resource.id,
    nowMs,
    dimensions: existingDimensions(resource),
    changes: found?.changes ?? [],
    metrics,
    policy: defaultPolicy,
  }
  const outcomes = forecastResource(input)
  const recommendation = recommend({
    resource,
    nowMs,
    policy: defaultPolicy,
    outcomes,
    signals: signalsOf(metrics),
    changes: input.changes,
    shapes,
    prices,
  })
  const detail: ResourceDetail = {
    resource,
    accountName: world.accounts.find(({ id }) => id === resource.accountId)?.name ?? resource.accountId,
    changes: input.changes,
    owners: inventory.owners?.find(({ resourceId }) => resourceId === resource.id)?.changes ?? [],
    recommendation,
    summary: summarize(recommendation, outcomes),
    dimensions: outcomes.map(({ dimension, outcome, history }) => ({
      dimension,
      history,
      forecast: outcome.kind === 'forecast' ? outcome : undefined,
      abstention: outcome.kind === 'abstention' ? outcome : undefined,
    })),
  }
  return { detail, ...pageOf(detail) }
}

export const freshness: Freshness = {
  resourceCount: 1,
  accountCount: 1,
  regionCount: 1,
  problems: [],
  source: 'simulated',
  running: [],
  backfill: { done: 1, total: 1 },
}

/** The page on its own dimension, and what it says of how the demand of every other one was built. */
function pageOf(detail: ResourceDetail): { view: ResourceView; text: string } {
  const page = { detail, freshness, horizonDays: 90, nowMs } as const
  const view = presentResource(page)
  const notes = detail.dimensions.flatMap(({ dimension }) => {
    const { built } = presentResource({ ...page, dimension })
    return (built?.notes ?? []).map((note) => `${dimension} | ${note}`)
  })
  const terms = (view.built?.terms ?? []).map(({ term, text }) => `${term} | ${text}`)
  const lines = [
    `lede | ${plainText(view.lede)}`,
    ...view.notices,
    view.unknown ?? '',
    view.decision?.keep ?? '',
    ...view.evidence.map(({ title, text }) => `${title} | ${text}`),
    ...(view.candidates?.rows ?? []).map(({ label, note }) => `${label} | ${note}`),
    view.candidates?.refused ?? '',
    ...terms,
    ...notes,
    ...view.history.map((row) => `${row.day} | ${row.size} | ${row.source}`),
  ]
  return { view, text: lines.filter((line) => line !== '').join('\n') }
}
