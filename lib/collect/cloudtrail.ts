import { type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { z } from 'zod'
import { dayMs } from '#lib/model/time.ts'
import type { History, HistoryChange, Sizing } from './history-change.ts'
import type { HistoryOptions, Subject } from './history-subject.ts'
import { readAllPages } from './pages.ts'

/** CloudTrail's event history goes back 90 days. */
export const keptMs = 90 * dayMs

/** Events that make or change a size, by kind of resource. */
const eventNames: Record<Subject['kind'], readonly string[]> = {
  instance: ['ModifyInstanceAttribute', 'ModifyInstanceCpuOptions'],
  group: ['CreateAutoScalingGroup', 'UpdateAutoScalingGroup'],
  database: ['CreateDBInstance', 'ModifyDBInstance'],
  kafka: ['UpdateBrokerType', 'UpdateBrokerCount', 'UpdateBrokerStorage'],
}

/** Changes of size in the last 90 days, by resource id; every subject was watched for that long. */
export async function readCloudTrail(options: HistoryOptions): Promise<Map<string, History>> {
  const knownFromMs = options.nowMs - keptMs
  const changes = new Map<string, HistoryChange[]>(options.subjects.map(({ id }) => [id, []]))
  for (const kind of new Set(options.subjects.map((subject) => subject.kind))) {
    for (const eventName of eventNames[kind]) {
      for (const event of await readEvents(options, eventName)) {
        const found = trailChange(event)
        if (found) changes.get(found.id)?.push(found.change)
      }
    }
  }
  return new Map([...changes].map(([id, own]) => [id, { knownFromMs, source: 'cloudtrail', changes: own }]))
}

function readEvents({ aws, nowMs }: HistoryOptions, eventName: string): Promise<Event[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('cloudtrail:LookupEvents', ({ cloudtrail }, sending) =>
      cloudtrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
          StartTime: new Date(nowMs - keptMs),
          EndTime: new Date(nowMs),
          MaxResults: 50,
          NextToken: token,
        }),
        sending,
      ),
    )
    return { items: page.Events ?? [], next: page.NextToken }
  })
}

const overrides = z.array(z.object({ instanceType: z.string().optional() }).loose()).optional()
const eventSchema = z.object({
  errorCode: z.string().optional(),
  requestParameters: z.object({
    instanceId: z.string().optional(),
    instanceType: z.object({ value: z.string() }).or(z.string()).optional(),
    autoScalingGroupName: z.string().optional(),
    maxSize: z.coerce.number().optional(),
    mixedInstancesPolicy: z
      .object({ launchTemplate: z.object({ overrides }).loose().optional() })
      .loose()
      .optional(),
    dBInstanceIdentifier: z.string().optional(),
    dBInstanceClass: z.string().optional(),
    allocatedStorage: z.coerce.number().optional(),
    clusterArn: z.string().optional(),
    targetInstanceType: z.string().optional(),
    targetNumberOfBrokerNodes: z.coerce.number().optional(),
    targetBrokerEBSVolumeInfo: z.array(z.object({ volumeSizeGB: z.coerce.number().optional() })).optional(),
    ModifyInstanceCpuOptionsRequest: z
      .object({ InstanceId: z.string(), CoreCount: z.coerce.number(), ThreadsPerCore: z.coerce.number() })
      .optional(),
  }),
})

/** What one event changed; undefined if it failed, cannot be read, or changed no size. */
export function trailChange(event: Event): { id: string; change: HistoryChange } | undefined {
  const atMs = event.EventTime?.getTime()
  let json: unknown
  try {
    json = JSON.parse(event.CloudTrailEvent ?? '')
  } catch {
    return undefined
  }
  const { data } = eventSchema.safeParse(json)
  if (!data || data.errorCode !== undefined || atMs === undefined) return undefined
  const asked = data.requestParameters
  const cores = asked.ModifyInstanceCpuOptionsRequest
  const id =
    asked.instanceId ??
    asked.autoScalingGroupName ??
    asked.dBInstanceIdentifier ??
    cores?.InstanceId ??
    (asked.clusterArn && decodedArn(asked.clusterArn))
  const shape = typeof asked.instanceType === 'string' ? asked.instanceType : asked.instanceType?.value
  const sizing: Sizing = {
    shape:
      shape ??
      asked.dBInstanceClass ??
      asked.targetInstanceType ??
      asked.mixedInstancesPolicy?.launchTemplate?.overrides?.[0]?.instanceType,
    vcpu: cores && cores.CoreCount * cores.ThreadsPerCore,
    count: asked.maxSize ?? asked.targetNumberOfBrokerNodes,
    storageGib: asked.allocatedStorage ?? asked.targetBrokerEBSVolumeInfo?.[0]?.volumeSizeGB,
  }
  if (id === undefined || Object.values(sizing).every((part) => part === undefined)) return undefined
  return { id, change: { atMs, source: 'cloudtrail', actor: event.Username, ...sizing } }
}

/** MSK writes the ARN as it stood in the path of the request, with escapes. */
function decodedArn(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
