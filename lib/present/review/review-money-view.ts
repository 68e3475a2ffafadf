import type { BridgeStep, CostBridge, ReviewPack } from '#lib/model/review.ts'
import { dayStart } from '#lib/model/time.ts'
import { sum } from '../fleet.ts'
import { dayWithYear, percent, usd, usdDelta, usdShort } from '../format.ts'

export type SpendRow = {
  readonly id: string
  readonly name: string
  readonly monthToDate: string
  readonly runRate: string
  readonly budget: string
  readonly week: string
  readonly over: boolean
}

const stepWords: Record<BridgeStep, string> = {
  price: 'Price',
  usage: 'Usage',
  mix: 'Mix',
  commitments: 'Commitments',
  credits: 'Credits',
  other: 'Tax and other',
}

export type BridgeView = {
  readonly title: string
  readonly sub: string
  readonly label: string
  readonly rows: readonly {
    readonly name: string
    readonly amount: string
    readonly text: string
    readonly total: boolean
  }[]
  /** From expected = 0 to billed; empty where nothing was expected. */
  readonly steps: readonly { readonly name: string; readonly deltaUsd: number; readonly amount: string }[]
  readonly net: { readonly deltaUsd: number; readonly amount: string }
}

/** Spend of everything, then by team. */
export function spendRows({ spend }: ReviewPack): SpendRow[] {
  return spend.map(({ team, monthToDateUsd, runRateMonthlyUsd, budgetUsd, lastWeekUsd, weekBeforeUsd }) => ({
    id: team ?? '*',
    name: team === undefined ? 'All' : team === '' ? 'untagged' : team,
    monthToDate: usd(monthToDateUsd),
    runRate: runRateMonthlyUsd === null ? '–' : usd(runRateMonthlyUsd),
    budget: budgetUsd === undefined ? '–' : usd(budgetUsd),
    week: weekBeforeUsd > 0 ? signedPercent(lastWeekUsd / weekBeforeUsd - 1) : '–',
    over: budgetUsd !== undefined && (runRateMonthlyUsd ?? monthToDateUsd) > budgetUsd,
  }))
}

function signedPercent(share: number): string {
  return share > 0 ? `+${percent(share)}` : percent(share)
}

/** From budget over expectation to bill, as bars and as a table. */
export function bridgeView(bridge: CostBridge): BridgeView {
  const { month, budgetUsd, expectedUsd, actualUsd, estimated, steps } = bridge
  const name = dayWithYear(dayStart(`${month}-01`)).slice(2)
  const total = (label: string, value: number, text: string) => ({
    name: label,
    usd: value,
    amount: usdShort(value),
    exact: usd(value),
    text,
    total: true,
  })
  const moved = steps.filter(({ usd: value }) => Math.abs(value) >= 0.5)
  const bars = [
    ...(budgetUsd === undefined ? [] : [total('Budget', budgetUsd, 'Sum of the budgets of the month')]),
    ...(expectedUsd === null ? [] : [total('Expected', expectedUsd, 'Rate of the 30 days before the month')]),
    ...moved.map(({ step, usd: value, text }) => ({
      name: stepWords[step],
      usd: value,
      amount: usdDelta(value),
      exact: usdDelta(value),
      text,
      total: false,
    })),
    total('Billed', actualUsd, estimated ? 'Partly estimated' : 'As billed'),
  ]
  const over = budgetUsd === undefined ? '' : `, ${usdDelta(actualUsd - budgetUsd)} against the budget`
  return {
    title: `From budget to bill, ${name}`,
    sub: `${usd(actualUsd)} billed${over}; the steps lead from expected to billed (${usdDelta(sum(steps.map((step) => step.usd)))})`,
    label: `Bridge of the cost of ${name}: ${bars.map((bar) => `${bar.name} ${bar.amount}`).join(', ')}`,
    rows: bars.map(({ name: label, exact, text, total: whole }) => ({
      name: label,
      amount: exact,
      text,
      total: whole,
    })),
    steps: moved.map(({ step, usd: value }) => ({
      name: stepWords[step],
      deltaUsd: value,
      amount: usdDelta(value),
    })),
    net: {
      deltaUsd: actualUsd - (expectedUsd ?? actualUsd),
      amount: usdDelta(actualUsd - (expectedUsd ?? actualUsd)),
    },
  }
}
