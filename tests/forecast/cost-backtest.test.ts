import { describe, expect, test } from 'vitest'
import { type CostCell, forecastCosts } from '#lib/forecast/index.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'

const anchorMs = dayStart('2026-11-25')
const historyDays = 425
/** Days before the anchor as of which cost is forecast. */
const origins = [180, 90, 0]
const futureDays = 200
/** Below this a key is too small to be judged in percent. */
const usdMin = 100

type Scores = { n: number; inside: number; error: number; naive: number }

/** The bill of every day as it is finally known. */
function billed(seed: number): CostCell[] {
  const world = openEstate({ seed, anchorMs })
  const startMs = anchorMs - (Math.max(...origins) + historyDays) * dayMs
  const days = (anchorMs + futureDays * dayMs - startMs) / dayMs
  const cells = new Map<string, CostCell>()
  for (let i = 0; i < days; i++) {
    for (const row of world.costs(isoDay(startMs + i * dayMs), anchorMs + 2 * futureDays * dayMs)) {
      const { accountId, grouping, key } = row
      if (grouping !== 'service' && grouping !== 'team') continue
      const id = `${grouping}/${accountId}/${key}`
      const cell = cells.get(id) ?? { accountId, grouping, key, startMs, usd: new Float64Array(days) }
      cell.usd[i] = row.usd
      cells.set(id, cell)
    }
  }
  return [...cells.values()]
}

/** What a group was billed in a month, of all that is known later. */
function truthOf(
  cells: readonly CostCell[],
  group: { grouping: string; key: string },
  month: string,
): number {
  const own = cells.filter(({ grouping, accountId, key }) => {
    if (group.grouping === 'team') return grouping === 'team' && key === group.key
    if (grouping !== 'service') return false
    return group.grouping === 'total' || group.key === (group.grouping === 'account' ? accountId : key)
  })
  const fromMs = dayStart(`${month}-01`)
  const date = new Date(fromMs)
  const toMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  return own.reduce((sum, { startMs, usd }) => {
    const part = usd.subarray((fromMs - startMs) / dayMs, (toMs - startMs) / dayMs)
    return sum + part.reduce((all, value) => all + value, 0)
  }, 0)
}

function score(seed: number): Map<string, Scores> {
  const all = billed(seed)
  const scores = new Map<string, Scores>()
  for (const origin of origins) {
    const endMs = anchorMs - origin * dayMs
    const startMs = endMs - historyDays * dayMs
    const cells = all.map((cell) => ({
      ...cell,
      startMs,
      usd: cell.usd.slice((startMs - cell.startMs) / dayMs, (endMs - cell.startMs) / dayMs),
    }))
    for (const { grouping, key, months, history } of forecastCosts({
      cells,
      steps: [],
      budgets: [],
      seed: 'backtest',
    })) {
      months.slice(1).forEach(({ month, quantiles }, i) => {
        const truth = truthOf(all, { grouping, key }, month)
        if (truth < usdMin) return
        const at = (level: 0.1 | 0.9) => quantiles[quantileLevels.indexOf(level)] as number
        const naive = history.at(-1)?.usd ?? 0
        for (const name of ['all', grouping, `${i + 1} months`]) {
          const own = scores.get(name) ?? { n: 0, inside: 0, error: 0, naive: 0 }
          scores.set(name, {
            n: own.n + 1,
            inside: own.inside + (truth >= at(0.1) && truth <= at(0.9) ? 1 : 0),
            error: own.error + Math.abs((quantiles[medianIndex] as number) - truth) / truth,
            naive: own.naive + Math.abs(naive - truth) / truth,
          })
        }
      })
    }
  }
  return scores
}

describe('cost of the simulated estate, forecast as of three dates from 14 months and compared with what came', () => {
  const scores = score(7)
  const of = (name: string) => {
    const { n, inside, error, naive } = scores.get(name) ?? { n: 0, inside: 0, error: 0, naive: 0 }
    return { n, coverage: inside / n, error: error / n, naive: naive / n }
  }

  test('the 80 % intervals of month totals hold for 70 to 90 % of them', () => {
    const { n, coverage } = of('all')
    expect(n).toBeGreaterThan(500)
    expect(coverage).toBeGreaterThan(0.7)
    expect(coverage).toBeLessThan(0.9)
  })

  test.each(['total', 'account', 'service', 'team', '1 months', '3 months', '6 months'])(
    '%s: the median errs less than last month again',
    (name) => {
      const { error, naive } = of(name)
      expect(error).toBeLessThan(0.7 * naive)
    },
  )
})
