import { DescribeEventsCommand, type Event } from '@aws-sdk/client-rds'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { History, HistoryChange } from './history-change.ts'
import type { HistoryOptions } from './history-subject.ts'
import { readAllPages } from './pages.ts'

/** RDS keeps events for 14 days. */
const keptMs = 14 * dayMs
/** A modification waits for the maintenance window, so at most a week. */
const waitMs = 7 * dayMs
const applied = /finished applying modification to (DB instance class|allocated storage)/i

/** Events of the databases of the region in the last 14 days. */
export function readDatabaseEvents({ aws, nowMs }: HistoryOptions): Promise<Event[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('rds:DescribeEvents', ({ rds }, sending) =>
      rds.send(
        new DescribeEventsCommand({
          SourceType: 'db-instance',
          StartTime: new Date(nowMs - keptMs),
          EndTime: new Date(nowMs),
          MaxRecords: 100,
          Marker: token,
        }),
        sending,
      ),
    )
    return { items: page.Events ?? [], next: page.Marker }
  })
}

export type MergeOptions = {
  readonly byId: ReadonlyMap<string, History>
  readonly events: readonly Event[]
  readonly nowMs: EpochMs
}

/**
 * RDS events say when a modification took effect, CloudTrail when it was asked for: the former's time counts. An
 * event without its request (CloudTrail denied) tells at least since when today's size is in force.
 */
export function mergeDatabaseEvents({ byId, events, nowMs }: MergeOptions): Map<string, History> {
  const merged = new Map(byId)
  for (const event of events) {
    const id = event.SourceIdentifier
    const atMs = event.Date?.getTime()
    if (id === undefined || atMs === undefined || !applied.test(event.Message ?? '')) continue
    const known = merged.get(id) ?? { knownFromMs: nowMs - keptMs, source: 'rds-event' as const, changes: [] }
    const ofClass = /class/i.test(event.Message ?? '')
    merged.set(id, { ...known, changes: timed(known.changes, { atMs, ofClass }) })
  }
  return merged
}

function timed(
  changes: readonly HistoryChange[],
  event: { atMs: EpochMs; ofClass: boolean },
): HistoryChange[] {
  const part = event.ofClass ? 'shape' : 'storageGib'
  const isRequest = (change: HistoryChange) =>
    change.source === 'cloudtrail' &&
    change[part] !== undefined &&
    change.atMs <= event.atMs &&
    event.atMs - change.atMs <= waitMs
  const request = changes.findLast(isRequest)
  if (!request) return [...changes, { atMs: event.atMs, source: 'rds-event' }]
  return changes.map((change) =>
    change === request ? { ...change, atMs: event.atMs, source: 'rds-event' } : change,
  )
}
