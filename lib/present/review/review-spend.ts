import { addMonths, notUsage } from '#lib/model/cost.ts'
import type { BridgeStep, CostBridge, ReviewSpend } from '#lib/model/review.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { sum } from '../fleet.ts'
import type { KeyDay, RateWindow, ReviewInput } from './review-input.ts'

const rateDays = 30
const total = (days: readonly KeyDay[]) => sum(days.map(({ usd }) => usd))

/** Spend of the workspace, then of each team, the dearest first; the empty name is what carries no team tag. */
export function reviewSpend(input: ReviewInput): ReviewSpend[] {
  const month = isoDay(input.nowMs).slice(0, 7)
  const budgets = input.budgets.filter((budget) => budget.month === month)
  const whole = spendOf(input.serviceDays, month)
  const teams = [...Map.groupBy(input.teamDays, ({ key }) => key)]
    .map(([team, days]) => {
      const budget = budgets.find((one) => one.team === team)
      return { team, ...spendOf(days, month), ...(budget === undefined ? {} : { budgetUsd: budget.usd }) }
    })
    .sort((a, b) => b.monthToDateUsd - a.monthToDateUsd || a.team.localeCompare(b.team, 'en'))
  const allUsd = sum(budgets.map(({ usd }) => usd))
  return whole.lastWeekUsd === 0 && teams.length === 0
    ? []
    : [{ ...whole, ...(budgets.length === 0 ? {} : { budgetUsd: allUsd }) }, ...teams]
}

