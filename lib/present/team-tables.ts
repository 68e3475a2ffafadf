import type { DecisionRow, FollowUp, FollowUpState } from '#lib/model/decision.ts'
import type { CostSeries } from '#lib/model/fleet.ts'
import type { DriverUse, TeamShare } from '#lib/model/team-share.ts'
import { dayMs, dayStart, type EpochMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { cell, type DataTable } from './data-table.ts'
import type { OverdueItem } from './digest-overdue.ts'
import { sum } from './fleet.ts'
import { chance, count, day, middleCut, number, percent, sizeLabel, usd, usdDelta } from './format.ts'

/** Days of a 730-hour month. */
const monthDays = hoursPerMonth / 24

/** What the team pays of shared clusters, with the rule that split it. */
export function shareTable(shares: readonly TeamShare[]): DataTable {
  const total = sum(shares.map(({ splitUsd, unusedUsd }) => splitUsd + unusedUsd))
  const idle = sum(shares.map(({ unusedUsd }) => unusedUsd))
  const sub =
    'AWS’s split cost allocation: each node’s cost goes to pods and tasks by the CPU and memory that they reserve, or use where ' +
    'that is more; what nobody uses is shared in the same proportion.'
  return {
    key: 'shares',
    title: 'Share of shared clusters',
    sub:
      shares.length > 0 ? `${usd(total)} in 30 days, ${usd(idle)} of it for what nobody used. ${sub}` : sub,
    head: ['Cluster or node', 'Used or reserved', 'Unused part', 'In 30 days'],
    numeric: [1, 2, 3],
    rows: shares.map(({ parentId, service, splitUsd, unusedUsd }) => [
      cell(middleCut(parentId, 60), service),
      cell(usd(splitUsd)),
      cell(usd(unusedUsd)),
      cell(usd(splitUsd + unusedUsd)),
    ]),
    empty: {
      title: 'No split of shared clusters',
      text: 'It needs a cost export (CUR 2.0) with split cost allocation data; name it under costs in headroom.yaml.',
    },
  }
}

/**
 * What a unit of the business costs the team, against the 30 days before, and how much capacity stands for it: at list price,
 * because sizes of different kinds add up in money alone.
 */
export function driverTable(
  drivers: readonly DriverUse[],
  costs: CostSeries,
  capacityMonthlyUsd: number,
): DataTable {
  const lastDay = costs.days.at(-1)?.day
  const toMs = lastDay === undefined ? 0 : dayStart(lastDay) + dayMs
  const spent = (fromDays: number, toDays: number) =>
    sum(
      costs.days
        .filter(
          (one) => dayStart(one.day) >= toMs - fromDays * dayMs && dayStart(one.day) < toMs - toDays * dayMs,
        )
        .map((one) => one.usd),
    )
  return {
    key: 'drivers',
    title: 'Cost and capacity per unit of the business',
    sub: 'The team’s bill of 30 days over the units of the same 30 days, against the 30 before; capacity is what it owns, at list price.',
    head: ['Driver', 'Units in 30 days', 'Billed per 1,000', 'Change', 'Capacity per 1,000'],
    numeric: [1, 2, 3, 4],
    rows: drivers.map(({ name, unit, before, recent }) => {
      const now = recent ? (1000 * spent(30, 0)) / recent : undefined
      const was = before ? (1000 * spent(60, 30)) / before : undefined
      const change = now !== undefined && was ? now / was - 1 : undefined
      return [
        cell(name, unit),
        cell(recent === undefined ? 'no samples' : count(recent)),
        cell(now === undefined ? '–' : `$${number(now)}`),
        cell(change === undefined ? '–' : `${change > 0 ? '+' : ''}${percent(change)}`),
        cell(recent ? `$${number(((1000 * capacityMonthlyUsd) / recent) * (30 / monthDays))}` : '–'),
      ]
    }),
    empty: {
      title: 'No drivers',
      text: 'Name a series of orders, tenants or requests under drivers in headroom.yaml.',
    },
  }
}

const stateWords: Record<FollowUpState, string> = {
  'not-yet-changed': 'not yet changed',
  changed: 'changed, being measured',
  confirmed: 'confirmed',
  'not-measurable': 'not measurable',
  'rolled-back': 'rolled back',
}

/** Accepted changes: what was predicted, what was measured. */
export function appliedTable(
  decisions: readonly DecisionRow[],
  followUps: ReadonlyMap<number, FollowUp>,
  nowMs: EpochMs,
): DataTable {
  const accepted = decisions.filter(({ decision }) => decision.verdict === 'accept')
  return {
    key: 'applied',
    title: 'What accepted changes did',
    sub: 'Predicted against measured, $/mo at list price, with the 80% interval.',
    head: ['Change', 'Accepted', 'Predicted', 'Measured', 'Risk'],
    numeric: [2, 3],
    rows: accepted.map(({ decision, resource }) => {
      const follow = followUps.get(decision.id)
      const { measured, risk } = follow ?? {}
      const predicted = follow?.predictedMonthlyUsd ?? decision.basis.deltaMonthlyUsd
      const interval = measured ? `${usdDelta(measured.lowUsd)} to ${usdDelta(measured.highUsd)}` : undefined
      const safety =
        risk && risk.before !== null && risk.after !== null
          ? `${chance(risk.before)} → ${chance(risk.after)}`
          : '–'
      return [
        cell(resource.name, sizeLabel(decision.basis.optionLabel ?? decision.basis.remedy ?? '')),
        cell(day(decision.atMs, nowMs), decision.owner),
        cell(predicted === undefined ? '–' : usdDelta(predicted)),
        cell(
          measured ? usdDelta(measured.monthlyUsd) : stateWords[follow?.state ?? 'not-yet-changed'],
          interval,
        ),
        { ...cell(safety), ...(risk?.risen ? { tone: 'risk' as const } : {}) },
      ]
    }),
    empty: {
      title: 'Nothing accepted yet',
      text: 'Accept a change on the page of its resource; what it did is measured here.',
    },
  }
}

/** What should have been decided, and what was accepted and should have been changed, with owner and days. */
export function overdueTable(items: readonly OverdueItem[]): DataTable {
  return {
    key: 'overdue',
    title: 'Overdue',
    sub: 'Decisions whose day is over, and accepted changes that AWS does not show yet.',
    head: ['Resource', 'Owner', 'What'],
    numeric: [],
    rows: items.map(({ name, owner, text }) => [
      cell(name),
      cell(owner),
      { ...cell(text), tone: 'risk' as const },
    ]),
    empty: { title: 'Nothing is overdue', text: 'Decisions and accepted changes are on time.' },
  }
}
