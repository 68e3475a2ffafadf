import type { ScheduledAction } from '#lib/model/scaling.ts'

type Times = ScheduledAction['at']

/** Weekdays of Application Auto Scaling count from 1 = Sunday, those of Unix cron from 0. */
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const

/**
 * When a schedule of Application Auto Scaling runs: `cron(minute hour day month weekday year)` with a year of `*`, and
 * `at(2026-12-01T08:00:00)`. Undefined for what five fields of cron cannot say: `rate(...)`, a year, `L`, `W` and `#`.
 */
export function timesOf(schedule: string, timeZone: string): Times | undefined {
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)\)$/.exec(schedule.trim())?.[1]
  if (at !== undefined) return timeZone === 'UTC' ? { instantMs: Date.parse(`${at}Z`) } : undefined
  const fields = /^cron\((.*)\)$/.exec(schedule.trim())?.[1]?.trim().split(/\s+/) ?? []
  const [minute, hour, day, month, weekday, year] = fields
  if (minute === undefined || hour === undefined || day === undefined) return undefined
  if (month === undefined || weekday === undefined || (year !== undefined && year !== '*')) return undefined
  if (/[LW#]/.test(day) || /L\b|#/.test(weekday)) return undefined
  const any = (field: string) => (field === '?' ? '*' : field)
  return { cron: [minute, hour, any(day), month, unixWeekday(any(weekday))].join(' '), timeZone }
}

/** Numbers 1 to 7 as names, so that neither way of counting is meant; the number after a slash is a step. */
function unixWeekday(field: string): string {
  return field.replace(/(?<!\/)\b([1-7])\b/g, (digit) => weekdays[Number(digit) - 1] ?? digit)
}
