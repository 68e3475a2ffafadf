import { setMaxListeners } from 'node:events'
import type { ShapeList } from '#lib/collect/shapes.ts'
import { forecastResource, signalsOf } from '#lib/forecast/index.ts'
import type { DimensionOutcome, Signals } from '#lib/model/forecast.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { tierFacts } from '#lib/model/series.ts'
import { floorTo, hourMs } from '#lib/model/time.ts'
import { recommend as decide } from '#lib/recommend/index.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { saveSignals } from '#lib/store/resources.ts'
import { finishRun, startRun } from '#lib/store/runs.ts'
import { saveShapes } from '#lib/store/shapes.ts'
import type { JobContext } from '../../jobs/job.ts'
import { recommend } from '../../jobs/recommend.ts'
import { onFreshStore } from './fresh-store.ts'
import type { Bench } from './run.ts'
import { changesOf, readTwice, type Setting, samplesOf } from './saturation-seed.ts'

const fleet = 10_000
const seed = 1
const anchorMs = Date.parse('2026-11-25T03:20:00Z')
/** One of so many resources of the estate is forecast; the fleet is made of copies of these. */
const parts = 4

type Forecasted = {
  readonly resource: Resource
  readonly changes: ReturnType<typeof changesOf>
  readonly outcomes: readonly DimensionOutcome[]
  readonly signals: Signals
}

/**
 * How long the product's own job takes to recommend a fleet that is forecast already, its reads and writes of the store
 * included: copies of resources of the simulated estate; `--sample N` = N resources instead of 10,000. The job runs in this
 * process and the store in another: two cores.
 */
export const benchRecommend: Bench = async ({ sample = fleet }) => {
  setMaxListeners(0)
  const { forecasted, offers } = await forecastEstate()
  return onFreshStore(async () => {
    const runId = await saveFleet(forecasted, offers, sample)
    const [fromMs, fromCpu] = [performance.now(), process.cpuUsage()]
    const { counts } = await recommend.run(contextOf(runId))
    const seconds = (performance.now() - fromMs) / 1000
    const { user, system } = process.cpuUsage(fromCpu)
    const pureMs = timePure(forecasted, offers)
    return {
      resources: sample,
      kinds: forecasted.length,
      failed: Number(counts.failed),
      seconds: rounded(seconds),
      perSecond: Math.round(sample / seconds),
      secondsOf10000: rounded((fleet / sample) * seconds),
      /** Of this process alone: what a machine with nothing else to do needs at least. */
      cpuSecondsOf10000: rounded((fleet / sample) * ((user + system) / 1e6)),
      decisionMs: rounded(pureMs),
    }
  })
}

const rounded = (value: number) => Math.round(value * 100) / 100

async function forecastEstate() {
  const world = openEstate({ seed, anchorMs })
  const offers = new Map<string, ShapeList>()
  const pairs = await readTwice(world, { seed, anchorMs, offers })
  const forecasted = pairs.flatMap(({ known, later }) =>
    known.resources
      .filter(({ memberOf }, i) => memberOf === undefined && i % parts === 0)
      .map((resource) => forecastOne({ world, nowMs: anchorMs, known, later }, resource)),
  )
  return { forecasted, offers }
}

function forecastOne(setting: Setting, resource: Resource): Forecasted {
  const toMs = floorTo(anchorMs, hourMs)
  const metrics = samplesOf(setting, resource, { fromMs: toMs - tierFacts['1h'].servedMs, toMs })
  const changes = changesOf(setting.known, resource)
  const outcomes = forecastResource({
    resourceId: resource.id,
    nowMs: anchorMs,
    dimensions: judgedDimensions(resource),
    changes,
    metrics,
    policy: defaultPolicy,
  })
  return { resource, changes, outcomes, signals: signalsOf(metrics) }
}

/** Stores so many copies with all that the job reads; the number of the run that made them. */
async function saveFleet(
  forecasted: readonly Forecasted[],
  offers: ReadonlyMap<string, ShapeList>,
  count: number,
): Promise<number> {
  const copies = Array.from({ length: count }, (_, i) => {
    const one = forecasted[i % forecasted.length] as Forecasted
    const id = i.toString(36).padStart(10, '0')
    return { ...one, resource: { ...one.resource, id, name: `${one.resource.name}-${i}` } }
  })
  const accounts = [...new Set(copies.map(({ resource }) => resource.accountId))]
  await saveAccounts(
    accounts.map((id, i) => ({ id, name: id, regions: [...offers.keys()], payer: i === 0 })),
    anchorMs,
  )
  for (const [region, { shapes, prices }] of offers) await saveShapes(region, shapes, prices)
  for (const [accountId, own] of Map.groupBy(copies, ({ resource }) => resource.accountId))
    await saveInventory({
      accountId,
      nowMs: anchorMs,
      resources: own.map(({ resource }) => resource),
      changes: own.map(({ resource, changes }) => ({ resourceId: resource.id, changes })),
      series: [],
      complete: [],
    })
  const runId = await startRun('bench', '', anchorMs)
  for (const { resource, outcomes, signals } of copies) {
    await saveOutcomes({ runId, resourceId: resource.id, asOfMs: anchorMs, outcomes })
    await saveSignals(resource.id, signals)
  }
  await finishRun(runId, { state: 'done', nowMs: anchorMs, counts: {}, problems: [] })
  return runId
}

function contextOf(runId: number): JobContext {
  return {
    runId,
    scope: '',
    nowMs: anchorMs,
    estate: { accounts: [], teamTagKeys: [] },
    collector: undefined as never,
    progress: () => undefined,
    signal: new AbortController().signal,
  }
}

/** Milliseconds of one decision without the store. */
function timePure(forecasted: readonly Forecasted[], offers: ReadonlyMap<string, ShapeList>): number {
  const fromMs = performance.now()
  for (const { resource, changes, outcomes, signals } of forecasted) {
    const { shapes = [], prices = [] } = offers.get(resource.region) ?? {}
    decide({ resource, nowMs: anchorMs, policy: defaultPolicy, outcomes, signals, changes, shapes, prices })
  }
  return (performance.now() - fromMs) / forecasted.length
}
