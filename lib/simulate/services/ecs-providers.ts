import { z } from 'zod'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldContainerInstance, WorldEcsProvider } from '../estate/ecs-things.ts'
import { groupArn } from './auto-scaling.ts'
import { clusterOf, ecsArn, ecsPage, ecsTags, include, lastPart, listing } from './ecs-input.ts'
import { parseInput } from './json-input.ts'

const invalid = 'InvalidParameterException'

const providersSchema = z.object({
  capacityProviders: z.array(z.string()).optional(),
  include,
  maxResults: z.number().int().min(1).max(10).optional(),
  nextToken: z.string().optional(),
})

/** DescribeCapacityProviders: AWS's own Fargate ones first, as in every account; pages of at most 10. */
export function describeCapacityProviders(call: Call): Answer {
  const request = parseInput(providersSchema, call.input, invalid)
  const names = request.capacityProviders?.map(lastPart)
  const own = (call.world.things?.(call.place, 'ecs-provider') ?? []).map((one) => ({
    name: one.name,
    element: providerElement(call, one, request.include),
  }))
  const fargate = ['FARGATE', 'FARGATE_SPOT'].map((name) => ({
    name,
    element: {
      capacityProviderArn: ecsArn(call.place, `capacity-provider/${name}`),
      name,
      status: 'ACTIVE',
      tags: [],
    },
  }))
  const wanted = [...fargate, ...own].filter(({ name }) => names?.includes(name) ?? true)
  const page = ecsPage('DescribeCapacityProviders', wanted, request, 10)
  const elements = page.items.map(({ element }) => element)
  return json({ capacityProviders: elements, failures: [], nextToken: page.next })
}

function providerElement(call: Call, one: WorldEcsProvider, wanted: readonly string[] | undefined): object {
  return {
    capacityProviderArn: ecsArn(call.place, `capacity-provider/${one.name}`),
    name: one.name,
    status: 'ACTIVE',
    autoScalingGroupProvider: {
      autoScalingGroupArn: groupArn(call.place, one.groupName),
      managedScaling: {
        status: one.managedScaling ? 'ENABLED' : 'DISABLED',
        targetCapacity: one.targetCapacity,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriod: one.warmupSeconds,
      },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'ENABLED',
    },
    tags: ecsTags(one.tags, wanted),
  }
}

function containerInstances(call: Call, cluster: string): readonly WorldContainerInstance[] {
  const all = call.world.things?.(call.place, 'ecs-container-instance') ?? []
  return all.filter((one) => one.cluster === cluster)
}

const arnOf = (call: Call, { cluster, instanceId }: WorldContainerInstance) =>
  ecsArn(call.place, `container-instance/${cluster}/${instanceId.slice(2)}`)

/** ListContainerInstances of one cluster. */
export function listContainerInstances(call: Call): Answer {
  const request = parseInput(z.object(listing), call.input, invalid)
  const { name } = clusterOf(call, request.cluster)
  const page = ecsPage('ListContainerInstances', containerInstances(call, name), request)
  const arns = page.items.map((one) => arnOf(call, one))
  return json({ containerInstanceArns: arns, nextToken: page.next })
}

const describeSchema = z.object({
  cluster: z.string().optional(),
  containerInstances: z.array(z.string()).min(1).max(100),
})

/** DescribeContainerInstances: at most 100 of one cluster, with what is registered and what is left. */
export function describeContainerInstances(call: Call): Answer {
  const request = parseInput(describeSchema, call.input, invalid)
  const { name } = clusterOf(call, request.cluster)
  const ids = request.containerInstances.map((arn) => `i-${lastPart(arn)}`)
  const found = containerInstances(call, name).filter(({ instanceId }) => ids.includes(instanceId))
  return json({
    containerInstances: found.map((one) => ({
      containerInstanceArn: arnOf(call, one),
      ec2InstanceId: one.instanceId,
      capacityProviderName: one.provider,
      status: 'ACTIVE',
      agentConnected: true,
      registeredResources: resources(one.registeredCpu, one.registeredMib),
      remainingResources: resources(one.remainingCpu, one.remainingMib),
      registeredAt: one.registeredMs / 1000,
    })),
    failures: [],
  })
}

function resources(cpu: number, mib: number): readonly object[] {
  return [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', integerValue: mib },
    { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375', '51678'] },
  ]
}
