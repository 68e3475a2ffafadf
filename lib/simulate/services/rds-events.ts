import { dayMs, minuteMs, type Range } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { intParam } from '../wire/params.ts'
import { isoTime, type XmlObject } from '../wire/xml.ts'
import type { Place, WorldChange } from '../world.ts'
import { queryPage } from './query-page.ts'
import { databaseArn } from './rds-instances.ts'

/** RDS keeps events for 14 days (DescribeEvents API reference). */
const keptMs = 14 * dayMs

/** DescribeEvents: what was changed, without old and new values, as RDS words it; pages of 20 to 100. */
export function describeEvents(call: Call): Answer {
  const range = rangeOf(call)
  const source = call.params.get('SourceIdentifier')
  const type = call.params.get('SourceType')
  const wanted = type === undefined || type === 'db-instance' ? eventsOf(call, range) : []
  const options = { kind: 'DescribeEvents', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const matching = wanted.filter(({ change }) => source === undefined || source === change.id)
  const page = pageOf(matching, queryPage(call.params, options))
  const Event = page.items.map((event) => eventElement(call.place, event))
  return xml({ Events: { Event }, Marker: page.next })
}

/** `StartTime` and `EndTime`, or the last `Duration` minutes (60). */
function rangeOf(call: Call): Range {
  const { params, nowMs } = call
  const minutes = intParam(params, 'Duration', { min: 1, max: keptMs / minuteMs }) ?? 60
  const start = params.get('StartTime')
  const end = params.get('EndTime')
  const fromMs = start === undefined ? nowMs - minutes * minuteMs : Date.parse(start)
  const toMs = end === undefined ? nowMs : Date.parse(end)
  if (Number.isNaN(fromMs) || Number.isNaN(toMs) || fromMs > toMs) {
    throw new AwsError('InvalidParameterValue', 'The time range of the events is not valid.')
  }
  return { fromMs: Math.max(fromMs, nowMs - keptMs), toMs: Math.min(toMs, nowMs) }
}

type RdsEvent = { readonly change: WorldChange; readonly message: string }

function eventsOf(call: Call, range: Range): RdsEvent[] {
  const shapes = new Map<string, string>()
  const events: RdsEvent[] = []
  for (const change of call.world.changes(call.place)) {
    if (change.kind !== 'database') continue
    const before = shapes.get(change.id)
    shapes.set(change.id, change.shape)
    if (before === undefined || change.atMs < range.fromMs || change.atMs >= range.toMs) continue
    if (before !== change.shape)
      events.push({ change, message: 'Finished applying modification to DB instance class' })
    if (change.storageGib !== undefined) {
      events.push({ change, message: 'Finished applying modification to allocated storage' })
    }
  }
  return events
}

function eventElement(place: Place, { change, message }: RdsEvent): XmlObject {
  return {
    SourceIdentifier: change.id,
    SourceType: 'db-instance',
    Message: message,
    EventCategories: { EventCategory: ['configuration change'] },
    Date: isoTime(change.atMs),
    SourceArn: databaseArn(place, change.id),
  }
}
