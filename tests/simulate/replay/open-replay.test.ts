import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#lib/errors.ts'
import type { Statistic } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { openReplay, type Replay } from '#lib/simulate/replay/open-replay.ts'

const fixture = fileURLToPath(new URL('fixture', import.meta.url))
const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)
/** The newest full period: from 14:00. */
const newestMs = Date.UTC(2026, 10, 22, 14, 0)
const stepMs = 5 * minuteMs
const place = { accountId: '111122223333', region: 'us-east-1', nowMs }

let replay: Replay

beforeAll(async () => {
  replay = await openReplay({ dir: fixture, nowMs, shifts: {} })
})

/** Samples of the last `steps` periods. */
function newest(name: string, key: string, value: string, steps: number, statistic: Statistic = 'Average') {
  const namespaces = ['AWS/EC2', 'CWAgent', 'AWS/RDS', 'AWS/AutoScaling']
  for (const namespace of namespaces) {
    const metric = replay.world.findMetric(place, { namespace, name, dimensions: { [key]: value } })
    if (metric === undefined) continue
    const range = { fromMs: newestMs - (steps - 1) * stepMs, toMs: newestMs + stepMs, periodMs: stepMs }
    return [...replay.world.values(metric, statistic, range)]
  }
  return undefined
}

const float32 = (values: readonly number[]) => values.map(Math.fround)

describe('shifts', () => {
  test('bring the newest sample of every resource into the newest full period', () => {
    // vm1 and orders end at 1700000100 + 9 x 300, shop-web at + 29 x 300.
    const end = newestMs / 1000
    expect(replay.shifts).toEqual({
      vm1: end - (1_700_000_100 + 9 * 300),
      orders: end - (1_700_000_100 + 9 * 300),
      'shop-web': end - (1_700_000_100 + 29 * 300),
    })
  })

  test('stay what they were at later starts', async () => {
    const later = await openReplay({ dir: fixture, nowMs: nowMs + 3 * hourMs, shifts: replay.shifts })
    expect(later.shifts).toEqual(replay.shifts)
    const partly = await openReplay({ dir: fixture, nowMs: nowMs + 3 * hourMs, shifts: { vm1: 600 } })
    expect(partly.shifts.vm1).toBe(600)
    expect(partly.shifts.orders).toBe((replay.shifts.orders ?? 0) + 3 * 3600)
  })
})

describe('samples', () => {
  test('are percent of the vCPU of their time, floored, the last of equal times, none while stopped', () => {
    // vCPU 1 for three periods (the second one was recorded twice, the third is empty), then 4, stopped from the eighth.
    expect(newest('CPUUtilization', 'InstanceId', 'vm1', 10)).toEqual(
      float32([25, 75, Number.NaN, 31.25, 50, 2.5, 112.5, Number.NaN, Number.NaN, Number.NaN]),
    )
  })

  test('are percent of the memory of the type of their time', () => {
    // m7i.large 8 GiB, m7i.xlarge 16 GiB.
    expect(newest('mem_used_percent', 'InstanceId', 'vm1', 10)?.slice(0, 7)).toEqual(
      float32([2 / 8, 2.5 / 8, 3 / 8, 3.5 / 16, 4 / 16, 4.5 / 16, 5 / 16].map((share) => share * 100)),
    )
  })

  test('are scaled, and a long file may hold what nobody wants', () => {
    expect(newest('NetworkIn', 'InstanceId', 'vm1', 10, 'Sum')).toEqual(
      float32([...[0.5, 1.5, 2.5, 3.5, 4.5, 5.5].map((v) => v * 307_200), ...Array(4).fill(Number.NaN)]),
    )
  })

  test('an empty cell takes nothing back, a second value does', () => {
    expect(newest('CPUUtilization', 'AutoScalingGroupName', 'shop-web', 3)).toEqual(float32([42.7, 42.8, 99]))
  })

  test('an hour is computed from its five-minute samples', () => {
    const metric = replay.world.findMetric(place, {
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: 'shop-web' },
    })
    if (metric === undefined) throw new Error('the group has no metric')
    const hour = (statistic: Statistic) => {
      const range = { fromMs: newestMs - hourMs, toMs: newestMs, periodMs: hourMs }
      return replay.world.values(metric, statistic, range)[0]
    }
    const samples = Array.from({ length: 12 }, (_, i) => Math.fround(40 + (17 + i) * 0.1))
    expect(hour('Average')).toBeCloseTo(samples.reduce((a, b) => a + b) / 12, 5)
    expect(hour('Maximum')).toBe(Math.fround(42.8))
    expect(hour('Minimum')).toBe(Math.fround(41.7))
    expect(hour('SampleCount')).toBe(12)
    expect(hour('Sum')).toBeCloseTo(
      samples.reduce((a, b) => a + b),
      4,
    )
  })

  test('outside of the recording there are none', () => {
    expect(newest('CPUUtilization', 'DBInstanceIdentifier', 'orders', 12)?.slice(0, 3)).toEqual([
      Number.NaN,
      Number.NaN,
      10,
    ])
  })
})

