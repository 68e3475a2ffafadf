import type { Freshness } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { dayWithYear, duration, instant, plural, timeOfDay } from './format.ts'

/** The dot of the header, always with words. */
export type FreshnessView = {
  readonly dot: 'green' | 'amber' | 'red'
  readonly text: string
  readonly title: string
}

/** Samples older than this are late; the newest pull runs every few minutes. */
const lateMs = 2 * hourMs

/** Green: all current; amber: a source late, refused or still being pulled; red: no import for 48 h. */
export function presentFreshness(freshness: Freshness, nowMs: EpochMs): FreshnessView {
  const { samplesToMs } = freshness
  const title = sourceLine(freshness)
  if (samplesToMs === undefined) return { dot: 'amber', text: 'First pull under way', title }
  const age = nowMs - samplesToMs
  if (age > 2 * dayMs) return { dot: 'red', text: `Data ${duration(age)} old`, title }
  if (age > lateMs) return { dot: 'amber', text: `Data ${duration(age)} old`, title }
  if (freshness.problems.length > 0) {
    return {
      dot: 'amber',
      text: `${plural(freshness.problems.length, 'problem')}, data to ${timeOfDay(samplesToMs)}`,
      title,
    }
  }
  return { dot: 'green', text: `Data to ${timeOfDay(samplesToMs)}`, title }
}

/** `CloudWatch to 22 Nov 2026, 14:05 UTC · Cost Explorer to 21 Nov 2026 · forecast run 1842`; only what is known. */
export function sourceLine({ samplesToMs, costsToDay, forecastRunId }: Freshness): string {
  const parts = [
    samplesToMs === undefined ? 'CloudWatch: nothing yet' : `CloudWatch to ${instant(samplesToMs)}`,
    costsToDay === undefined
      ? 'Cost Explorer: nothing yet'
      : `Cost Explorer to ${dayWithYear(Date.parse(`${costsToDay}T00:00:00Z`))}`,
    forecastRunId === undefined ? 'no forecast run yet' : `forecast run ${forecastRunId}`,
  ]
  return parts.join(' · ')
}

/** Our own calls to AWS over a while, and what AWS bills for them. */
export type UsageInput = { readonly calls: number; readonly usd: number }

/** `Headroom's own AWS calls, last 30 days: 1,204, $0.32`; nothing where none were made. */
export function usageLine({ calls, usd }: UsageInput): string | undefined {
  if (calls === 0) return undefined
  const cost = usd > 0 && usd < 0.005 ? '<$0.01' : `$${usd.toFixed(2)}`
  return `Headroom's own AWS calls, last 30 days: ${plural(calls, 'call')}, ${cost}`
}

/** `4 accounts · 4 regions · times in UTC`, and where the data come from when that is not AWS. */
export function scopeLine({ accountCount, regionCount, source }: Freshness): string {
  const origin = { aws: '', simulated: 'simulated estate · ', replay: 'replayed traces · ' }[source]
  return `${origin}${plural(accountCount, 'account')} · ${plural(regionCount, 'region')} · times in UTC`
}
