import type { Dimension } from '#lib/model/capacity.ts'
import { dimensionUnits } from '#lib/model/capacity.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'

/** U+2212, the sign of every negative number on screen. */
export const minus = '\u2212'
/** Stands where nothing changes. */
export const noChange = '\u2013'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const twoDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** `5,739`. */
export function count(value: number): string {
  return whole.format(value).replace('-', minus)
}

/** `1 change`, `64 changes`; the plural is the noun with an s unless given. */
export function plural(value: number, noun: string, many = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : many}`
}

/** Exact dollars: `$164,288`; `$0` is zero and `<$1` a fraction of a dollar. */
export function usd(value: number): string {
  if (value === 0) return '$0'
  const size = Math.abs(value)
  const text = size < 0.5 ? '<$1' : `$${whole.format(size)}`
  return value < 0 ? `${minus}${text}` : text
}

/** Dollars with three significant figures for tiles and axes: `$164k`, `$1.27M`, `$940`. */
export function usdShort(value: number): string {
  const size = Math.abs(value)
  const sign = value < 0 ? minus : ''
  if (size < 999.5) return usd(value)
  if (size < 999_500) return `${sign}$${threeFigures(size / 1e3)}k`
  if (size < 999_500_000) return `${sign}$${threeFigures(size / 1e6)}M`
  return `${sign}$${threeFigures(size / 1e9)}B`
}

/** Writes all ticks of one axis in the unit of its highest: `$0.8M`, `$1.0M`; whole thousands and dollars below. */
export function usdAxis(highest: number): (value: number) => string {
  const [unit, suffix, decimals] =
    highest >= 1e9
      ? [1e9, 'B', 1]
      : highest >= 1e6
        ? [1e6, 'M', 1]
        : highest >= 1e3
          ? [1e3, 'k', 0]
          : [1, '', 0]
  return (value) =>
    value === 0 ? '$0' : `${value < 0 ? minus : ''}$${(Math.abs(value) / unit).toFixed(decimals)}${suffix}`
}

function threeFigures(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A change in dollars, always signed: `−$8,196`, `+$569`; an en dash where nothing changes. */
export function usdDelta(value: number): string {
  if (Math.abs(value) < 0.5) return noChange
  return value < 0 ? usd(value) : `+${usd(value)}`
}

/** A share as whole percent, `68%`; from two shares `75–80%` by `percentRange`. */
export function percent(share: number): string {
  return `${whole.format(share * 100).replace('-', minus)}%`
}

/** `75–80%`; one number when both ends round to the same. */
export function percentRange(low: number, high: number): string {
  const from = whole.format(low * 100)
  const to = whole.format(high * 100)
  return from === to ? `${to}%` : `${from}\u2013${to}%`
}

/** A probability in whole percent, `<1%` and `>99%` at the ends: no forecast is certain. */
export function chance(probability: number): string {
  const rounded = Math.round(probability * 100)
  if (rounded < 1) return '<1%'
  if (rounded > 99) return '>99%'
  return `${rounded}%`
}

/** The word of a probability, never shown without its number. */
export function chanceWord(probability: number): string {
  const rounded = Math.round(probability * 100)
  if (rounded >= 95) return 'almost certain'
  if (rounded >= 66) return 'likely'
  if (rounded >= 34) return 'about even'
  if (rounded >= 5) return 'unlikely'
  return 'very unlikely'
}

/** `14 Jan`; with its year unless that is this year or the day lies in the next 12 months. */
export function day(ms: EpochMs, nowMs: EpochMs): string {
  const date = new Date(ms)
  const text = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  const sameYear = date.getUTCFullYear() === new Date(nowMs).getUTCFullYear()
  const soon = ms >= nowMs && ms < nowMs + 365 * dayMs
  return sameYear || soon ? text : `${text} ${date.getUTCFullYear()}`
}

/** `14 Jan 2027`. */
export function dayWithYear(ms: EpochMs): string {
  const date = new Date(ms)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** `20 February`, for sentences; the year as in `day`. */
export function dayInWords(ms: EpochMs, nowMs: EpochMs): string {
  const date = new Date(ms)
  const year = day(ms, nowMs).split(' ')[2]
  return [date.getUTCDate(), longMonths[date.getUTCMonth()], year].filter(Boolean).join(' ')
}

/** `Sun 22 Nov 2026`. */
export function weekdayDay(ms: EpochMs): string {
  return `${weekdays[new Date(ms).getUTCDay()]} ${dayWithYear(ms)}`
}

/** `14:05 UTC`. */
export function timeOfDay(ms: EpochMs): string {
  return `${new Date(ms).toISOString().slice(11, 16)} UTC`
}

/** `22 Nov 2026, 14:05 UTC`. */
export function instant(ms: EpochMs): string {
  return `${dayWithYear(ms)}, ${timeOfDay(ms)}`
}

/** `Feb`, `Jan 2027`. */
export function monthName(ms: EpochMs, withYear = false): string {
  const date = new Date(ms)
  const name = months[date.getUTCMonth()] ?? ''
  return withYear ? `${name} ${date.getUTCFullYear()}` : name
}

export type DateAxis = { readonly asOfMs: EpochMs; readonly axisDays: number; readonly nowMs: EpochMs }

/** The date `days` after `asOf`, or `after May` when it is beyond the axis or unknown (`null`: not within a year). */
export function dateOrAfter(days: number | null, axis: DateAxis): string {
  if (days !== null && days <= axis.axisDays) return day(axis.asOfMs + days * dayMs, axis.nowMs)
  return `after ${monthName(axis.asOfMs + axis.axisDays * dayMs)}`
}

/** `26 Dec – 27 Mar`, `9 Feb – after May`, or `after May` when both ends are. Say "80%" beside it. */
export function dateRange(low: number | null, high: number | null, axis: DateAxis): string {
  const from = dateOrAfter(low, axis)
  const to = dateOrAfter(high, axis)
  return from === to ? from : `${from} \u2013 ${to}`
}

/** `35 s`, `12 min`, `6 h 20 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return joinParts(`${hours} h`, minutes % 60, 'min')
  const allHours = Math.round(minutes / 60)
  return joinParts(`${Math.floor(allHours / 24)} d`, allHours % 24, 'h')
}

function joinParts(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`
}

/** Minutes above the limit over a horizon: `0 min`, `<1 min`, `1.3 min`, `6 h 20 min`. */
export function minutes(value: number): string {
  if (value <= 0) return '0 min'
  if (value < 0.95) return '<1 min'
  if (value < 10) return `${oneDecimal.format(value)} min`
  return duration(value * 60_000)
}

/** A number with as many decimals as its size deserves: `5,739`, `42.5`, `0.83`. */
export function number(value: number): string {
  const size = Math.abs(value)
  const format = size >= 100 ? whole : size >= 10 ? oneDecimal : twoDecimals
  return format.format(value).replace('-', minus)
}

/** With the unit of its dimension: `17.8 GiB`, `8 vCPU`, `3,000 IOPS`. */
export function quantity(value: number, dimension: Dimension): string {
  return `${number(value)} ${dimensionUnits[dimension]}`
}

/** A size as tables show it: `p5.48xlarge × 8`. */
export function size(shape: string, members: number): string {
  return members === 1 ? shape : `${shape} × ${count(members)}`
}

/** The label of an option with the multiplication sign of the tables. */
export function sizeLabel(label: string): string {
  return label.replace(/ x (?=\d)/g, ' × ')
}

/** Keeps both ends of a long identifier (ARNs), cuts the middle. */
export function middleCut(text: string, length: number): string {
  if (text.length <= length) return text
  const head = Math.ceil((length - 1) / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`
}
