import {
  type ConfigurationItem,
  DescribeConfigurationRecorderStatusCommand,
  GetResourceConfigHistoryCommand,
  type ResourceType,
} from '@aws-sdk/client-config-service'
import { z } from 'zod'
import type { Problem } from '#lib/model/account.ts'
import { forEachLimited } from './concurrency.ts'
import { distinctProblems, problemOf } from './fault.ts'
import type { History, HistoryChange, Sizing } from './history-change.ts'
import type { Histories, HistoryOptions, Subject } from './history-subject.ts'
import { safeTags } from './ownership.ts'
import { readAllPages } from './pages.ts'

const action = 'config:GetResourceConfigHistory'
const concurrency = 6

const resourceTypes = {
  instance: 'AWS::EC2::Instance',
  group: 'AWS::AutoScaling::AutoScalingGroup',
  database: 'AWS::RDS::DBInstance',
  kafka: 'AWS::MSK::Cluster',
} as const satisfies Record<Subject['kind'], ResourceType>

/** Is a recorder recording in this account and region? Throws the SDK's error. */
export async function recorderRuns({ aws }: HistoryOptions): Promise<boolean> {
  const status = await aws.call('config:DescribeConfigurationRecorderStatus', ({ config }, sending) =>
    config.send(new DescribeConfigurationRecorderStatusCommand({}), sending),
  )
  return (status.ConfigurationRecordersStatus ?? []).some(({ recording }) => recording === true)
}

/** The recorded sizes of every subject; one that fails is named and the others stand. */
export async function readConfigHistory(options: HistoryOptions): Promise<Histories> {
  const byId = new Map<string, History>()
  const problems: Problem[] = []
  const { scope } = options.aws
  const work = async (subject: Subject) => {
    try {
      const history = configHistory(subject, await readItems(options, subject))
      if (history) byId.set(subject.id, history)
    } catch (error) {
      // Not recorded (yet) is no fault of ours: its past is assumed.
      if (error instanceof Error && error.name === 'ResourceNotDiscoveredException') return
      problems.push(problemOf(error, { scope, action }))
    }
  }
  await forEachLimited(options.subjects, { limit: concurrency, work })
  return { byId, problems: distinctProblems(problems) }
}

function readItems({ aws }: HistoryOptions, subject: Subject): Promise<ConfigurationItem[]> {
  return readAllPages(async (token) => {
    const page = await aws.call(action, ({ config }, sending) =>
      config.send(
        new GetResourceConfigHistoryCommand({
          resourceType: resourceTypes[subject.kind],
          resourceId: subject.configId,
          chronologicalOrder: 'Forward',
          limit: 100,
          nextToken: token,
        }),
        sending,
      ),
    )
    return { items: page.configurationItems ?? [], next: page.nextToken }
  })
}

const instanceSchema = z.object({
  instanceType: z.string(),
  cpuOptions: z.object({ coreCount: z.number(), threadsPerCore: z.number() }).nullish(),
})
const groupSchema = z.object({
  maxSize: z.number(),
  instances: z.array(z.object({ instanceType: z.string().nullish() })).nullish(),
  mixedInstancesPolicy: z
    .object({
      launchTemplate: z
        .object({ overrides: z.array(z.object({ instanceType: z.string().nullish() })).nullish() })
        .nullish(),
    })
    .nullish(),
})
/** Recorded in the spelling of CloudFormation. */
const kafkaSchema = z.object({
  NumberOfBrokerNodes: z.number(),
  BrokerNodeGroupInfo: z.object({
    InstanceType: z.string(),
    StorageInfo: z
      .object({ EBSStorageInfo: z.object({ VolumeSize: z.number().nullish() }).nullish() })
      .nullish(),
  }),
})
const databaseSchema = z.object({ dBInstanceClass: z.string(), allocatedStorage: z.number().nullish() })

/** The changes of size in recorded items (AWS Config writes `null` for what is not set). An item that cannot be read is left out. */
export function configHistory(subject: Subject, items: readonly ConfigurationItem[]): History | undefined {
  const changes = items.flatMap((item): HistoryChange[] => {
    const atMs = item.configurationItemCaptureTime?.getTime()
    const sizing = sizingOf(subject.kind, item.configuration)
    return atMs === undefined || !sizing ? [] : [{ atMs, source: 'config', ...sizing }]
  })
  const knownFromMs = changes.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY)
  const tagged = recordedTags(items)
  return changes.length === 0
    ? undefined
    : { knownFromMs, source: 'config', changes, ...(tagged.length === 0 ? {} : { tagged }) }
}

/** Tags over time; none at all where no item has any, since not every type is recorded with its tags. */
function recordedTags(items: readonly ConfigurationItem[]) {
  const tagged = items.flatMap((item) => {
    const atMs = item.configurationItemCaptureTime?.getTime()
    const gone = item.configurationItemStatus?.startsWith('ResourceDeleted') === true
    if (atMs === undefined || gone) return []
    return [{ atMs, tags: safeTags(Object.entries(item.tags ?? {}).map(([key, value]) => ({ key, value }))) }]
  })
  return tagged.some(({ tags }) => Object.keys(tags).length > 0) ? tagged : []
}

function sizingOf(kind: Subject['kind'], configuration: string | undefined): Sizing | undefined {
  let json: unknown
  try {
    json = JSON.parse(configuration ?? '')
  } catch {
    return undefined
  }
  if (kind === 'instance') {
    const { data } = instanceSchema.safeParse(json)
    const cores = data?.cpuOptions
    return (
      data && { shape: data.instanceType, vcpu: cores ? cores.coreCount * cores.threadsPerCore : undefined }
    )
  }
  if (kind === 'group') {
    const { data } = groupSchema.safeParse(json)
    const shape =
      data?.instances?.find(({ instanceType }) => instanceType)?.instanceType ??
      data?.mixedInstancesPolicy?.launchTemplate?.overrides?.find(({ instanceType }) => instanceType)
        ?.instanceType
    return data && { count: data.maxSize, shape: shape ?? undefined }
  }
  if (kind === 'kafka') {
    const { data } = kafkaSchema.safeParse(json)
    const group = data?.BrokerNodeGroupInfo
    const storageGib = group?.StorageInfo?.EBSStorageInfo?.VolumeSize
    return (
      data && {
        shape: group?.InstanceType,
        count: data.NumberOfBrokerNodes,
        storageGib: storageGib ?? undefined,
      }
    )
  }
  const { data } = databaseSchema.safeParse(json)
  return data && { shape: data.dBInstanceClass, storageGib: data.allocatedStorage ?? undefined }
}
