import { capacityAt, type Dimension } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { readOutcomes } from '#lib/store/forecasts.ts'
import { newestBilledDay, readDailyUsd } from '#lib/store/resource-usd.ts'
import { readChanges } from '#lib/store/resources.ts'
import { readShapes } from '#lib/store/shapes.ts'
import type { UsageBefore } from '#lib/verify/measure-saving.ts'
import { type BilledResource, usageAround } from '#lib/verify/usage-around.ts'

/** What follows the work that a resource does, the first that is known. */
const follows: readonly Dimension[] = ['cpu', 'gpu', 'acu', 'ecpu', 'requests', 'write-units', 'read-units']
/** Days whose bill is still estimated. */
const estimatedDays = 4
const aroundDays = 30
const othersMax = 40

/** Bill and work of a resource around a change, and of others of its class in its account. */
export async function loadUsage(
  resource: Resource,
  fleet: readonly Resource[],
  changedMs: EpochMs,
): Promise<UsageBefore> {
  const newest = await newestBilledDay()
  const toMs = (newest ?? changedMs) - (estimatedDays - 1) * dayMs
  const range = { fromMs: changedMs - aroundDays * dayMs, toMs }
  const usd = await readDailyUsd(resource.resourceClass, range)
  const { shapes } = await readShapes(resource.region)
  const scores = new Map(shapes.map((shape) => [shape.name, shape]))
  const others = fleet
    .filter(
      ({ id, resourceClass, accountId }) =>
        id !== resource.id &&
        resourceClass === resource.resourceClass &&
        accountId === resource.accountId &&
        usd.has(id),
    )
    .slice(0, othersMax)
  const load = async ({ id }: { readonly id: string }) => billed(id, usd.get(id) ?? new Map(), scores)
  const [own, ...rest] = await Promise.all([load(resource), ...others.map(load)])
  return own ? usageAround(own, rest, { changedMs, toMs }) : { before: [], after: [], untouched: [] }
}

async function billed(
  id: string,
  usd: ReadonlyMap<EpochMs, number>,
  shapes: ReadonlyMap<string, Shape>,
): Promise<BilledResource> {
  const [changes, outcomes] = await Promise.all([readChanges(id), readOutcomes(id)])
  const known = follows.map((name) =>
    outcomes.find(({ dimension, history }) => dimension === name && history),
  )
  const found = known.find((one) => one !== undefined)
  const families = new Set(
    changes.map(({ shape }) => shapes.get(shape)?.family ?? shape.replace(/\.[^.]*$/, '')),
  )
  // A vCPU of one family is not one of another: across families the work is in measured scores, or not known.
  const scoreOf = (shape: string | undefined) =>
    found?.dimension !== 'cpu' || families.size === 1
      ? 1
      : (shapes.get(shape ?? '')?.cpuScorePerVcpu ?? Number.NaN)
  const demand = (day: EpochMs) => {
    const mean = found?.history?.mean[Math.round((day - (found.history.startMs ?? 0)) / dayMs)]
    return (mean ?? Number.NaN) * scoreOf(capacityAt(changes, day + dayMs / 2)?.shape)
  }
  return { usd, demand, changes }
}
