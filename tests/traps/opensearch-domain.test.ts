import { describe, expect, test } from 'vitest'
import { addedBetween } from '#lib/forecast/counter.ts'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/samples.ts'
import { hourMs } from '#lib/model/time.ts'
import { opensearchDomain } from '#lib/resources/opensearch-domain.ts'

const nowMs = Date.UTC(2026, 10, 22)

function samples(key: string, values: readonly number[]): MetricSamples {
  const startMs = nowMs - values.length * hourMs
  return { key, member: '', mean: { startMs, stepMs: hourMs, values: Float64Array.from(values) } }
}

describe('trap 5: OpenSearch free storage and rejections', () => {
  /** Free MiB of three nodes with 400 GiB each: the fullest has 40 GiB left. */
  const freeMib = [40 * 1024, 340 * 1024, 355 * 1024]
  const nodeGib = 400
  const capacity = { storage: 3 * nodeGib }
  const changes = [{ fromMs: 0, shape: 'r6g.xlarge.search', count: 3, capacity, source: 'config' as const }]
  const definition = opensearchDomain.dimensions.find(({ dimension }) => dimension === 'storage')
  if (!definition) throw new Error('no storage dimension')
  const usedShare = (free: number) => {
    const metrics = [samples('free-storage', [free])]
    return (demandOf({ definition, metrics, changes, nowMs }).mean[0] ?? Number.NaN) / capacity.storage
  }

  test('trap 5: the node with the least free space decides, at 90 % full', () => {
    const metric = opensearchDomain.metrics.find(({ key }) => key === 'free-storage')
    expect(metric).toMatchObject({ name: 'FreeStorageSpace', mean: 'Minimum' })
    expect(usedShare(Math.min(...freeMib))).toBeCloseTo(0.9, 9)
  })

  test('trap 5: the Sum over the nodes would say 39 % and never stop the alarm of the fullest', () => {
    const sumMib = freeMib.reduce((sum, free) => sum + free, 0)
    // Naive: 1 - 735 / 1200
    const naive = 1 - sumMib / 1024 / capacity.storage
    expect(naive).toBeCloseTo(0.3875, 9)
    // Read as free space of one node the Sum is above its capacity: a gap, and no number.
    expect(usedShare(sumMib)).toBeNaN()
  })

  test('trap 5: rejections count up since the start of the node, and a restart is not a negative number', () => {
    const counter = Float64Array.from([900, 905, 905, 2, 4])
    const naive = (counter.at(-1) ?? 0) - (counter[0] ?? 0)
    expect(naive).toBe(-896)
    const added = addedBetween(counter).slice(1)
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(5 + 0 + 2 + 2)
    // And the Sum of an hour of one-minute samples adds one counter sixty times.
    const definition = opensearchDomain.metrics.find(({ key }) => key === 'write-rejections')
    expect(definition).toMatchObject({ mean: 'Maximum', counter: true })
  })
})
