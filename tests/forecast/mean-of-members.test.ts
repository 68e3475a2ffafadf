import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/index.ts'
import { conversionOf } from '#lib/forecast/source.ts'
import type { Conversion, DimensionDefinition } from '#lib/model/measure.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { change, hourly, nowMs } from './samples.ts'

const longAgo = nowMs - 1000 * hourMs
const gap = Number.NaN

const of = (key: string, member: string, mean: readonly number[], endMs = nowMs): MetricSamples => ({
  key,
  member,
  mean: hourly(mean, endMs),
})

const cpu = (conversion: Conversion): DimensionDefinition => ({ dimension: 'cpu', hard: false, conversion })
const amount: Conversion = { kind: 'mean-of-members', metric: 'used', of: 'amount', scale: 1e-3 }
const percent: Conversion = { kind: 'mean-of-members', metric: 'busy', of: 'percent', scale: 1 }

describe('demand of members that come and go', () => {
  test('is the members at that time x the mean of those that were seen', () => {
    // 2 of 4 running members are known: (1000 + 3000) / 2 millicores x 4 = 8 cores.
    const metrics = [of('used', 'a', [1000, 1000]), of('used', 'b', [3000, 3000])]
    const found = demandOf({ definition: cpu(amount), metrics, changes: [change(longAgo, {}, 4)], nowMs })
    expect([...found.mean]).toEqual([8, 8])
  })

  test('does not grow because the past members are forgotten', () => {
    // Member b replaced another one two hours ago, whose samples nobody has: the load was the same all along.
    const metrics = [of('used', 'a', [2000, 2000, 2000, 2000]), of('used', 'b', [2000, 2000])]
    const found = demandOf({ definition: cpu(amount), metrics, changes: [change(longAgo, {}, 2)], nowMs })
    expect([...found.mean]).toEqual([4, 4, 4, 4])
    // The sum over what is known doubles by itself.
    const sum: Conversion = { kind: 'absolute', metrics: ['used'], scale: 1e-3 }
    const naive = demandOf({ definition: cpu(sum), metrics, changes: [change(longAgo, {}, 2)], nowMs })
    expect([...naive.mean]).toEqual([2, 2, 4, 4])
  })

  test('takes the members that a metric counts before those of the timeline', () => {
    // A group of at most 10 members of 4 vCPU; 3 and then 6 run at 50 %: 6 and 12 vCPU.
    const metrics = [of('busy', '', [50, 50]), of('members', '', [3, 6])]
    const changes = [change(longAgo, { cpu: 40, 'group-maximum': 10 }, 10)]
    const definition = cpu({ ...percent, members: 'members' })
    expect([...demandOf({ definition, metrics, changes, nowMs }).mean]).toEqual([6, 12])
  })

  test('in percent is of a member of that time: the whole by the maximum, or by how many run', () => {
    const metrics = [of('busy', 'a', [50])]
    const bounded = [change(longAgo, { cpu: 64, 'group-maximum': 16 }, 5)]
    expect([...demandOf({ definition: cpu(percent), metrics, changes: bounded, nowMs }).mean]).toEqual([10])
    const running = [change(longAgo, { cpu: 20 }, 5)]
    expect([...demandOf({ definition: cpu(percent), metrics, changes: running, nowMs }).mean]).toEqual([10])
  })

  test('is a gap where nobody was seen or the members are not known', () => {
    const metrics = [of('busy', '', [50, gap, 50]), of('members', '', [2, 2, gap])]
    const changes = [change(longAgo, { cpu: 8, 'group-maximum': 4 }, 4)]
    const { mean } = demandOf({
      definition: cpu({ ...percent, members: 'members' }),
      metrics,
      changes,
      nowMs,
    })
    expect([...mean]).toEqual([2, gap, gap])
  })

  test('of a group that does not publish its members is not that of its maximum', () => {
    const metrics = [of('busy', '', [50, 50]), of('members', '', [gap, gap])]
    const changes = [change(longAgo, { cpu: 40, 'group-maximum': 10 }, 10)]
    const { mean } = demandOf({
      definition: cpu({ ...percent, members: 'members' }),
      metrics,
      changes,
      nowMs,
    })
    expect([...mean]).toEqual([gap, gap])
  })

  test('is exact where every member is known, whatever their sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 64_000 }), { minLength: 1, maxLength: 9 }), (used) => {
        const metrics = used.map((value, i) => of('used', String(i), [value]))
        const changes = [change(longAgo, {}, used.length)]
        const [mean = gap] = demandOf({ definition: cpu(amount), metrics, changes, nowMs }).mean
        const sum = used.reduce((total, value) => total + value, 0) / 1000
        return Math.abs(mean - sum) <= 1e-9 * Math.max(1, sum)
      }),
    )
  })
})

describe('of several sources of one demand', () => {
  const definition: DimensionDefinition = { ...cpu(amount), otherwise: [percent] }

  test('the first counts while it has samples', () => {
    expect(conversionOf(definition, [of('used', 'a', [1]), of('busy', 'a', [1])])).toBe(amount)
  })

  test('the next counts where the first has none, or was turned off', () => {
    expect(conversionOf(definition, [of('busy', 'a', [1])])).toBe(percent)
    const stopped = of('used', 'a', [1], nowMs - 3 * dayMs)
    expect(conversionOf(definition, [stopped, of('busy', 'a', [1])])).toBe(percent)
  })

  test('one that is a few hours late still counts', () => {
    const late = of('used', 'a', [1], nowMs - 5 * hourMs)
    expect(conversionOf(definition, [late, of('busy', 'a', [1])])).toBe(amount)
  })

  test('without any sample it is the first', () => {
    expect(conversionOf(definition, [])).toBe(amount)
  })
})
