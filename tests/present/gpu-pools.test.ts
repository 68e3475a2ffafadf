import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { GpuHours, GpuUse } from '#lib/model/gpu-use.ts'
import type { Facts } from '#lib/model/resource.ts'
import { hourMs } from '#lib/model/time.ts'
import { gpuPoolsSchema } from '#lib/present/api-schemas.ts'
import { gpuPoolDetailSchema, presentApiGpuPool } from '#lib/present/api-team.ts'
import { freeNow, totalsOf } from '#lib/present/gpu-hours.ts'
import { presentGpuPool } from '#lib/present/gpu-pool.ts'
import { presentGpuPools } from '#lib/present/gpu-pools.ts'
import { gpuPoolsCsv, presentApiGpuPools } from '#lib/present/gpu-pools-export.ts'
import { plainText } from '#lib/present/sentence.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'
import { wholePage } from '../support/whole-page.ts'

const hours = 336
const free = { busy: 0, mib: 0 }
const idle = { busy: 1, mib: 40_000 }
const work = { busy: 80, mib: 40_000 }
const none = { busy: Number.NaN, mib: Number.NaN }

type Hour = typeof free

function gpu(member: string, at: (hour: number) => Hour): GpuHours {
  const all = Array.from({ length: hours }, (_, hour) => at(hour))
  return {
    resourceId: 'pool',
    member,
    busy: Float32Array.from(all, ({ busy }) => busy),
    heldMib: Float32Array.from(all, ({ mib }) => mib),
  }
}

const recorded = (...gpus: GpuHours[]): GpuUse => ({ startMs: fixtureNowMs - hours * hourMs, hours, gpus })

function poolRow(facts: Facts = {}, monthlyUsd = 8_000): FleetRow {
  const [model] = fleetFixture().filter(({ recommendation }) => recommendation?.current !== undefined)
  if (!model?.recommendation?.current) throw new Error('the fixture has no row with a size')
  return {
    ...model,
    resource: {
      ...model.resource,
      id: 'pool',
      name: 'ml-pool',
      resourceClass: 'gpu-pool',
      shape: 'g6.12xlarge',
      count: 2,
      facts: { gpuModel: 'NVIDIA L4', gpuPerMember: 4, ...facts },
    },
    recommendation: { ...model.recommendation, current: { ...model.recommendation.current, monthlyUsd } },
  }
}

/** Node a: 1 at work, 1 idle, 2 free; node b: 4 at work. */
const eight = recorded(
  gpu('a/gpu0', () => work),
  gpu('a/gpu1', () => idle),
  gpu('a/gpu2', () => free),
  gpu('a/gpu3', () => free),
  ...[0, 1, 2, 3].map((i) => gpu(`b/gpu${i}`, () => work)),
)
const context = { horizonDays: 90, nowMs: fixtureNowMs }

describe('hours of GPUs', () => {
  test('are held by memory and idle under 5 % of the time busy', () => {
    expect(totalsOf(eight.gpus, hours)).toEqual({
      gpus: 8,
      measuredHours: 8 * hours,
      heldHours: 6 * hours,
      judgedHours: 6 * hours,
      idleHours: hours,
      busyHours: expect.closeTo(5 * 0.8 * hours + 0.01 * hours, 3),
    })
  })

  test('without samples count nowhere, and held without known work is not idle', () => {
    const half = gpu('a/gpu0', (hour) => (hour < 10 ? none : work))
    expect(totalsOf([half], hours)).toMatchObject({ measuredHours: hours - 10, heldHours: hours - 10 })
    const unknown = gpu('a/gpu0', () => ({ busy: Number.NaN, mib: 40_000 }))
    expect(totalsOf([unknown], hours)).toMatchObject({ heldHours: hours, judgedHours: 0, idleHours: 0 })
  })

  test('tell the largest gang of one node in the newest hour that all GPUs have', () => {
    expect(freeNow(eight)).toEqual({ hour: hours - 1, free: 2, largestOnNode: 2 })
    const late = gpu('a/gpu0', (hour) => (hour >= hours - 2 ? none : free))
    expect(freeNow(recorded(late))).toEqual({ hour: hours - 3, free: 1, largestOnNode: 1 })
    expect(freeNow(recorded(gpu('a/gpu0', () => none)))).toBeUndefined()
    expect(freeNow(recorded())).toBeUndefined()
  })
})

