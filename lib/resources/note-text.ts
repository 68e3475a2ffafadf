import { dayStart } from '#lib/model/time.ts'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `$1,168/mo`. */
export function monthText(usd: number): string {
  return `$${whole.format(usd)}/mo`
}

/** `1 Mar 2026` of `2026-03-01`. */
export function dateText(day: string): string {
  return date.format(dayStart(day))
}

const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** An amount in three digits: `27.8`, `1,930`. */
export function amountText(amount: number): string {
  return Math.abs(amount) >= 1000 ? whole.format(amount) : significant.format(amount)
}

/** `6%` of 0.06. */
export function shareText(share: number): string {
  return `${Math.round(100 * share)}%`
}
