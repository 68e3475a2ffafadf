import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CellPaths } from '#lib/forecast/cost-cells.ts'
import { costPaths, shareDraws } from '#lib/forecast/cost-paths.ts'
import { reconcileTeams, sumOf } from '#lib/forecast/cost-teams.ts'
import { type CostCell, commitmentSteps, forecastCosts } from '#lib/forecast/index.ts'
import type { CostStep } from '#lib/model/cost-forecast.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'

/** 1 Oct 2025 to 20 Nov 2026: the first ten days of November and ten more are to come. */
const startMs = dayStart('2025-10-01')
const endMs = dayStart('2026-11-21')
const days = (endMs - startMs) / dayMs
const dateOf = (i: number) => new Date(startMs + i * dayMs)

function cell(usdOn: (date: Date, i: number) => number, changes: Partial<CostCell> = {}): CostCell {
  const usd = Float64Array.from({ length: days }, (_, i) => usdOn(dateOf(i), i))
  return { accountId: '1', grouping: 'service', key: 'Amazon EC2', startMs, usd, ...changes }
}

type Rest = Partial<Omit<Parameters<typeof forecastCosts>[0], 'cells'>>
const foretell = (cells: readonly CostCell[], rest: Rest = {}) =>
  forecastCosts({ cells, steps: [], budgets: [], seed: 'test', ...rest })

const totalOf = (cells: readonly CostCell[], rest: Rest = {}) => foretell(cells, rest)[0]
const medians = (cells: readonly CostCell[], rest: Rest = {}) =>
  totalOf(cells, rest)?.months.map(({ quantiles }) => quantiles[medianIndex])

describe('the forecast of a cost', () => {
  test('a level cost comes to its days a month, the running month with what is settled', () => {
    const forecast = totalOf([cell(() => 100)])
    expect(forecast?.months.map(({ month }) => month)).toEqual([
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-02',
      '2027-03',
      '2027-04',
      '2027-05',
    ])
    expect(forecast?.settledDay).toBe('2026-11-20')
    expect(forecast?.months[0]?.settledUsd).toBe(2000)
    forecast?.months.forEach(({ quantiles }, i) => {
      const length = [30, 31, 31, 28, 31, 30, 31][i] as number
      for (const usd of quantiles) expect(Math.abs(usd / (100 * length) - 1)).toBeLessThan(1e-9)
    })
    expect(forecast?.history.at(-1)).toEqual({ month: '2026-10', usd: 3100 })
    expect(forecast?.history[0]).toEqual({ month: '2025-10', usd: 3100 })
  })

  test('a fee of the first of the month comes once a month and not every day', () => {
    const fees = medians([cell((date) => 100 + (date.getUTCDate() === 1 ? 500 : 0))])
    expect(fees?.map((usd) => Math.round(usd ?? 0))).toEqual([3500, 3600, 3600, 3300, 3600, 3500, 3600])
  })

  test('a fee of the 31st falls on the last day of a shorter month', () => {
    const last = (date: Date) => new Date(date.getTime() + dayMs).getUTCDate() === 1
    const fees = medians([cell((date) => 100 + (last(date) && date.getUTCDate() >= 30 ? 500 : 0))])
    expect(Math.round(fees?.[1] ?? 0)).toBe(3600)
  })

  test('weekends are cheap in the months to come too', () => {
    const weekday = (date: Date) => (date.getUTCDay() % 6 === 0 ? 40 : 124)
    const [, december] = medians([cell(weekday)]) ?? []
    // December 2026 has 8 days of weekends and 23 others
    expect(Math.abs((december ?? 0) / (8 * 40 + 23 * 124) - 1)).toBeLessThan(0.01)
  })

  test('growth goes on', () => {
    const grown = medians([cell((_, i) => 100 * 1.05 ** (i / 30))]) ?? []
    const may = Array.from({ length: 31 }, (_, i) => 100 * 1.05 ** ((days + 161 + i) / 30))
    const truth = may.reduce((sum, usd) => sum + usd, 0)
    expect(Math.abs((grown[6] ?? 0) / truth - 1)).toBeLessThan(0.03)
  })

  test('credits and tax stand apart and are no part of the total', () => {
    const credit = cell((date) => (date.getUTCDate() === 5 ? -1500 : 0), { grouping: 'apart', key: 'Credit' })
    const forecasts = foretell([cell(() => 100), credit])
    const apart = forecasts.find(({ grouping }) => grouping === 'apart')
    expect(apart?.months.map(({ quantiles }) => Math.round(quantiles[medianIndex] ?? 0))).toEqual(
      new Array(7).fill(-1500),
    )
    expect(forecasts[0]?.months[1]?.quantiles[medianIndex]).toBeCloseTo(3100, 6)
  })

  test('what ended stays away', () => {
    const ended = medians([cell((_, i) => (i < days - 20 ? 100 : 0)), cell(() => 10, { key: 'Amazon S3' })])
    expect(ended?.[1]).toBeCloseTo(310, 6)
  })

  test('nothing is said from less than 14 days', () => {
    const young = cell(() => 100)
    expect(foretell([{ ...young, usd: young.usd.subarray(0, 13) }])).toEqual([])
    expect(foretell([])).toEqual([])
  })
})

