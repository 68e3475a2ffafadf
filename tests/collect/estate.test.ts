import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory, PulledBlock } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import type { Account } from '#lib/model/account.ts'
import { type Tier, tierFacts } from '#lib/model/series.ts'
import { dayMs, hourMs, type Range } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { type Simulator, startSimulator, writeKubernetesSnapshots } from '#lib/simulate/index.ts'
import { openHastyAws } from './open.ts'

const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)
const world = openEstate({ seed: 1, anchorMs: nowMs })
const aws = openHastyAws()
const inventories = new Map<string, Inventory>()
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ seed: 1, anchorMs: nowMs, now: () => nowMs, world })
  process.env.AWS_ENDPOINT_URL = simulator.endpoint
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  const folder = await mkdtemp(join(tmpdir(), 'headroom-estate-'))
  const kubernetes = await writeKubernetesSnapshots({ seed: 1, anchorMs: nowMs, nowMs, folder })
  const options = { aws, nowMs, teamTagKeys: ['team'], kubernetes, instanceTypes: readInstanceTypes }
  for (const account of simulator.accounts) {
    inventories.set(account.id, await readInventory({ ...options, account }))
  }
  await rm(folder, { recursive: true })
})
afterAll(async () => {
  aws.close()
  await simulator.close()
})

type Corner = { readonly account: Account; readonly region: string; readonly inventory: Inventory }
const corners = (): Corner[] =>
  simulator.accounts.flatMap((account) => {
    const inventory = inventories.get(account.id)
    return inventory ? account.regions.map((region) => ({ account, region, inventory })) : []
  })

function seriesIn({ region, inventory }: Corner) {
  const here = new Set(
    inventory.resources.filter((resource) => resource.region === region).map(({ id }) => id),
  )
  return inventory.series.filter(({ resourceId }) => here.has(resourceId))
}

describe('the inventory of the whole estate', () => {
  test('knows every metric that is alive, and none that is not there', () => {
    let count = 0
    for (const corner of corners()) {
      const place = { accountId: corner.account.id, region: corner.region, nowMs }
      const denied = corner.inventory.problems.length > 0
      const alive = world.metrics(place).filter(({ lastMs = nowMs }) => lastMs > nowMs - 14 * dayMs)
      const found = seriesIn(corner).map(({ metric }) => world.findMetric(place, metric)?.id)
      expect(found).not.toContain(undefined)
      const missed = alive.filter(({ id }) => !found.includes(id)).map(({ metric }) => metric)
      expect(denied ? [] : missed).toEqual([])
      count += found.length
    }
    expect(count).toBeGreaterThan(1000)
  })

  test('gives every resource a capacity and a timeline that ends with today’s size', () => {
    for (const { inventory } of corners()) {
      for (const resource of inventory.resources) {
        const { changes = [] } = inventory.changes.find(({ resourceId }) => resourceId === resource.id) ?? {}
        expect([resource.nativeId, changes.at(-1)?.shape]).toEqual([resource.nativeId, resource.shape])
        expect(Object.keys(changes.at(-1)?.capacity ?? {}).length).toBeGreaterThanOrEqual(2)
        expect(changes.map(({ fromMs }) => fromMs)).toEqual(
          changes.map(({ fromMs }) => fromMs).sort((a, b) => a - b),
        )
      }
    }
  })

  test('names what the one account denies, and calls nothing there deleted', () => {
    const failed = [...inventories.values()].filter(({ problems }) => problems.length > 0)
    expect(failed).toHaveLength(1)
    expect(failed[0]?.complete).toEqual([])
    expect(failed[0]?.problems.every(({ code }) => code === 'aws-denied')).toBe(true)
  })
})

describe('samples of the estate', () => {
  const end = Date.UTC(2026, 10, 22, 12)
  test.each<{ tier: Tier; range: Range }>([
    { tier: '1h', range: { fromMs: end - 30 * dayMs, toMs: end } },
    { tier: '5m', range: { fromMs: end - dayMs, toMs: end } },
    { tier: '1m', range: { fromMs: end - 2 * hourMs, toMs: end } },
  ])('of $tier equal the world’s, value for value', async ({ tier, range }) => {
    const { periodMs } = tierFacts[tier]
    let compared = 0
    for (const corner of corners()) {
      const place = { accountId: corner.account.id, region: corner.region, nowMs }
      const series = seriesIn(corner).filter((_, i) => i % 7 === 0)
      const items = series.map((found, id) => ({ series: { ...found, id }, range }))
      const blocks: PulledBlock[] = []
      const request = { account: corner.account, region: corner.region, tier, items }
      await pullSamples({ aws, request, write: async (arrived) => void blocks.push(...arrived) })
      expect(blocks).toHaveLength(items.length)
      for (const { block } of blocks) {
        const found = series[block.seriesId]
        const metric = found && world.findMetric(place, found.metric)
        if (!found || !metric || metric.nativePeriodMs > periodMs || metric.firstMs > range.fromMs) continue
        for (const statistic of found.statistics) {
          const truth = Float32Array.from(world.values(metric, statistic, { ...range, periodMs }))
          expect(block.values[statistic]).toEqual(truth)
          compared += truth.length
        }
      }
    }
    expect(compared).toBeGreaterThan(2000)
  })
})
