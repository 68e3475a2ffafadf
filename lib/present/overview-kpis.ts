import { dayMs } from '#lib/model/time.ts'
import { decideBy } from './change-cell.ts'
import {
  byRiskThenMoney,
  type DecidedRow,
  deltaOf,
  findingOf,
  isAboveNow,
  isDecided,
  isSaving,
  sum,
} from './fleet.ts'
import { count, dateRange, day, dayWithYear, minus, percent, plural, usdShort } from './format.ts'
import { savingCash } from './overview-cash.ts'
import { decisionsDue } from './overview-decisions.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { runRate } from './overview-spend.ts'

/** One tile. `name` is a resource's name and stands, isolated, before `detail`. */
export type KpiView = {
  readonly title: string
  readonly value: string
  readonly unit?: string
  readonly tone?: 'risk' | 'watch' | 'save'
  readonly name?: string
  readonly href?: string
  readonly detail: string
}

/** At most five tiles; one whose data do not exist yet is left out. */
export function presentKpis(facts: OverviewFacts): readonly KpiView[] {
  const tiles = facts.rows.some(isDecided)
    ? [likelyTile(facts), firstTile(facts), savingsTile(facts), runRateTile(facts), decideTile(facts)]
    : [runRateTile(facts)]
  return tiles.filter((tile) => tile !== undefined)
}

function likelyTile({ rows, policyHorizonDays }: OverviewFacts): KpiView {
  const risky = rows.filter((row) => findingOf(row) === 'runs-out')
  const watched = rows.filter((row) => findingOf(row) === 'watch').length
  return {
    title: `Likely to run out in ${policyHorizonDays} days`,
    value: count(risky.length),
    unit: `of ${count(rows.length)}`,
    detail: sinceBefore(rows.filter(isDecided)) ?? `${count(watched)} more on watch`,
  }
}

/** `+2 since 15 Nov: 3 new, 1 resolved`; absent when no run of a week before exists. */
function sinceBefore(rows: readonly DecidedRow[]): string | undefined {
  const compared = rows.filter(({ recommendation }) => recommendation.previous !== undefined)
  if (compared.length === 0) return undefined
  const was = (row: DecidedRow) => row.recommendation.previous?.finding === 'runs-out'
  const is = (row: DecidedRow) => row.recommendation.finding === 'runs-out'
  const added = compared.filter((row) => is(row) && !was(row)).length
  const resolved = compared.filter((row) => was(row) && !is(row)).length
  const newest = Math.max(...compared.map(({ recommendation }) => recommendation.previous?.asOfMs ?? 0))
  const change = added - resolved
  const sign = change > 0 ? `+${change}` : change < 0 ? `${minus}${-change}` : 'No change'
  return `${sign} since ${day(newest, newest)}: ${count(added)} new, ${count(resolved)} resolved`
}

function firstTile({ rows, asOfMs, policyHorizonDays, nowMs }: OverviewFacts): KpiView | undefined {
  const first = rows
    .filter(isDecided)
    .filter((row) => row.recommendation.medianDays !== null && row.recommendation.finding === 'runs-out')
    .sort(
      (a, b) =>
        (a.recommendation.medianDays ?? 0) - (b.recommendation.medianDays ?? 0) || byRiskThenMoney(a, b),
    )[0]
  if (!first) return undefined
  const { medianDays, lowDays, highDays, asOfMs: rowAsOf } = first.recommendation
  const axis = { asOfMs: rowAsOf ?? asOfMs, axisDays: 2 * policyHorizonDays, nowMs }
  const above = isAboveNow(first.recommendation)
  return {
    title: above ? 'First to run out' : 'First to run out, median',
    value: above ? 'now' : day(rowAsOf + (medianDays ?? 0) * dayMs, nowMs),
    name: first.resource.name,
    href: `/resources/${first.resource.id}`,
    detail: above ? 'above its safe limit' : `80%: ${dateRange(lowDays, highDays, axis)}`,
  }
}

function savingsTile({ rows, costs, cash }: OverviewFacts): KpiView {
  const saving = rows.filter(isSaving)
  const saved = -sum(saving.map(deltaOf))
  const rate = runRate(costs)
  const share = rate && saved > 0 ? `, ${percent(saved / rate.usdPerMonth)} of the run-rate` : ''
  const known = savingCash({ rows, cash })
  const until = known?.untilMs === undefined ? '' : ` until ${dayWithYear(known.untilMs)}`
  return {
    title: 'Savings ready to take, list price',
    value: usdShort(saved),
    unit: '/mo',
    tone: saved > 0 ? 'save' : undefined,
    detail: known
      ? `${plural(saving.length, 'change')}, ${usdShort(known.cashUsd)}/mo in cash${until}`
      : `${plural(saving.length, 'change')}${share}`,
  }
}

function runRateTile({ costs, nowMs }: OverviewFacts): KpiView | undefined {
  const rate = runRate(costs)
  if (!rate) return undefined
  const change =
    rate.change === undefined ? '' : `, ${signedPercent(rate.change)} on the ${rate.days} days before`
  return {
    title: 'Run-rate, all services',
    value: usdShort(rate.usdPerMonth),
    unit: '/mo',
    detail: `${plural(rate.days, 'day')} to ${day(rate.toMs, nowMs)}, unblended${change}`,
  }
}

function signedPercent(share: number): string {
  if (Math.abs(share) < 0.005) return '±0%'
  return share > 0 ? `+${percent(share)}` : percent(share)
}

function decideTile({ rows, nowMs }: OverviewFacts): KpiView | undefined {
  const due = decisionsDue(rows)
  const first = due[0]
  if (!first) return undefined
  const { text, late: overdue } = decideBy(first.row.recommendation, nowMs)
  const late = due.filter(({ row }) => decideBy(row.recommendation, nowMs).late).length
  const soon = due.filter((one) => one.decideByMs < nowMs + 14 * dayMs).length
  return {
    title: 'Next decision due',
    value: text,
    tone: late > 0 ? 'risk' : undefined,
    unit: overdue ? 'overdue' : undefined,
    name: first.row.resource.name,
    href: `/resources/${first.row.resource.id}`,
    detail:
      late > 0
        ? `${count(late)} overdue, ${count(soon)} within 14 days`
        : `${count(soon)} due within 14 days`,
  }
}