function spendOf(days: readonly KeyDay[], month: string): Omit<ReviewSpend, 'team' | 'budgetUsd'> {
  const newest =
    days
      .map(({ day }) => day)
      .toSorted()
      .at(-1) ?? ''
  const back = (count: number) => (newest === '' ? '' : isoDay(dayStart(newest) - count * dayMs))
  const between = (from: string, to: string) => total(days.filter(({ day }) => day > from && day <= to))
  const settled = [
    ...Map.groupBy(
      days.filter(({ estimated }) => !estimated),
      ({ day }) => day,
    ),
  ]
    .map(([day, own]) => ({ day, usd: total(own) }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-rateDays)
  return {
    month,
    monthToDateUsd: total(days.filter(({ day }) => day.startsWith(month))),
    runRateMonthlyUsd:
      settled.length < 7 ? null : (sum(settled.map(({ usd }) => usd)) / settled.length / 24) * hoursPerMonth,
    lastWeekUsd: between(back(7), newest),
    weekBeforeUsd: between(back(14), back(7)),
  }
}

type Window = { readonly days: number; readonly usd: (rows: readonly KeyDay[]) => number }

/**
 * From budget over expectation to bill, of the last whole month. Expected is the rate of the 30 days before it. What
 * makes the difference: credits and refunds; fees of commitments; then usage, of which price (the rate of a resource's
 * day changed) and mix (dearer or cheaper kinds of the same service) are told apart where costs by resource are known:
 * price = sum of q1 (p1 - p0), mix = sum of (q1 - Q1 q0 / Q0) p0 within a service.
 */
export function costBridge(input: ReviewInput): CostBridge | undefined {
  const monthDay = addMonths(`${isoDay(input.nowMs).slice(0, 7)}-01`, -1)
  const next = addMonths(monthDay, 1)
  const length = (dayStart(next) - dayStart(monthDay)) / dayMs
  const from = isoDay(dayStart(monthDay) - rateDays * dayMs)
  const inMonth = input.serviceDays.filter(({ day }) => day >= monthDay && day < next)
  if (new Set(inMonth.map(({ day }) => day)).size < length) return undefined
  const window = (fromDay: string, toDay: string, days: number): Window => ({
    days,
    usd: (rows) => total(rows.filter(({ day }) => day >= fromDay && day < toDay)) * (length / days),
  })
  const [before, during] = [window(from, monthDay, rateDays), window(monthDay, next, length)]
  const seen = new Set(
    input.serviceDays.filter(({ day }) => day >= from && day < monthDay).map(({ day }) => day),
  ).size
  const month = monthDay.slice(0, 7)
  const budgets = input.budgets.filter((budget) => budget.month === month)
  const billed = [...input.serviceDays, ...input.recordDays.filter(({ key }) => isNotUsage(key))]
  return {
    month,
    ...(budgets.length === 0 ? {} : { budgetUsd: sum(budgets.map(({ usd }) => usd)) }),
    expectedUsd: seen < rateDays ? null : before.usd(billed),
    actualUsd: during.usd(billed),
    estimated: inMonth.some(({ estimated }) => estimated),
    steps: seen < rateDays ? [] : bridgeParts(input, before, during),
  }
}

function isNotUsage(key: string): boolean {
  return (notUsage as readonly string[]).includes(key)
}

const isCommitment = (key: string) => /Savings ?Plan|RIFee|Reserved/i.test(key)

function bridgeParts(input: ReviewInput, before: Window, during: Window): CostBridge['steps'] {
  const change = (rows: readonly KeyDay[]) => during.usd(rows) - before.usd(rows)
  const records = (test: (key: string) => boolean) => input.recordDays.filter(({ key }) => test(key))
  const credits = change(records((key) => key === 'Credit' || key === 'Refund'))
  const tax = change(records((key) => key === 'Tax'))
  const fees =
    change(records(isCommitment)) || change(input.serviceDays.filter(({ key }) => isCommitment(key)))
  const usage = change(input.serviceDays) - fees
  const { price, mix } = priceAndMix(input.rates, { before: during.days / before.days, during: 1 })
  const told = input.rates.before.length > 0
  const step = (name: BridgeStep, usd: number, text: string) => ({ step: name, usd, text })
  return [
    step('price', price, told ? 'Other rates for the same use' : 'Not told apart without costs by resource'),
    step(
      'usage',
      usage - price - mix,
      told ? 'More or less of the same' : 'More or less use, with price and mix',
    ),
    step(
      'mix',
      mix,
      told ? 'Dearer or cheaper kinds of the same service' : 'Not told apart without costs by resource',
    ),
    step('commitments', fees, 'Fees of Savings Plans and reservations'),
    step('credits', credits, 'Credits and refunds'),
    step('other', tax, 'Tax'),
  ]
}

function priceAndMix(
  rates: ReviewInput['rates'],
  scale: { readonly before: number; readonly during: number },
) {
  const key = ({ service, usageType }: RateWindow) => `${service}\n${usageType}`
  const [then, now] = [
    new Map(rates.before.map((row) => [key(row), row])),
    new Map(rates.after.map((row) => [key(row), row])),
  ]
  let [price, mix] = [0, 0]
  for (const service of new Set([...rates.before, ...rates.after].map((row) => row.service))) {
    const names = [...new Set([...then.keys(), ...now.keys()])].filter((name) =>
      name.startsWith(`${service}\n`),
    )
    const kinds = names.map((name) => {
      const [a, b] = [then.get(name), now.get(name)]
      const [p0, p1] = [
        a?.usdPerResourceDay ?? b?.usdPerResourceDay ?? 0,
        b?.usdPerResourceDay ?? a?.usdPerResourceDay ?? 0,
      ]
      const quantity = (usd: number, rate: number) => (rate > 0 ? usd / rate : 0)
      return {
        p0,
        p1,
        q0: quantity((a?.usd ?? 0) * scale.before, p0),
        q1: quantity((b?.usd ?? 0) * scale.during, p1),
      }
    })
    const [all0, all1] = [sum(kinds.map(({ q0 }) => q0)), sum(kinds.map(({ q1 }) => q1))]
    price += sum(kinds.map(({ p0, p1, q1 }) => q1 * (p1 - p0)))
    if (all0 > 0) mix += sum(kinds.map(({ p0, q0, q1 }) => (q1 - (all1 * q0) / all0) * p0))
  }
  return { price, mix }
}
