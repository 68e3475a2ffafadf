const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Times of a cron of five fields; weekdays from 0 = Sunday. */
export type Cron = {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
  /** Both day fields are restricted: either of them is enough (crontab(5)). */
  readonly eitherDay: boolean
}

/** Reads five fields of cron: lists, ranges, steps, names. Undefined where one of them cannot be read. */
export function parseCron(text: string): Cron | undefined {
  const [minute, hour, day, month, weekday, ...rest] = text.trim().toUpperCase().split(/\s+/)
  if (!minute || !hour || !day || !month || !weekday || rest.length > 0) return undefined
  const minutes = valuesOf(minute, { from: 0, to: 59 })
  const hours = valuesOf(hour, { from: 0, to: 23 })
  const days = valuesOf(day, { from: 1, to: 31 })
  const inYear = valuesOf(month, { from: 1, to: 12, names: months })
  const inWeek = valuesOf(weekday, { from: 0, to: 7, names: weekdays })
  if (!minutes || !hours || !days || !inYear || !inWeek) return undefined
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(inYear),
    weekdays: new Set(inWeek.map((one) => one % 7)),
    eitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
  }
}

type Bounds = { readonly from: number; readonly to: number; readonly names?: readonly string[] }

function valuesOf(field: string, bounds: Bounds): number[] | undefined {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const values = partOf(part, bounds)
    if (!values) return undefined
    for (const value of values) found.add(value)
  }
  return [...found].sort((a, b) => a - b)
}

function partOf(part: string, { from, to, names = [] }: Bounds): number[] | undefined {
  const [range = '', stepText] = part.split('/')
  const step = stepText === undefined ? 1 : Number(stepText)
  if (!Number.isInteger(step) || step < 1) return undefined
  const numberOf = (text: string) => {
    const place = names.indexOf(text)
    if (place >= 0) return place + (names === months ? 1 : 0)
    return /^\d+$/.test(text) ? Number(text) : Number.NaN
  }
  const [first, last] = range === '*' ? [from, to] : range.split('-').map(numberOf)
  if (first === undefined) return undefined
  const end = last ?? (stepText === undefined ? first : to)
  if (!(first >= from && end <= to && first <= end)) return undefined
  return Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, i) => first + i * step)
}

/** Whether a cron of this kind runs on that local day. */
export function runsOn(
  { days, months: inYear, weekdays: inWeek, eitherDay }: Cron,
  localDayMs: number,
): boolean {
  const date = new Date(localDayMs)
  if (!inYear.has(date.getUTCMonth() + 1)) return false
  const [byDay, byWeekday] = [days.has(date.getUTCDate()), inWeek.has(date.getUTCDay())]
  return eitherDay ? byDay || byWeekday : byDay && byWeekday
}
