import { z } from 'zod'
import { dayMs } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { parseInput } from './json-input.ts'
import { type TrailEvent, trailEvents } from './trail-events.ts'

const keys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
] as const

const requestSchema = z.object({
  LookupAttributes: z
    .array(z.object({ AttributeKey: z.enum(keys), AttributeValue: z.string() }))
    .max(1)
    .optional(),
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  MaxResults: z.number().int().min(1).max(50).optional(),
  NextToken: z.string().optional(),
})

/** Event history of CloudTrail. */
const keptMs = 90 * dayMs

/** LookupEvents: management events of 90 days, newest first, by one attribute; pages of at most 50. */
export function lookupEvents(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'InvalidLookupAttributesException')
  const fromMs = Math.max((request.StartTime ?? 0) * 1000, call.nowMs - keptMs)
  const toMs = request.EndTime === undefined ? call.nowMs : Math.min(request.EndTime * 1000, call.nowMs)
  if ((request.StartTime ?? 0) > (request.EndTime ?? Number.POSITIVE_INFINITY)) {
    throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.')
  }
  const attribute = request.LookupAttributes?.[0]
  const wanted = trailEvents(call).filter((event) => {
    if (event.atMs < fromMs || event.atMs > toMs) return false
    return (
      attribute === undefined || valuesOf(event, attribute.AttributeKey).includes(attribute.AttributeValue)
    )
  })
  const page = pageOf(wanted.reverse(), {
    kind: 'LookupEvents',
    size: request.MaxResults ?? 50,
    token: request.NextToken,
    invalidCode: 'InvalidNextTokenException',
  })
  return json({ Events: page.items.map(element), NextToken: page.next })
}

function valuesOf(event: TrailEvent, key: (typeof keys)[number]): readonly string[] {
  switch (key) {
    case 'EventId':
      return [event.id]
    case 'EventName':
      return [event.name]
    case 'EventSource':
      return [event.source]
    case 'Username':
      return [event.actor]
    case 'ReadOnly':
      return ['false']
    case 'ResourceType':
      return event.resources.map((resource) => resource.ResourceType)
    case 'ResourceName':
      return event.resources.map((resource) => resource.ResourceName)
  }
}

function element(event: TrailEvent): object {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: 'false',
    EventTime: event.atMs / 1000,
    EventSource: event.source,
    Username: event.actor,
    Resources: event.resources,
    CloudTrailEvent: event.record,
  }
}
