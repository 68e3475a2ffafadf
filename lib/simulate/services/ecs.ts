import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldEcsService } from '../estate/ecs-things.ts'
import { clusterOf, clustersOf, ecsArn, ecsPage, ecsTags, include, lastPart, listing } from './ecs-input.ts'
import { parseInput } from './json-input.ts'

const invalid = 'InvalidParameterException'
const cpuUnits = 1024

/** ListClusters: ARNs of all clusters. */
export function listEcsClusters(call: Call): Answer {
  const request = parseInput(z.object(listing), call.input, invalid)
  const page = ecsPage('ListClusters', clustersOf(call), request)
  const arns = page.items.map(({ name }) => ecsArn(call.place, `cluster/${name}`))
  return json({ clusterArns: arns, nextToken: page.next })
}

const clustersSchema = z.object({ clusters: z.array(z.string()).max(100).optional(), include })

/** DescribeClusters: at most 100 by name or ARN; what does not exist is a failure of its own. */
export function describeEcsClusters(call: Call): Answer {
  const request = parseInput(clustersSchema, call.input, invalid)
  const names = (request.clusters ?? ['default']).map(lastPart)
  const found = clustersOf(call).filter(({ name }) => names.includes(name))
  const services = call.world.things?.(call.place, 'ecs-service') ?? []
  const clusters = found.map((cluster) => ({
    clusterArn: ecsArn(call.place, `cluster/${cluster.name}`),
    clusterName: cluster.name,
    status: 'ACTIVE',
    activeServicesCount: services.filter((service) => service.cluster === cluster.name).length,
    capacityProviders: cluster.capacityProviders,
    settings: request.include?.includes('SETTINGS')
      ? [{ name: 'containerInsights', value: cluster.containerInsights ? 'enabled' : 'disabled' }]
      : [],
    tags: ecsTags(cluster.tags, request.include),
  }))
  return json({ clusters, failures: missing(call, 'cluster', names, found) })
}

function missing(
  call: Call,
  kind: string,
  names: readonly string[],
  found: readonly { readonly name: string }[],
) {
  const known = new Set(found.map(({ name }) => name))
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({ arn: ecsArn(call.place, `${kind}/${name}`), reason: 'MISSING' }))
}

function servicesIn(call: Call, cluster: string): readonly WorldEcsService[] {
  return (call.world.things?.(call.place, 'ecs-service') ?? []).filter((one) => one.cluster === cluster)
}

/** ListServices of one cluster; pages of 10 where the request does not ask for more. */
export function listServices(call: Call): Answer {
  const request = parseInput(z.object(listing), call.input, invalid)
  const { name } = clusterOf(call, request.cluster)
  const page = ecsPage('ListServices', servicesIn(call, name), request, 10)
  const arns = page.items.map((service) => ecsArn(call.place, `service/${name}/${service.name}`))
  return json({ serviceArns: arns, nextToken: page.next })
}

const servicesSchema = z.object({
  cluster: z.string().optional(),
  services: z.array(z.string()).min(1).max(10),
  include,
})

/** DescribeServices: at most 10 of one cluster. */
export function describeServices(call: Call): Answer {
  const request = parseInput(servicesSchema, call.input, invalid)
  const cluster = clusterOf(call, request.cluster)
  const names = request.services.map(lastPart)
  const found = servicesIn(call, cluster.name).filter(({ name }) => names.includes(name))
  const services = found.map((service) => serviceElement(call, service, request.include))
  return json({ services, failures: missing(call, `service/${cluster.name}`, names, found) })
}

function serviceElement(call: Call, service: WorldEcsService, wanted: readonly string[] | undefined): object {
  const { name, cluster, capacityProvider, launchType, createdMs, deployedMs } = service
  const taskDefinition = ecsArn(call.place, `task-definition/${cluster}-${name}:1`)
  const placed = capacityProvider
    ? { capacityProviderStrategy: [{ capacityProvider, weight: 1, base: 0 }] }
    : { launchType }
  return {
    serviceArn: ecsArn(call.place, `service/${cluster}/${name}`),
    serviceName: name,
    clusterArn: ecsArn(call.place, `cluster/${cluster}`),
    status: 'ACTIVE',
    desiredCount: service.desired,
    runningCount: service.running,
    pendingCount: 0,
    ...placed,
    taskDefinition,
    schedulingStrategy: 'REPLICA',
    createdAt: createdMs / 1000,
    deployments: [
      {
        id: 'ecs-svc/1',
        status: 'PRIMARY',
        taskDefinition,
        desiredCount: service.desired,
        runningCount: service.running,
        createdAt: deployedMs / 1000,
        rolloutState: 'COMPLETED',
      },
    ],
    tags: ecsTags(service.tags, wanted),
  }
}

/** DescribeTaskDefinition by family:revision or ARN; sizes as text, as ECS writes them. */
export function describeTaskDefinition(call: Call): Answer {
  const schema = z.object({ taskDefinition: z.string(), include })
  const request = parseInput(schema, call.input, invalid)
  const [family] = lastPart(request.taskDefinition).split(':')
  const all = call.world.things?.(call.place, 'ecs-service') ?? []
  const service = all.find(({ cluster, name }) => `${cluster}-${name}` === family)
  if (!service) throw new AwsError('ClientException', 'Unable to describe task definition.')
  const fargate = service.launchType === 'FARGATE'
  const [cpu, memory] = [service.taskVcpu * cpuUnits, service.taskGib * 1024]
  // Tasks on instances are often sized by their containers alone.
  const size = fargate ? { cpu: String(cpu), memory: String(memory) } : {}
  return json({
    taskDefinition: {
      taskDefinitionArn: ecsArn(call.place, `task-definition/${family}:1`),
      family,
      revision: 1,
      status: 'ACTIVE',
      networkMode: 'awsvpc',
      requiresCompatibilities: [service.launchType],
      runtimePlatform: {
        cpuArchitecture: service.arch === 'arm64' ? 'ARM64' : 'X86_64',
        operatingSystemFamily: 'LINUX',
      },
      ...size,
      containerDefinitions: [
        { name: 'app', image: `${service.name}:1`, cpu: fargate ? 0 : cpu - 64, memory: memory - 128 },
        { name: 'sidecar', image: 'envoy:1', cpu: fargate ? 0 : 64, memory: 128 },
      ],
      registeredAt: service.deployedMs / 1000,
    },
    tags: [],
  })
}
