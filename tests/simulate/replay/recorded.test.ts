import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openReplay, type Replay } from '#lib/simulate/replay/open-replay.ts'
import {
  type ReplayFile,
  type ReplayMetric,
  type ReplayResource,
  readReplayFile,
} from '#lib/simulate/replay/replay-file.ts'

const root = process.env.HEADROOM_TEST_DATA
const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)
if (!root) console.warn('HEADROOM_TEST_DATA is not set: recorded traces are not tested')

/** Read here in the plainest way, as an oracle: text to numbers by line and column. */
function recordedRows(dir: string, metric: ReplayMetric): [number, number][] {
  const text = gunzipSync(readFileSync(join(dir, metric.file))).toString()
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const cells = lines.map((line) => line.split(','))
  if (metric.layout === 'long') {
    return cells
      .filter(([id]) => id === metric.key)
      .map(([, t, value]) => [Number(t), Number(value || Number.NaN)])
  }
  const column = header.split(',').indexOf(metric.key)
  return cells.map((row) => [Number(row[0]), Number(row[column] || Number.NaN)])
}

function expectedSamples(dir: string, replay: Replay, resource: ReplayResource, metric: ReplayMetric) {
  const memoryOf = new Map(replay.world.instanceTypes.map((fact) => [fact.name, fact.memoryGib]))
  const samples = new Map<number, number>()
  for (const [t, raw] of recordedRows(dir, metric)) {
    if (Number.isNaN(raw)) continue
    const atS = Math.floor(t / 300) * 300
    const shape = resource.shapes.findLast((one) => (one.from ?? 0) <= atS) ?? resource.shapes[0]
    if (shape?.vcpu === 0) continue
    const value = raw * (metric.scale ?? 1)
    if (metric.as === 'percent-of-vcpu') samples.set(atS, (value / (shape?.vcpu ?? 1)) * 100)
    else if (metric.as === 'percent-of-memory')
      samples.set(atS, (value / (memoryOf.get(shape?.instanceType ?? '') ?? 0)) * 100)
    else samples.set(atS, value)
  }
  return samples
}

function servedSamples(replay: Replay, file: ReplayFile, resource: ReplayResource, metric: ReplayMetric) {
  const names = {
    'ec2-instance': 'InstanceId',
    asg: 'AutoScalingGroupName',
    'rds-instance': 'DBInstanceIdentifier',
  }
  const found = replay.world.findMetric(
    { accountId: file.account, region: file.region, nowMs },
    {
      namespace: metric.namespace,
      name: metric.metric,
      dimensions: { [names[resource.class]]: resource.id },
    },
  )
  if (found === undefined) throw new Error(`${resource.id} has no ${metric.metric}`)
  const toMs = Math.floor(nowMs / 300_000) * 300_000
  const fromMs = toMs - 300 * 86_400_000
  const values = replay.world.values(found, 'Average', { fromMs, toMs, periodMs: 300_000 })
  const shiftS = replay.shifts[resource.id] ?? 0
  const samples = new Map<number, number>()
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) samples.set(fromMs / 1000 + i * 300 - shiftS, value)
  })
  return samples
}

describe.skipIf(!root)('recorded traces', () => {
  test.each(['nab_cloudwatch', 'bitbrains_rnd'])(
    '%s is served sample for sample to float32',
    async (name) => {
      const dir = join(root ?? '', name)
      const replay = await openReplay({ dir, nowMs, shifts: {} })
      const file = await readReplayFile(dir)
      // Every tenth resource and at most seven: the oracle is slow.
      const step = Math.ceil(file.resources.length / 9)
      for (const resource of file.resources.filter((_, i) => i % step === 0)) {
        for (const metric of resource.metrics) {
          const want = expectedSamples(dir, replay, resource, metric)
          const got = servedSamples(replay, file, resource, metric)
          expect(got.size).toBe(want.size)
          for (const [t, value] of want) {
            const served = got.get(t) ?? Number.NaN
            if (!(Math.abs(served - value) <= 1e-6 * Math.abs(value))) expect([t, served]).toEqual([t, value])
          }
        }
      }
    },
    120_000,
  )
})
