import type { Budget } from '#lib/model/budget.ts'
import type { Driver, Freeze, PlannedEvent } from '#lib/model/calendar.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { defaultLargeSavingMonthlyUsd, defaultMinutesAboveBudget, type Policy } from '#lib/model/policy.ts'
import { serviceTiers } from '#lib/model/resource.ts'
import { type EpochMs, isoDay } from '#lib/model/time.ts'
import { budgetTable } from './data-budgets.ts'
import { amount, cell, type DataTable } from './data-table.ts'
import { count, instant, number, percent, plural, usd } from './format.ts'
import { headroomTable, riskTable } from './policy-targets.ts'
import { tierWords } from './words.ts'

export type PolicyInput = {
  readonly rows: readonly FleetRow[]
  readonly policy: Policy
  readonly freezes: readonly Freeze[]
  readonly events: readonly PlannedEvent[]
  readonly budgets: readonly Budget[]
  readonly drivers: readonly Driver[]
  readonly accountNames: ReadonlyMap<string, string>
  readonly nowMs: EpochMs
}

export type PolicyView = { readonly lede: string; readonly tables: readonly DataTable[] }

/** What decisions rest on: targets with their effect, rules, what is planned, and where each comes from. */
export function presentPolicy(input: PolicyInput): PolicyView {
  const { rows, policy } = input
  return {
    lede: ledeOf(input),
    tables: [
      riskTable(rows, policy),
      headroomTable(rows, policy),
      ruleTable(policy),
      budgetTable(input),
      eventTable(input),
      freezeTable(input),
      driverTable(input),
    ],
  }
}

function ledeOf({ policy, freezes, nowMs }: PolicyInput): string {
  const horizon = `Every resource is judged over the next ${policy.horizonDays} days.`
  const frozen = freezes.filter(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)
  if (frozen.length > 0)
    return `${horizon} ${frozen.map(({ name }) => name).join(' and ')} holds changes now.`
  const next = freezes.find(({ fromMs }) => fromMs > nowMs)
  return next
    ? `${horizon} The next freeze is ${next.name}, from ${instant(next.fromMs)}.`
    : `${horizon} No freeze is planned.`
}

function ruleTable(policy: Policy): DataTable {
  const days = (value: number) => amount(plural(value, 'day'), value)
  const budget = policy.minutesAboveBudgetPerMonth ?? defaultMinutesAboveBudget
  const large = policy.largeSavingMonthlyUsd ?? defaultLargeSavingMonthlyUsd
  const { storage, shape, gpu, group } = policy.leadDays
  return {
    key: 'rules',
    title: 'Rules of a recommendation',
    sub: 'Built in; a decision must fall the lead time before a resource runs out',
    head: ['Rule', 'Value'],
    numeric: [1],
    rows: [
      [cell('Horizon'), days(policy.horizonDays)],
      [cell('History that use is measured over'), days(policy.lookbackDays)],
      [cell('Data before a larger size'), days(policy.daysToUpsize)],
      [cell('Data before a smaller size'), days(policy.daysToDownsize)],
      [
        cell('Share of samples that must be there'),
        amount(percent(policy.coverageFloor), policy.coverageFloor),
      ],
      [cell('Lead time of a size'), days(shape)],
      [cell('Lead time of storage'), days(storage)],
      [cell('Lead time of a group limit'), days(group)],
      [cell('Lead time of GPUs'), days(gpu)],
      [
        cell('Smallest saving', 'a month'),
        amount(usd(policy.savingFloorMonthlyUsd), policy.savingFloorMonthlyUsd),
      ],
      [cell('Saving that a review decides', 'a month, in cash'), amount(usd(large), large)],
      ...serviceTiers.map((tier) => [
        cell('Minutes above the limit that scaling may cost', `${tierWords[tier]}, a month`),
        amount(number(budget[tier]), budget[tier]),
      ]),
    ],
    empty: { title: '', text: '' },
  }
}

function eventTable({ events, nowMs }: PolicyInput): DataTable {
  return {
    key: 'events',
    title: 'Planned events',
    sub: 'From headroom.yaml; demand over that of an ordinary day',
    head: ['Event', 'From', 'To', 'Demand', 'State'],
    numeric: [3],
    rows: events.map((event) => [
      cell(event.name, scopeOf(event)),
      amount(instant(event.fromMs), new Date(event.fromMs).toISOString()),
      amount(instant(event.toMs), new Date(event.toMs).toISOString()),
      {
        text: `× ${number(event.multiplier)}`,
        value: event.multiplier,
        ...(event.low !== undefined &&
          event.high !== undefined && { sub: `80%: ${number(event.low)}–${number(event.high)}` }),
      },
      stateOf(event, nowMs),
    ]),
    empty: {
      title: 'No event is planned',
      text: 'Write sales, launches and campaigns under events in headroom.yaml: forecasts take them in.',
    },
  }
}

function freezeTable({ freezes, nowMs }: PolicyInput): DataTable {
  return {
    key: 'freezes',
    title: 'Change freezes',
    sub: 'From headroom.yaml; decisions move before them',
    head: ['Freeze', 'From', 'To', 'State'],
    numeric: [],
    rows: freezes.map((freeze) => [
      cell(freeze.name, scopeOf(freeze)),
      amount(instant(freeze.fromMs), new Date(freeze.fromMs).toISOString()),
      amount(instant(freeze.toMs), new Date(freeze.toMs).toISOString()),
      stateOf(freeze, nowMs),
    ]),
    empty: {
      title: 'No freeze is planned',
      text: 'Write them under freezes in headroom.yaml: then no decision falls into one.',
    },
  }
}

function driverTable({ drivers }: PolicyInput): DataTable {
  return {
    key: 'drivers',
    title: 'Business drivers',
    sub: 'From headroom.yaml; series that demand may follow',
    head: ['Driver', 'Unit', 'Read from'],
    numeric: [],
    rows: drivers.map(({ name, unit, file, metric }) => [
      cell(name),
      cell(unit),
      cell(file ?? (metric ? `CloudWatch ${metric.namespace} ${metric.name}` : 'not named')),
    ]),
    empty: {
      title: 'No driver is named',
      text: 'Orders, players or calls a day as a file or a metric, under drivers in headroom.yaml.',
    },
  }
}

function scopeOf({ teams, accounts }: Pick<Freeze, 'teams' | 'accounts'>): string {
  const parts = [
    teams.length > 0 ? teams.join(', ') : undefined,
    accounts.length > 0 ? `${count(accounts.length)} accounts` : undefined,
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join('; ') : 'everything'
}

function stateOf({ fromMs, toMs }: Pick<Freeze, 'fromMs' | 'toMs'>, nowMs: EpochMs) {
  if (toMs <= nowMs) return amount('over', 'over')
  if (fromMs <= nowMs) return { text: 'now', value: 'now', tone: 'watch' as const }
  return amount('ahead', isoDay(fromMs))
}
