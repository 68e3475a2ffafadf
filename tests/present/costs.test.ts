import { describe, expect, test } from 'vitest'
import type { CostForecast } from '#lib/model/cost-forecast.ts'
import { costForecastsSchema } from '#lib/present/api-cost-schema.ts'
import { costChart, presentCosts } from '#lib/present/costs.ts'
import { costsCsv, presentApiCosts } from '#lib/present/costs-export.ts'
import { plainText } from '#lib/present/sentence.ts'
import { wholePage } from '../support/whole-page.ts'

const nowMs = Date.parse('2026-11-25T06:00:00Z')
const accounts = new Map([['1', 'shop-production']])
const spread = (usd: number) => [0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3, 1.4].map((share) => share * usd)

function forecast(changes: Partial<CostForecast>, budget?: { usd: number; chance: number }): CostForecast {
  return {
    grouping: 'total',
    key: '',
    settledDay: '2026-11-20',
    history: [{ month: '2026-10', usd: 900 }],
    months: [
      { month: '2026-11', settledUsd: 600, quantiles: spread(1000), ...(budget ? { budget } : {}) },
      { month: '2026-12', settledUsd: 0, quantiles: spread(1200) },
    ],
    steps: [],
    explanation: ['It stayed level over the past year.'],
    ...changes,
  }
}

const all = [
  forecast({}),
  forecast({ grouping: 'account', key: '1' }),
  forecast({ grouping: 'team', key: '' }),
  forecast({ grouping: 'team', key: 'shop' }, { usd: 950, chance: 0.82 }),
]
const present = (forecasts: readonly CostForecast[], grouping: CostForecast['grouping'] = 'team') =>
  presentCosts({ forecasts, accounts, grouping, nowMs })

describe('cost to come', () => {
  test('opens with the running and the farthest month, each with its interval, and the budgets', () => {
    expect(plainText(present(all).lede)).toBe(
      'Nov 2026 will come to $1,000 (80% interval $900 \u2013 $1,100), Dec 2026 to $1,200 ($1,080 \u2013 $1,320). 1 of 1 budget for Nov will probably be passed.',
    )
  })

  test('says what is missing before the first forecast, and to a viewer of some teams what is theirs', () => {
    expect(plainText(present([]).lede)).toBe('No cost is forecast yet: 14 settled days are needed first.')
    const own = present([forecast({ grouping: 'team', key: 'shop' })])
    expect(plainText(own.lede)).toBe('Cost to come of 1 team.')
    expect(own.chart).toBeUndefined()
    expect(own.rows.map(({ name }) => name)).toEqual(['shop'])
  })

  test('names accounts, and says untagged and the chance over budget', () => {
    expect(present(all, 'account').rows.map(({ name }) => name)).toEqual(['shop-production'])
    expect(present(all).rows.map(({ name, budget }) => [name, budget])).toEqual([
      ['untagged', ''],
      ['shop', '82% over $950 (likely)'],
    ])
  })

  test('the picture says in one sentence what it shows', () => {
    expect(costChart(forecast({})).label).toBe(
      'Cost by month: 1 month billed, then Nov 2026 $1,000 to Dec 2026 $1,200, 80% interval $1,080 \u2013 $1,320.',
    )
  })

  test('CSV and API carry every quantile', () => {
    const lines = costsCsv({ asOfMs: nowMs, forecasts: all }, accounts).trim().split('\r\n')
    expect(lines).toHaveLength(1 + all.length * 3)
    expect(lines[0]).toBe(
      'grouping,key,name,month,kind,usd,q0.025,q0.05,q0.1,q0.25,q0.5,q0.75,q0.9,q0.95,q0.975,q0.99',
    )
    expect(lines[2]).toContain('total,,All usage,2026-11,forecast,,700,800,900')
    const answer = presentApiCosts({ asOfMs: nowMs, forecasts: all }, 'team')
    expect(costForecastsSchema.parse(wholePage(answer))).toEqual(wholePage(answer))
    expect(answer.items).toHaveLength(2)
    expect(presentApiCosts(undefined, null)).toMatchObject({ asOf: null, items: [] })
  })
})
