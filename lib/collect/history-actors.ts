import { minuteMs } from '#lib/model/time.ts'
import { keptMs, readCloudTrail } from './cloudtrail.ts'
import { problemOf } from './fault.ts'
import type { History, HistoryChange } from './history-change.ts'
import type { Histories, HistoryOptions } from './history-subject.ts'

/** AWS Config records a change some minutes after the call that made it. */
const lagMs = 60 * minuteMs

/**
 * AWS Config tells what changed and not by whom: CloudTrail names the caller of the last 90 days. Asked only where something
 * changed in that time. Where it is denied the changes stay without a name, and it is said.
 */
export async function withActors(read: Histories, options: HistoryOptions): Promise<Histories> {
  const sinceMs = options.nowMs - keptMs
  const nameless = (change: HistoryChange) => change.actor === undefined && change.atMs > sinceMs
  const subjects = options.subjects.filter(({ id }) => read.byId.get(id)?.changes.some(nameless))
  if (subjects.length === 0) return read
  try {
    const trail = await readCloudTrail({ ...options, subjects })
    const byId = [...read.byId].map(([id, history]) => [id, named(history, trail.get(id))] as const)
    return { ...read, byId: new Map(byId) }
  } catch (error) {
    const problem = problemOf(error, { scope: options.aws.scope, action: 'cloudtrail:LookupEvents' })
    return { ...read, problems: [...read.problems, problem] }
  }
}

function named(history: History, trail: History | undefined): History {
  if (!trail || trail.changes.length === 0) return history
  return {
    ...history,
    changes: history.changes.map((change) => {
      const actor = change.actor ?? callerOf(change, trail.changes)
      return actor === undefined ? change : { ...change, actor }
    }),
  }
}

/** Of the calls before the change was recorded the last one. */
function callerOf({ atMs }: HistoryChange, calls: readonly HistoryChange[]): string | undefined {
  const before = calls.filter((call) => call.atMs <= atMs && call.atMs >= atMs - lagMs)
  return before.sort((a, b) => b.atMs - a.atMs)[0]?.actor
}
