import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'
import { taskAttributes } from './fargate-sizes.ts'
import { fitsTask } from './task-fit.ts'

function describe(resource: Resource): string {
  const { launchType, minSize, maxSize, taskVcpu, taskMemoryGib } = resource.facts
  const size = taskVcpu === undefined ? 'tasks' : `tasks of ${taskVcpu} vCPU, ${taskMemoryGib ?? '?'} GB`
  const count = minSize === maxSize ? `${maxSize ?? resource.count}` : `${minSize}–${maxSize}`
  return `ECS service on ${launchType === 'EC2' ? 'EC2' : 'Fargate'}, ${count} ${size}`
}

/**
 * An ECS service. Its tasks are counted by the samples of its own CPU metric, one a minute each, so that even old
 * hours tell their number. Percentages are of what the task definition reserves and may exceed 100 %.
 */
export const ecsService: ClassDefinition = {
  resourceClass: 'ecs-service',
  label: 'ECS',
  describe,
  metrics: [
    {
      key: 'cpu-utilization',
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'memory-utilization',
      namespace: 'AWS/ECS',
      name: 'MemoryUtilization',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'running-tasks',
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      mean: 'SampleCount',
      per: 'resource',
    },
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: { kind: 'percent-of-running', metric: 'cpu-utilization', count: 'running-tasks' },
    },
    {
      // Each task needs its own: more tasks do not relieve the fullest.
      dimension: 'memory',
      hard: false,
      conversion: { kind: 'percent-of-running', metric: 'memory-utilization' },
    },
    {
      dimension: 'group-maximum',
      hard: true,
      integral: true,
      onlyWith: 'scaled',
      // Samples a second, as one task sends one a minute.
      conversion: { kind: 'rate', metrics: ['running-tasks'], scale: 60, combine: 'sum' },
    },
  ],
  stateful: false,
  service: 'fargate',
  sizing: 'members',
  hasSizes: ({ facts }) => facts.launchType !== 'EC2',
  priceKey: ({ facts }) => (facts.windows === true ? 'fargate-windows' : 'fargate'),
  capacityWith: (resource, { capacity }) => {
    const most = typeof resource.facts.maxSize === 'number' ? resource.facts.maxSize : resource.count
    return {
      ...(capacity.cpu === undefined ? {} : { cpu: capacity.cpu * most }),
      ...(capacity.memory === undefined ? {} : { memory: capacity.memory * most }),
    }
  },
  fits: fitsTask,
  effort: (_resource, from, to) => (from.name === to.name ? 'none' : from.arch === to.arch ? 'low' : 'high'),
  downtime: (_resource, from, to) =>
    from.name === to.name ? 'none' : 'none, tasks are replaced by a rolling deployment',
  terraform: {
    resourceType: 'aws_ecs_task_definition',
    shapeAttribute: 'cpu',
    shapeValues: taskAttributes,
    named: {
      attribute: 'name',
      resourceType: 'aws_ecs_service',
      nameOf: ({ nativeId }) => nativeId.split('/').at(-1) ?? nativeId,
    },
    reference: { in: 'named', attributes: ['task_definition'] },
  },
}