describe('the list of pools', () => {
  test('shows idle dollars as the idle share of the list price, the same in page, API and CSV', () => {
    // 1 of 8 GPUs is held and idle all the time: an eighth of 8,000 dollars a month.
    const rows = [poolRow()]
    expect(presentGpuPools(rows, eight, context).rows[0]).toMatchObject({
      gpus: '8 × L4',
      held: '75%',
      idle: '$1,000',
      gang: '2 on one node',
      gangSub: '2 free, by memory',
    })
    const [item] = gpuPoolsSchema.parse(wholePage(presentApiGpuPools(rows, eight))).items
    expect(item).toMatchObject({
      idleMonthlyUsd: 1_000,
      heldShare: 0.75,
      largestGang: 2,
      gangKnownFrom: 'memory',
    })
    const [line] = parse(gpuPoolsCsv(rows, eight), { columns: true }) as Record<string, string>[]
    expect(Number(line?.idle_usd_per_month)).toBe(1_000)
    expect(line?.largest_gang).toBe('2')
  })

  test('takes the gang from the scheduler where one is read', () => {
    const rows = [poolRow({ gpusFree: 5, largestFreeGpuBlock: 3 })]
    expect(presentGpuPools(rows, eight, context).rows[0]?.gangSub).toBe('5 free, by scheduler')
  })

  test('says not measured, and never zero, of a pool without samples or without work', () => {
    const [row] = presentGpuPools([poolRow()], recorded(), context).rows
    expect([row?.held, row?.busy, row?.idle, row?.gang]).toEqual(Array(4).fill('not measured'))
    const held = recorded(gpu('a/gpu0', () => ({ busy: Number.NaN, mib: 40_000 })))
    const [unjudged] = presentGpuPools([poolRow()], held, context).rows
    expect([unjudged?.held, unjudged?.busy, unjudged?.idle]).toEqual(['100%', 'not measured', 'not measured'])
  })

  test('says that there is no pool', () => {
    expect(plainText(presentGpuPools([], recorded(), context).lede)).toContain('No pool of GPU instances')
  })
})

describe('the page of a pool', () => {
  const { resource, accountName, recommendation: summary } = poolRow()
  const detail: ResourceDetail = {
    resource,
    accountName,
    changes: [],
    dimensions: [],
    ...(summary && { summary }),
  }
  const view = presentGpuPool(detail, eight, fixtureNowMs)

  test('has a row of 84 cells of four hours a GPU, amber where it is held and idle', () => {
    expect(view.nodes.map(({ name, busy }) => [name, busy.length, busy[0]?.length])).toEqual([
      ['a', 4, 84],
      ['b', 4, 84],
    ])
    expect(view.nodes[0]?.busy.map((cells) => cells[0])).toEqual([6, 'idle', 'free', 'free'])
    expect(view.nodes[0]?.memory.map((cells) => cells[0])).toEqual([7, 7, 'free', 'free'])
  })

  test('adds up idle dollars by node to the window’s share of the price', () => {
    // 336 idle GPU-hours at 8,000 / 8 / 730 dollars an hour.
    expect(view.idle.map(({ node, usd }) => [node, usd])).toEqual([
      ['a', '$460'],
      ['b', '$0'],
    ])
  })

  test('breaks the chart at an hour in which a GPU has no sample', () => {
    const gap = recorded(gpu('a/gpu0', (hour) => (hour === 5 ? none : work)))
    const { hourly } = presentGpuPool(detail, gap, fixtureNowMs)
    expect(hourly.held.slice(4, 7)).toEqual([1, null, 1])
  })

  test('says what only a scheduler knows as not measured, and nothing undefined', () => {
    expect(view.scheduler.map(({ text }) => text)).toContain('not measured')
    expect(JSON.stringify(view)).not.toMatch(/undefined|NaN/)
    expect(plainText(presentGpuPool(detail, recorded(), fixtureNowMs).lede)).toContain(
      'No GPU of this pool has samples',
    )
  })

  test('is the same in the API: hours, nodes and the pool itself', () => {
    const api = gpuPoolDetailSchema.parse(presentApiGpuPool(detail, eight, fixtureNowMs))
    expect(api.hourly).toEqual({ held: view.hourly.held, busy: view.hourly.busy })
    expect(api.hourly.held).toHaveLength(hours)
    expect(api.nodes.map(({ node, gpus, idleHours }) => [node, gpus, idleHours])).toEqual([
      ['a', 4, hours],
      ['b', 4, 0],
    ])
    expect(api.pool.idleMonthlyUsd).toBe(1_000)
    const empty = presentApiGpuPool(detail, recorded(), fixtureNowMs)
    expect(new Set(gpuPoolDetailSchema.parse(empty).hourly.held)).toEqual(new Set([null]))
  })
})
