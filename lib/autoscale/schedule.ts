import type { ScheduledAction } from '../model/scaling.ts'
import { dayMs, type EpochMs, floorTo, minuteMs, type Range } from '../model/time.ts'
import { parseCron, runsOn } from './cron.ts'

/** What a scheduled action sets, at a minute of the replay; before its start: minute 0. */
export type ScheduledMoment = {
  readonly minute: number
  readonly min?: number
  readonly max?: number
  readonly desired?: number
}

/** Days before the range whose last run of an action may still be in force. */
const daysBefore = 35

/**
 * When scheduled actions run within a range, in order. What they set before it comes into force at its first minute,
 * their size apart. An action whose cron or time zone cannot be read never runs.
 */
export function scheduledMoments(
  actions: readonly ScheduledAction[],
  range: Range,
): readonly ScheduledMoment[] {
  const from = range.fromMs - daysBefore * dayMs
  const runs = actions.flatMap((action) =>
    runsOf(action, { fromMs: from, toMs: range.toMs }).map((atMs) => ({ atMs, action })),
  )
  return runs
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, action: { min, max, desired } }) => {
      const before = atMs < range.fromMs
      return {
        minute: before ? 0 : Math.floor((atMs - range.fromMs) / minuteMs),
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(desired === undefined || before ? {} : { desired }),
      }
    })
}

function runsOf({ at, fromMs = 0, toMs }: ScheduledAction, range: Range): readonly EpochMs[] {
  const within = (ms: EpochMs) =>
    ms >= Math.max(range.fromMs, fromMs) && ms < Math.min(range.toMs, toMs ?? range.toMs)
  if ('instantMs' in at) return [at.instantMs].filter(within)
  const cron = parseCron(at.cron)
  const offset = offsets(at.timeZone)
  if (!cron || !offset) return []
  const found: EpochMs[] = []
  for (let day = floorTo(range.fromMs, dayMs) - dayMs; day < range.toMs + dayMs; day += dayMs) {
    if (!runsOn(cron, day)) continue
    for (const hour of cron.hours)
      for (const minute of cron.minutes) {
        const local = day + (hour * 60 + minute) * minuteMs
        found.push(local - offset(local - offset(local)))
      }
  }
  return found.filter(within)
}

/** Milliseconds that a zone is ahead of UTC at an instant; undefined for a zone that does not exist. */
function offsets(timeZone: string): ((ms: EpochMs) => number) | undefined {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return () => 0
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    return (ms) => {
      const parts = Object.fromEntries(
        format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
      )
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
      return Date.UTC(year, month - 1, day, hour, minute) - floorTo(ms, minuteMs)
    }
  } catch {
    return undefined
  }
}
