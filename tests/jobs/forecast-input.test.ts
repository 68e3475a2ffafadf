import { beforeAll, describe, expect, test } from 'vitest'
import { loadForecastInput } from '#jobs/forecast-input.ts'
import { forecastResource } from '#lib/forecast/index.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { resourceOf } from '../store/estate-rows.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const nowMs = floorTo(Date.UTC(2026, 10, 22, 12), hourMs)
const days = 90
const covered = { fromMs: floorTo(nowMs - days * dayMs, dayMs), toMs: nowMs }
const hours = (covered.toMs - covered.fromMs) / hourMs

/** A table that a job reads for two hours every night, and that is silent for the rest of the day. */
const nightly = Float32Array.from({ length: hours }, (_, hour) => (hour % 24 < 2 ? 36_000 : Number.NaN))
const table = (id: string, active: boolean): Resource => ({
  ...resourceOf(id, { accountId: '444455556666', region: 'us-east-1' }),
  resourceClass: 'dynamodb-table',
  shape: 'provisioned',
  createdMs: covered.fromMs - 100 * dayMs,
  facts: { billingMode: 'provisioned', active },
})

beforeAll(async () => {
  const resources = [table('activetable', true), table('lostaccess1', false)]
  await saveInventory({
    accountId: '444455556666',
    nowMs,
    resources,
    complete: [],
    changes: resources.map(({ id }) => ({
      resourceId: id,
      changes: [
        { fromMs: 0, shape: 'provisioned', count: 1, capacity: { 'read-units': 40 }, source: 'metrics' },
      ],
    })),
    series: resources.map(({ id }) => ({
      resourceId: id,
      key: 'consumed-read-units',
      member: '',
      metric: {
        namespace: 'AWS/DynamoDB',
        name: 'ConsumedReadCapacityUnits',
        dimensions: { TableName: id },
      },
      statistics: ['Sum'],
    })),
  })
  const series = await listSeries(resources.map(({ id }) => id))
  await writeSamples(
    '1h',
    series.map(({ id }) => ({
      block: { seriesId: id, startMs: covered.fromMs, stepMs: hourMs, values: { Sum: nightly } },
      covered,
    })),
  )
})

async function readsOf(id: string) {
  const resource = (await listResources()).find((one) => one.id === id)
  if (!resource) throw new Error(`${id} is not stored`)
  const { input } = await loadForecastInput({ resource, policy: defaultPolicy, nowMs })
  const [outcome] = forecastResource(input).filter(({ dimension }) => dimension === 'read-units')
  return outcome?.outcome
}

describe('a table that is silent while nothing is consumed', () => {
  test('is judged: while it is active a silent hour is zero', async () => {
    const outcome = await readsOf('activetable')
    expect(outcome?.kind).toBe('forecast')
    if (outcome?.kind !== 'forecast') return
    expect(outcome.demand.coverage).toBeCloseTo(1, 2)
    // 36,000 units in each of two hours: 10 a second there, 0.83 on the mean of a day.
    expect(outcome.facts.maximum).toBeCloseTo(10, 6)
    expect(outcome.facts.p50).toBe(0)
  })

  test('is not judged where nobody can tell that it was there', async () => {
    const outcome = await readsOf('lostaccess1')
    expect(outcome).toMatchObject({ kind: 'abstention' })
  })
})
