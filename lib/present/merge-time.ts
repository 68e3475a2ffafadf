import type { Freeze } from '#lib/model/calendar.ts'
import type { MergeTime } from '#lib/model/proposal.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs, minuteMs } from '#lib/model/time.ts'
import { instant } from './format.ts'

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const weekMs = 7 * dayMs
/** The epoch began on a Thursday. */
const epochDay = 4

type Window = { readonly offsetMs: number; readonly lengthMs: number }

/** A weekly window as AWS writes it, in UTC: `sun:03:00-sun:03:30`. */
function parseWindow(text: unknown): Window | undefined {
  const found = /^(\w{3}):(\d\d):(\d\d)-(\w{3}):(\d\d):(\d\d)$/.exec(String(text).toLowerCase())
  if (!found) return undefined
  const at = (day = '', hour = '0', minute = '0') =>
    ((days.indexOf(day) - epochDay + 7) % 7) * dayMs + (Number(hour) * 60 + Number(minute)) * minuteMs
  const begin = at(found[1], found[2], found[3])
  const end = at(found[4], found[5], found[6])
  return { offsetMs: begin, lengthMs: (end - begin + weekMs) % weekMs }
}

function nextWindow({ offsetMs }: Window, fromMs: EpochMs): EpochMs {
  return fromMs + ((((offsetMs - fromMs) % weekMs) + weekMs) % weekMs)
}

function concerns({ teams, accounts }: Freeze, { team, accountId }: Resource): boolean {
  return (
    (teams.length === 0 || (team !== undefined && teams.includes(team))) &&
    (accounts.length === 0 || accounts.includes(accountId))
  )
}

/**
 * When a change of a resource may be merged at the earliest. What is merged is applied in the next maintenance window, where
 * the resource has one, else at once; it must not be applied inside a freeze. So a change waits for the end of the last window
 * inside the freeze that it would be applied in, or for the end of the freeze where there is no window.
 */
export function earliestMerge(resource: Resource, freezes: readonly Freeze[], nowMs: EpochMs): MergeTime {
  const window = parseWindow(resource.facts.maintenanceWindow)
  const own = freezes.filter((freeze) => concerns(freeze, resource)).toSorted((a, b) => a.fromMs - b.fromMs)
  let atMs = nowMs
  let waits: Freeze | undefined
  for (let step = 0; step <= own.length; step++) {
    const appliedMs = window ? nextWindow(window, atMs) : atMs
    const inside = own.find(({ fromMs, toMs }) => appliedMs >= fromMs && appliedMs < toMs)
    if (!inside) break
    waits = inside
    atMs = window ? lastWindowEnd(window, appliedMs, inside.toMs) : inside.toMs
  }
  if (!waits) return { atMs, text: 'May be merged now.' }
  const why = window ? `after the last maintenance window inside` : 'after'
  return { atMs, text: `Not before ${instant(atMs)}: ${why} the freeze ${waits.name}.` }
}

function lastWindowEnd({ lengthMs }: Window, firstMs: EpochMs, toMs: EpochMs): EpochMs {
  const last = firstMs + Math.floor((toMs - 1 - firstMs) / weekMs) * weekMs
  return last + Math.max(lengthMs, minuteMs)
}
