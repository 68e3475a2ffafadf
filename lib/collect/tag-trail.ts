import { type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { z } from 'zod'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { HistoryOptions, Subject } from './history-subject.ts'
import { safeTags } from './ownership.ts'

/** Tags that one call set or removed; the others stayed. */
export type TagEvent = { readonly atMs: EpochMs; readonly set: Tags; readonly removed: readonly string[] }

const keptMs = 90 * dayMs
/** Newest pages that are read of an event: CreateTags is also what launches do, by the thousand. */
const pagesMax = 10

const eventNames: Partial<Record<Subject['kind'], readonly string[]>> = {
  instance: ['CreateTags', 'DeleteTags'],
  group: ['CreateOrUpdateTags', 'DeleteTags'],
  database: ['AddTagsToResource', 'RemoveTagsFromResource'],
}

/** The name of a subject in what `readTagTrail` returns: ids of different kinds may be alike. */
export function subjectKey({ kind, id }: Subject): string {
  return `${kind}/${id}`
}

/** Calls of the last 90 days that changed tags, by subject, in no order. Throws the SDK's error. */
export async function readTagTrail(options: HistoryOptions): Promise<Map<string, TagEvent[]>> {
  const known = new Map(options.subjects.map((subject) => [subjectKey(subject), [] as TagEvent[]]))
  const names = new Set(options.subjects.flatMap(({ kind }) => eventNames[kind] ?? []))
  for (const name of names) {
    for (const event of await newestEvents(options, name)) {
      for (const { key, change } of tagChanges(event)) known.get(key)?.push(change)
    }
  }
  return known
}

async function newestEvents({ aws, nowMs }: HistoryOptions, name: string): Promise<Event[]> {
  const events: Event[] = []
  let token: string | undefined
  for (let page = 0; page < pagesMax; page++) {
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: name }],
      StartTime: new Date(nowMs - keptMs),
      EndTime: new Date(nowMs),
      MaxResults: 50,
      NextToken: token,
    }
    const answer = await aws.call('cloudtrail:LookupEvents', ({ cloudtrail }, sending) =>
      cloudtrail.send(new LookupEventsCommand(input), sending),
    )
    events.push(...(answer.Events ?? []))
    token = answer.NextToken || undefined
    if (token === undefined) break
  }
  return events
}

const pairSchema = z.object({ key: z.string(), value: z.string().nullish() })
const eventSchema = z.object({
  errorCode: z.string().optional(),
  eventName: z.string(),
  requestParameters: z.object({
    /** EC2. */
    resourcesSet: z.object({ items: z.array(z.object({ resourceId: z.string() })) }).optional(),
    tagSet: z.object({ items: z.array(pairSchema) }).optional(),
    /** RDS: an ARN, with keys where tags are removed. */
    resourceName: z.string().optional(),
    tagKeys: z.array(z.string()).optional(),
    /** RDS; Auto Scaling says of each whose it is. */
    tags: z.array(pairSchema.extend({ resourceId: z.string().optional() })).optional(),
  }),
})

/** What one event did to tags, by subject; nothing where it failed or cannot be read. */
export function tagChanges(event: Event): { readonly key: string; readonly change: TagEvent }[] {
  const atMs = event.EventTime?.getTime()
  let json: unknown
  try {
    json = JSON.parse(event.CloudTrailEvent ?? '')
  } catch {
    return []
  }
  const { data } = eventSchema.safeParse(json)
  if (!data || data.errorCode !== undefined || atMs === undefined) return []
  const { resourcesSet, tagSet, resourceName, tagKeys, tags = [] } = data.requestParameters
  const removes = /^(Delete|Remove)/.test(data.eventName)
  const changeOf = (pairs: readonly z.output<typeof pairSchema>[]): TagEvent => {
    const safe = safeTags(pairs.map(({ key, value }) => ({ key, value: value ?? '' })))
    return removes ? { atMs, set: {}, removed: Object.keys(safe) } : { atMs, set: safe, removed: [] }
  }
  if (resourcesSet) {
    const change = changeOf(tagSet?.items ?? [])
    return resourcesSet.items.map(({ resourceId }) => ({ key: `instance/${resourceId}`, change }))
  }
  if (resourceName !== undefined) {
    const pairs = tagKeys?.map((key) => ({ key })) ?? tags
    return [{ key: `database/${resourceName.split(':').at(-1)}`, change: changeOf(pairs) }]
  }
  return [...Map.groupBy(tags, ({ resourceId = '' }) => resourceId)].map(([id, own]) => ({
    key: `group/${id}`,
    change: changeOf(own),
  }))
}

/**
 * Tags from each event on, oldest first, told back from those of today. What stood before the first event that names a
 * key nobody tells: it is taken to have been as after it.
 */
export function tagsSince(
  today: Tags,
  events: readonly TagEvent[],
): { readonly atMs: EpochMs; readonly tags: Tags }[] {
  const ordered = [...events].sort((a, b) => a.atMs - b.atMs)
  const states: { atMs: EpochMs; tags: Tags }[] = []
  let tags = today
  for (let i = ordered.length - 1; i >= 0; i--) {
    const event = ordered[i]
    if (!event) continue
    states.unshift({ atMs: event.atMs, tags })
    tags = before(tags, event, ordered.slice(0, i))
  }
  return states
}

/** The tags before an event, as far as earlier events tell. */
function before(tags: Tags, event: TagEvent, earlier: readonly TagEvent[]): Tags {
  const past = new Map(Object.entries(tags))
  for (const key of [...Object.keys(event.set), ...event.removed]) {
    const last = earlier.findLast((one) => Object.hasOwn(one.set, key) || one.removed.includes(key))
    if (!last) continue
    const value = Object.hasOwn(last.set, key) ? last.set[key] : undefined
    if (value === undefined) past.delete(key)
    else past.set(key, value)
  }
  return Object.fromEntries(past)
}