describe('inventory', () => {
  test('a machine has its present shape, CPU options and tags; vCPU 0 is a stop', () => {
    const [stopped] = replay.world.instances(place).filter(({ instanceId }) => instanceId === 'vm1')
    expect(stopped).toMatchObject({
      instanceType: 'm7i.xlarge',
      state: 'stopped',
      tags: { team: 'payments' },
    })
    expect(stopped?.vcpu).toBeUndefined()
    const at = { ...place, nowMs: newestMs - 8 * stepMs }
    const [early] = replay.world.instances(at).filter(({ instanceId }) => instanceId === 'vm1')
    expect(early).toMatchObject({ instanceType: 'm7i.large', vcpu: 1, state: 'running' })
  })

  test('a group has members and a database its class', () => {
    const [group] = replay.world.groups(place)
    expect(group).toMatchObject({ name: 'shop-web', instanceType: 'c7i.large', desired: 3 })
    expect(replay.world.instances(place).filter(({ groupName }) => groupName === 'shop-web')).toHaveLength(3)
    expect(newest('GroupInServiceInstances', 'AutoScalingGroupName', 'shop-web', 2)).toEqual([3, 3])
    expect(replay.world.databases(place)).toMatchObject([
      { identifier: 'orders', databaseClass: 'db.m7g.large' },
    ])
  })

  test('changes of shape are changes of the world, in its time', () => {
    const changes = replay.world.changes(place).filter(({ id }) => id === 'vm1')
    expect(changes.map(({ atMs, shape, vcpu }) => [(atMs - newestMs) / stepMs + 9, shape, vcpu])).toEqual([
      [0, 'm7i.large', 1],
      [3, 'm7i.xlarge', 4],
      [7, 'm7i.xlarge', 0],
    ])
  })

  test('costs are hours at list price; a stopped machine costs nothing', () => {
    const costs = replay.world.costs('2026-11-22', nowMs)
    const teams = costs.filter(({ grouping }) => grouping === 'team').map(({ key }) => key)
    expect(teams.sort()).toEqual(['', 'payments', 'search'])
    const fact = (name: string) =>
      replay.world.instanceTypes.find((type) => type.name === name)?.hourlyUsd ?? Number.NaN
    const vm1 = costs.find(({ grouping, key }) => grouping === 'team' && key === 'payments')
    expect(vm1?.usd).toBeCloseTo((3 / 12) * fact('m7i.large') + (4 / 12) * fact('m7i.xlarge'), 9)
  })
})

describe('a folder that cannot be replayed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-replay-'))
  afterAll(() => rmSync(dir, { recursive: true }))

  const copy = (name: string, change: (file: string) => void) => {
    const target = join(dir, name)
    cpSync(fixture, target, { recursive: true })
    change(target)
    return target
  }
  const rewrite = (file: string, from: string, to: string) => (target: string) => {
    const path = join(target, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  }

  test.each<[string, () => string, RegExp]>([
    ['a folder that is not there', () => join(dir, 'nowhere'), /nowhere: there is no such folder.*--replay/],
    ['a folder without replay.json', () => dir, /replay\.json cannot be read/],
    ['text that is no JSON', () => copy('json', rewrite('replay.json', '{', '')), /json\/replay\.json/],
    [
      'a wrong field',
      () => copy('field', rewrite('replay.json', '"asg"', '"fleet"')),
      /replay\.json: resources\.1\.class/,
    ],
    [
      'a missing file',
      () => copy('file', (target) => rmSync(join(target, 'series.csv'))),
      /series\.csv.*cannot be read/,
    ],
    [
      'a missing column',
      () => copy('column', rewrite('cores.csv', 'orders', 'other')),
      /cores\.csv: it has no column orders/,
    ],
    [
      'a missing series',
      () => copy('series', rewrite('replay.json', 'vm1_net', 'vm2_net')),
      /no rows of series vm2_net/,
    ],
    [
      'a cell of letters',
      () => copy('cell', rewrite('cores.csv', '1.25', '1,25x')),
      /cores\.csv: line 6 has '25x'|line 6/,
    ],
    [
      'an unknown type',
      () => copy('type', rewrite('replay.json', 'c7i.large', 'c9z.large')),
      /shop-web has the shape c9z\.large/,
    ],
    [
      'a path out of the folder',
      () => copy('path', rewrite('replay.json', 'memory.csv', '../memory.csv')),
      /same folder/,
    ],
    [
      'half a gzip',
      () =>
        copy('gzip', (target) => {
          const path = join(target, 'memory.csv')
          writeFileSync(path, gzipSync(readFileSync(path)).subarray(0, 60))
        }),
      /memory\.csv: it is not whole/,
    ],
  ])('%s is one clear error', async (_what, folder, text) => {
    const refused = openReplay({ dir: folder(), nowMs, shifts: {} })
    await expect(refused).rejects.toBeInstanceOf(AppError)
    await expect(refused).rejects.toThrow(text)
  })
})
