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
import { readAllPages } from './pages.ts'

const action = 'config:GetResourceConfigHistory'
const concurrency = 6

const resourceTypes = {
  instance: 'AWS::EC2::Instance',
  group: 'AWS::AutoScaling::AutoScalingGroup',
  database: 'AWS::RDS::DBInstance',
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
  cpuOptions: z.object({ coreCount: z.number(), threadsPerCore: z.number() }).optional(),
})
const groupSchema = z.object({
  maxSize: z.number(),
  instances: z.array(z.object({ instanceType: z.string().optional() })).optional(),
  mixedInstancesPolicy: z
    .object({
      launchTemplate: z.object({
        overrides: z.array(z.object({ instanceType: z.string().optional() })).optional(),
      }),
    })
    .optional(),
})
const databaseSchema = z.object({ dBInstanceClass: z.string(), allocatedStorage: z.number().optional() })

/** The changes of size in recorded items. An item that cannot be read is left out. */
export function configHistory(subject: Subject, items: readonly ConfigurationItem[]): History | undefined {
  const changes = items.flatMap((item): HistoryChange[] => {
    const atMs = item.configurationItemCaptureTime?.getTime()
    const sizing = sizingOf(subject.kind, item.configuration)
    return atMs === undefined || !sizing ? [] : [{ atMs, source: 'config', ...sizing }]
  })
  const knownFromMs = changes.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY)
  return changes.length === 0 ? undefined : { knownFromMs, source: 'config', changes }
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
    return data && { shape: data.instanceType, vcpu: cores && cores.coreCount * cores.threadsPerCore }
  }
  if (kind === 'group') {
    const { data } = groupSchema.safeParse(json)
    const shape =
      data?.instances?.find(({ instanceType }) => instanceType)?.instanceType ??
      data?.mixedInstancesPolicy?.launchTemplate.overrides?.[0]?.instanceType
    return data && { count: data.maxSize, shape }
  }
  const { data } = databaseSchema.safeParse(json)
  return data && { shape: data.dBInstanceClass, storageGib: data.allocatedStorage }
}
