import { describe, expect, test } from 'vitest'
import { settledCells } from '#jobs/settled-cells.ts'
import { system } from '#lib/model/actor.ts'
import type { CostDay } from '#lib/model/cost.ts'
import type { CostForecast } from '#lib/model/cost-forecast.ts'
import { listCostForecasts, readCostCells, saveCostForecasts } from '#lib/store/cost-forecasts.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

const quantiles = Array.from({ length: 10 }, (_, i) => 100 + i)

function forecast(grouping: CostForecast['grouping'], key: string): CostForecast {
  const months = [{ month: '2026-11', settledUsd: 60, quantiles }]
  return { grouping, key, settledDay: '2026-11-20', history: [], months, steps: [], explanation: [] }
}

function cost(
  day: string,
  grouping: CostDay['grouping'],
  key: string,
  changes: Partial<CostDay> = {},
): CostDay {
  return { day, accountId: '1', grouping, key, usd: 10, estimated: false, ...changes }
}

describe('forecasts of cost', () => {
  test('before the first run there are none', async () => {
    expect(await listCostForecasts(system)).toBeUndefined()
  })

  test('the newest run is told, to a viewer of some teams only what is theirs', async () => {
    await saveCostForecasts(1, nowMs - 1000, [forecast('total', '')])
    const all = [
      forecast('service', 'EC2'),
      forecast('team', 'search'),
      forecast('team', 'shop'),
      forecast('total', ''),
    ]
    await saveCostForecasts(2, nowMs, all)
    expect((await listCostForecasts(system))?.forecasts).toEqual(all)
    const viewer = await listCostForecasts({ ...system, teams: ['shop'] })
    expect(viewer?.forecasts.map(({ key }) => key)).toEqual(['shop'])
    expect(viewer?.asOfMs).toBe(nowMs)
  })

  test('costs are read by day: what is not billed on a billed day is 0, a day without a bill is unknown', async () => {
    await saveCosts(
      [
        cost('2026-11-01', 'service', 'EC2'),
        cost('2026-11-01', 'service', 'S3', { usd: 3 }),
        cost('2026-11-03', 'service', 'EC2', { estimated: true }),
        cost('2026-11-03', 'team', 'shop'),
        cost('2026-11-03', 'record-type', 'Credit', { usd: -4 }),
        cost('2026-11-03', 'record-type', 'Usage'),
      ],
      '2026-11-04',
    )
    const cells = await readCostCells('2026-11-01', '2026-11-05')
    expect(cells.map(({ grouping, key, usd }) => [grouping, key, ...usd])).toEqual([
      ['service', 'EC2', 10, Number.NaN, 10, Number.NaN],
      ['service', 'S3', 3, Number.NaN, 0, Number.NaN],
      ['team', 'shop', Number.NaN, Number.NaN, 10, Number.NaN],
      ['apart', 'Credit', 0, 0, -4, 0],
    ])
    // what is young and estimated is not believed; a month later it is as it stands
    expect(settledCells(cells, '2026-11-05')[0]?.usd).toHaveLength(1)
    expect(settledCells(cells, '2026-12-05')[0]?.usd).toHaveLength(4)
  })
})