describe('known steps and budgets', () => {
  const step: CostStep = {
    kind: 'change',
    day: '2026-12-22',
    dailyUsd: 10,
    accountId: '1',
    service: 'Amazon EC2',
    team: 'shop',
    text: 'Accepted.',
  }

  test('a step moves every path of what it concerns from its day on, and the forecast without it stays beside', () => {
    const team = cell(() => 100, { grouping: 'team', key: 'shop' })
    const forecasts = foretell([cell(() => 100), team], { steps: [step] })
    for (const { grouping, months } of forecasts) {
      const added = months.map(({ quantiles, baseQuantiles }) =>
        Math.round((quantiles[0] ?? 0) - (baseQuantiles?.[0] ?? quantiles[0] ?? 0)),
      )
      expect([grouping, ...added]).toEqual([grouping, 0, 100, 310, 280, 310, 300, 310])
    }
    expect(forecasts.map(({ grouping }) => grouping)).toEqual(['total', 'account', 'service', 'team'])
    expect(forecasts[0]?.explanation.at(-1)).toBe('Accepted.')
  })

  test('a step of another account moves nothing but the total', () => {
    const forecasts = foretell([cell(() => 100)], {
      steps: [{ ...step, accountId: '2', service: 'Amazon S3' }],
    })
    expect(forecasts.map(({ grouping, steps }) => [grouping, steps.length])).toEqual([
      ['total', 1],
      ['account', 0],
      ['service', 0],
    ])
  })

  test('the chance over a budget is the share of the paths above it', () => {
    const random = seededRandom('budget')
    const noisy = cell(() => 100 + 4 * random.normal(), { grouping: 'team', key: 'shop' })
    const cells = [{ ...noisy, grouping: 'service' as const, key: 'Amazon EC2' }, noisy]
    const budgets = [
      { team: 'shop', month: '2026-12', usd: 1000 },
      { team: 'shop', month: '2027-01', usd: 9000 },
    ]
    const found = foretell(cells, { budgets }).find(({ grouping }) => grouping === 'team')
    expect(found?.months.map(({ budget }) => budget?.chance)).toEqual([
      undefined,
      1,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('a Savings Plan that ends takes away what it saved, by its share of the commitment', () => {
    const plan = {
      id: 'sp-1',
      kind: 'savings-plan' as const,
      accountId: '1',
      appliesTo: 'compute',
      committedHourlyUsd: 3,
      startMs,
      endMs: dayStart('2027-01-10'),
      payment: 'No Upfront',
      state: 'active',
    }
    const day = { day: '2026-11-20', coveredUsd: 126, onDemandUsd: 50, committedUsd: 96, unusedUsd: 0 }
    const span = { fromMs: endMs, toMs: dayStart('2027-06-01') }
    const other = { ...plan, id: 'sp-2', committedHourlyUsd: 1, endMs: dayStart('2028-01-01') }
    const steps = commitmentSteps({ commitments: [plan, other], days: [day], ...span })
    // all plans save 126 - 96 = 30 a day on 96 committed; this one has three quarters of them
    expect(steps).toMatchObject([{ kind: 'commitment-end', day: '2027-01-10', dailyUsd: 22.5 }])
    expect(commitmentSteps({ commitments: [plan], days: [], ...span })).toEqual([])
  })
})

describe('coherence', () => {
  const noise = (seed: string) => {
    const random = seededRandom(seed)
    return () => 100 * Math.exp(0.2 * random.normal())
  }
  const cellsOf = (keys: readonly string[], grouping: CostCell['grouping']): CellPaths[] =>
    keys.flatMap((key) =>
      ['1', '2'].map((accountId) => {
        const cost = cell(noise(key + accountId), { accountId, grouping, key })
        const paths = costPaths({ cost, shared: shareDraws(210, 'shared'), months: 6, seed: key })
        return { cell: cost, paths }
      }),
    )

  test('path by path the teams of an account add up to its services', () => {
    const services = cellsOf(['EC2', 'RDS', 'S3'], 'service')
    const teams = reconcileTeams(cellsOf(['shop', 'search'], 'team'), services)
    for (const account of ['1', '2']) {
      const own = (cells: readonly CellPaths[]) =>
        sumOf(cells.filter((one) => one.cell.accountId === account))
      const [a, b] = [own(teams), own(services)]
      a.forEach((usd, i) => {
        expect(Math.abs(usd / (b[i] as number) - 1)).toBeLessThan(1e-9)
      })
    }
  })

  test('the interval of a sum is no wider than the sum of the intervals, and no narrower than the widest', () => {
    const cells = cellsOf(['EC2', 'RDS', 'S3'], 'service').map((one) => one.cell)
    const width = (quantiles: readonly number[] = []) =>
      (quantiles[quantileLevels.indexOf(0.9)] ?? 0) - (quantiles[quantileLevels.indexOf(0.1)] ?? 0)
    const forecasts = foretell(cells)
    const services = forecasts.filter(({ grouping }) => grouping === 'service')
    for (const month of [1, 3, 6]) {
      const total = width(forecasts[0]?.months[month]?.quantiles)
      const parts = services.map(({ months }) => width(months[month]?.quantiles))
      expect(total).toBeLessThan(parts.reduce((sum, one) => sum + one, 0))
      expect(total).toBeGreaterThan(Math.max(...parts) * 0.8)
    }
  })

  test('quantiles ascend and are numbers, the same input gives the same answer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 90 }),
        (values) => {
          const usd = Float64Array.from(values)
          const one = { accountId: '1', grouping: 'service' as const, key: 'x', startMs, usd }
          const [first, second] = [foretell([one]), foretell([one])]
          expect(second).toEqual(first)
          return first.every(({ months }) =>
            months.every(({ quantiles }) =>
              quantiles.every((value, i) => Number.isFinite(value) && value >= (quantiles[i - 1] ?? value)),
            ),
          )
        },
      ),
      { numRuns: 25, seed: 20_261_125 },
    )
  })
})
