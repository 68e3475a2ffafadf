import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListServicesCommand,
  type Service,
  type TaskDefinition,
} from '@aws-sdk/client-ecs'
import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import type { EcsTry } from './ecs.ts'

/** What one task reserves; a part that the definition does not say is absent. */
export type TaskSize = {
  readonly vcpu?: number
  readonly memoryGib?: number
  readonly arch: 'x86_64' | 'arm64'
  /** Windows has prices of its own. */
  readonly windows?: true
}

export type FoundService = {
  readonly name: string
  readonly cluster: string
  readonly arn: string
  readonly launch: 'fargate' | 'ec2'
  readonly providers: readonly string[]
  readonly desired: number
  readonly zones: number
  readonly createdMs?: EpochMs
  /** Since when the present task definition runs. */
  readonly deployedMs?: EpochMs
  readonly task?: TaskSize
  readonly tags: Tags
}

type Options = { readonly clusters: readonly string[]; readonly attempt: EcsTry }

/** Active services of the clusters with the size of their tasks. Failures are noted by `attempt`. */
export async function readServices(aws: RegionAws, { clusters, attempt }: Options): Promise<FoundService[]> {
  const listed = await Promise.all(
    clusters.map((cluster) => attempt('ecs:ListServices', () => listServices(aws, cluster), [])),
  )
  const described = await Promise.all(
    listed.map((arns, i) =>
      attempt('ecs:DescribeServices', () => describeServices(aws, { cluster: clusters[i] ?? '', arns }), []),
    ),
  )
  const services = described.flat().filter(({ status }) => status === 'ACTIVE')
  const names = [...new Set(services.flatMap(({ taskDefinition }) => taskDefinition ?? []))]
  const sizes = new Map<string, TaskSize>()
  await Promise.all(
    names.map(async (name) => {
      const size = await attempt('ecs:DescribeTaskDefinition', () => describeTask(aws, name), undefined)
      if (size) sizes.set(name, size)
    }),
  )
  const found = services.map((service) => foundService(service, sizes.get(service.taskDefinition ?? '')))
  const unread = found.filter((one) => one === undefined).length
  if (unread > 0) await attempt('ecs:DescribeServices', () => Promise.reject(unreadable(unread)), undefined)
  return found.filter((one) => one !== undefined)
}

function unreadable(count: number): Error {
  return new Error(
    `${count} described ${count === 1 ? 'service has' : 'services have'} no name, ARN or cluster`,
  )
}

function listServices(aws: RegionAws, cluster: string): Promise<string[]> {
  return readAllPages(async (nextToken) => {
    const page = await aws.call('ecs:ListServices', ({ ecs }, sending) =>
      ecs.send(new ListServicesCommand({ cluster, maxResults: 100, nextToken }), sending),
    )
    return { items: page.serviceArns ?? [], next: page.nextToken }
  })
}

const servicesPerCall = 10

async function describeServices(
  aws: RegionAws,
  { cluster, arns }: { readonly cluster: string; readonly arns: readonly string[] },
): Promise<Service[]> {
  const calls = Array.from({ length: Math.ceil(arns.length / servicesPerCall) }, (_, i) =>
    arns.slice(i * servicesPerCall, (i + 1) * servicesPerCall),
  )
  const pages = await Promise.all(
    calls.map((services) =>
      aws.call('ecs:DescribeServices', ({ ecs }, sending) =>
        ecs.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }), sending),
      ),
    ),
  )
  return pages.flatMap((page) => page.services ?? [])
}

async function describeTask(aws: RegionAws, taskDefinition: string): Promise<TaskSize | undefined> {
  const answer = await aws.call('ecs:DescribeTaskDefinition', ({ ecs }, sending) =>
    ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }), sending),
  )
  return answer.taskDefinition && taskSizeOf(answer.taskDefinition)
}

const unitsPerVcpu = 1024
const mibPerGib = 1024

/**
 * What a task reserves: of the task where its definition says so (Fargate always does), else the sum over its
 * containers. Nothing reserved is not known, and not zero.
 */
export function taskSizeOf(definition: TaskDefinition): TaskSize {
  const { cpu, memory, containerDefinitions: containers = [], runtimePlatform } = definition
  const units = Number(cpu) || sum(containers.map((one) => one.cpu))
  const mib = Number(memory) || sum(containers.map((one) => one.memoryReservation ?? one.memory))
  return {
    arch: runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
    ...(runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ? { windows: true } : {}),
    ...(units > 0 ? { vcpu: units / unitsPerVcpu } : {}),
    ...(mib > 0 ? { memoryGib: mib / mibPerGib } : {}),
  }
}

const sum = (parts: readonly (number | undefined)[]) =>
  parts.reduce<number>((total, part) => total + (part ?? 0), 0)

function foundService(service: Service, task: TaskSize | undefined): FoundService | undefined {
  const { serviceName: name, serviceArn: arn, clusterArn, createdAt } = service
  if (name === undefined || arn === undefined || clusterArn === undefined) return undefined
  const providers = (service.capacityProviderStrategy ?? []).flatMap((one) => one.capacityProvider ?? [])
  const onFargate =
    providers.length > 0
      ? providers.some((provider) => provider.startsWith('FARGATE'))
      : service.launchType === 'FARGATE'
  const deployed = service.deployments?.find(({ status }) => status === 'PRIMARY')?.createdAt
  const subnets = service.networkConfiguration?.awsvpcConfiguration?.subnets?.length ?? 1
  return {
    name,
    arn,
    cluster: clusterArn.slice(clusterArn.lastIndexOf('/') + 1),
    launch: onFargate ? 'fargate' : 'ec2',
    providers,
    desired: service.desiredCount ?? 0,
    zones: Math.max(1, Math.min(3, subnets)),
    ...(createdAt === undefined ? {} : { createdMs: createdAt.getTime() }),
    ...(deployed === undefined ? {} : { deployedMs: deployed.getTime() }),
    ...(task === undefined ? {} : { task }),
    tags: safeTags((service.tags ?? []).map(({ key, value }) => ({ key, value }))),
  }
}
