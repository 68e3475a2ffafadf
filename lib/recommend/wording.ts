import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const separated = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** Whole percent, never 0% or 100%: `<1%`, `22%`, `>99%`. */
export function chanceText(chance: number): string {
  if (chance < 0.01) return '<1%'
  if (chance > 0.99) return '>99%'
  return `${Math.round(chance * 100)}%`
}

/** A policy's accepted risk: `3%`, `1.5%`. */
export function riskText(risk: number): string {
  return `${Number((risk * 100).toPrecision(2))}%`
}

/** `14 Jan`; with the year when it is not within twelve months from `nowMs` or of the same year. */
export function dayText(ms: EpochMs, nowMs: EpochMs): string {
  const day = new Date(ms)
  const text = `${day.getUTCDate()} ${months[day.getUTCMonth()]}`
  const sameYear = day.getUTCFullYear() === new Date(nowMs).getUTCFullYear()
  const soon = ms >= nowMs && ms < nowMs + 365 * dayMs
  return sameYear || soon ? text : `${text} ${day.getUTCFullYear()}`
}

/** Three significant figures, whole from 100 on, with separators: `6.25`, `17.8`, `1,396`. */
export function numberText(value: number): string {
  if (Math.abs(value) >= 100) return separated.format(value)
  return String(Number(value.toPrecision(3)))
}

/** An amount of a dimension with its unit: `6.25 vCPU`, `1,200 GiB`. */
export function amountText(value: number, dimension: Dimension): string {
  return `${numberText(value)} ${dimensionUnits[dimension]}`
}

/** `$1,396/mo`. */
export function usdText(usd: number): string {
  return `$${separated.format(Math.abs(usd))}/mo`
}

/** Signed, with U+2212 minus: `−$8,196/mo`, `+$569/mo`, `$0/mo`. */
export function deltaText(usd: number): string {
  const rounded = Math.round(usd)
  if (rounded === 0) return '$0/mo'
  return `${rounded < 0 ? '−' : '+'}${usdText(usd)}`
}

const dimensionNames: Readonly<Partial<Record<Dimension, string>>> = {
  cpu: 'CPU',
  iops: 'IOPS',
  gpu: 'GPUs',
  'gpu-memory': 'GPU memory',
  'graph-memory': 'k-NN memory',
  acu: 'ACUs',
  ecpu: 'ECPUs',
  throughput: 'EBS throughput',
  'group-maximum': 'group maximum',
}

/** A dimension inside a sentence: `CPU`, `storage`, `group maximum`. */
export function dimensionText(dimension: Dimension): string {
  return dimensionNames[dimension] ?? dimension.replaceAll('-', ' ')
}

/** What is in demand, inside a sentence: `members in service` where the dimension is their maximum. */
export function demandText(dimension: Dimension): string {
  return dimension === 'group-maximum' ? 'members in service' : dimensionText(dimension)
}

/** The first letter large. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
