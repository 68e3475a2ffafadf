import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { instanceEffort } from './instance-fit.ts'
import { instancePriceKey, spotNotes } from './instance-purchase.ts'

function describe(resource: Resource): string {
  const { minSize, maxSize, targetCapacity, managedScaling, cpuPolicyOnManagedGroup } = resource.facts
  const target = managedScaling === true ? `, managed to ${targetCapacity ?? 100} % full` : ', not managed'
  const fault = cpuPolicyOnManagedGroup === true ? ', and a CPU policy pulls at the same group' : ''
  return `ECS capacity provider of ${resource.shape} × ${minSize ?? '?'}–${maxSize ?? '?'}${target}${fault}`
}

/** Series and processor of a type: `m`, `7a`. */
function processor(shape: string): { series: string; generation: string } | undefined {
  const match = /^([a-z]+)(\d+[a-z]*)\./.exec(shape)
  return match ? { series: match[1] ?? '', generation: match[2] ?? '' } : undefined
}

const balances: readonly string[] = ['c', 'm', 'r']

/**
 * Reservations count vCPU and GiB, whatever a vCPU does: only the same processor gives a task the same. Instances with
 * less memory per vCPU than is reserved are full of memory while CPU is left, and more of them are needed than CPU
 * tells. And an instance has to hold the largest task of the services.
 */
function fitsProvider(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'ec2') return false
  if (shape.name === resource.shape) return true
  const from = processor(resource.shape)
  const to = processor(shape.name)
  if (!from || !to || from.generation !== to.generation || shape.name.includes('metal')) return false
  if (!balances.includes(from.series) || !balances.includes(to.series)) return from.series === to.series
  const { largestTaskVcpu, largestTaskGib, reservedGibPerVcpu } = resource.facts
  const { cpu = 0, memory = 0 } = shape.capacity
  if (Number(reservedGibPerVcpu) > memory / cpu) return false
  return !(Number(largestTaskVcpu) > cpu) && !(Number(largestTaskGib) > memory)
}

/**
 * Instances behind an ECS cluster. Demand is what its tasks reserve, not what they use: a task that finds no room
 * waits. The Auto Scaling group is sized with it and not once more.
 */
export const ecsCapacityProvider: ClassDefinition = {
  resourceClass: 'ecs-capacity-provider',
  label: 'ECP',
  describe,
  metrics: [
    {
      key: 'cpu-reservation',
      namespace: 'AWS/ECS',
      name: 'CPUReservation',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'memory-reservation',
      namespace: 'AWS/ECS',
      name: 'MemoryReservation',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'members',
      namespace: 'AWS/AutoScaling',
      name: 'GroupInServiceInstances',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: { kind: 'percent-of-members', metric: 'cpu-reservation', members: 'members' },
    },
    {
      dimension: 'memory',
      hard: false,
      conversion: { kind: 'percent-of-members', metric: 'memory-reservation', members: 'members' },
    },
    {
      dimension: 'group-maximum',
      hard: true,
      integral: true,
      conversion: { kind: 'absolute', metrics: ['members'], scale: 1 },
    },
  ],
  stateful: false,
  service: 'ec2',
  sizing: 'group',
  priceKey: instancePriceKey,
  notes: ({ resource }) => spotNotes(resource),
  fits: fitsProvider,
  effort: instanceEffort,
  downtime: (_resource, from, to) =>
    from.name === to.name ? 'none' : 'none, instances are drained and replaced in turn',
  terraform: {
    resourceType: 'aws_launch_template',
    shapeAttribute: 'instance_type',
    named: {
      attribute: 'name',
      resourceType: 'aws_autoscaling_group',
      nameOf: ({ nativeId, facts }) => String(facts.group ?? nativeId),
    },
    reference: { in: 'named', attributes: ['launch_template.id', 'launch_template.name'] },
    settings: {
      resourceType: 'aws_autoscaling_group',
      attributes: {
        minimum: { attribute: 'min_size', fact: 'minSize' },
        maximum: { attribute: 'max_size', fact: 'maxSize' },
      },
      note: 'desired_capacity is left to the capacity provider',
    },
  },
}
