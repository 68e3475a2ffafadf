import type { Config } from '#lib/config.ts'
import { endOf } from '#lib/config-calendar.ts'
import type { Calendar, Driver, TeamBudget } from '#lib/model/calendar.ts'

/** The calendar of a configuration: days as instants, months of a budget one by one. */
export function calendarOf({ freezes, events, budgets, drivers }: Config): Calendar {
  return {
    freezes: freezes.map(({ from, to, ...freeze }) => ({ ...freeze, ...spanOf(from, to) })),
    events: events.map(({ from, to, interval, ...event }) => ({
      ...event,
      ...spanOf(from, to),
      ...(interval === undefined ? {} : { low: interval[0], high: interval[1] }),
    })),
    budgets: [
      ...new Map(budgets.flatMap(monthlyBudgets).map((one) => [`${one.month} ${one.team}`, one])).values(),
    ],
    drivers: drivers.map(driverOf),
  }
}

function spanOf(from: string, to: string) {
  return { fromMs: Date.parse(from), toMs: Date.parse(endOf(to)) }
}

/** One a month; of two for the same month the later one in the file counts. */
function monthlyBudgets({ team, from, to = from, usd }: Config['budgets'][number]): TeamBudget[] {
  const budgets: TeamBudget[] = []
  for (let month = from; month <= to; month = nextMonth(month)) budgets.push({ team, month, usd })
  return budgets
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}

function driverOf({ metric, ...driver }: Config['drivers'][number]): Driver {
  if (metric === undefined) return driver
  const { account: accountId, ...rest } = metric
  return { ...driver, metric: { accountId, ...rest } }
}
