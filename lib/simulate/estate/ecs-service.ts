import type { MetricId, Statistic } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { fargateHourlyUsd, fargatePrices } from '../facts/fargate-prices.ts'
import { locationOf } from './accounts.ts'
import type { WorldEcsCluster, WorldEcsService } from './ecs-things.ts'
import type { Frame } from './frame.ts'
import { seedFor } from './frame.ts'
import { ecsServiceRows } from './inventory/ecs.ts'
import { amountOf, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf, type ServiceCost } from './resource.ts'
import type { WorldScalableTarget } from './scalable-target.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { percentUsed, trackedMembers } from './tracked-members.ts'
import { demandOf, workloadOf } from './workload.ts'

const both: readonly Statistic[] = ['Average', 'Maximum']

/** Tasks of one row and how busy they are, by the hour. */
export function taskFleet(row: TableRow, frame: Frame) {
  const location = locationOf(cell(row, 'place'))
  const workload = workloadOf(row, frame, location.offsetHours)
  const vcpu = numberCell(row, 'vcpu')
  const perTask = (vcpu * numberCell(row, 'cpu')) / 100
  const [min, max] = [numberCell(row, 'min'), numberCell(row, 'max')]
  const calm = min === max ? {} : { hourNoise: 0.03, dayNoise: 0.015 }
  const demand = demandOf(workload, { key: 'cpu', peak: numberCell(row, 'now') * perTask, ...calm })
  const tasks = trackedMembers({ demand, perMember: perTask, min, max })
  return { workload, tasks, cpuPercent: percentUsed({ demand, members: tasks, perMember: vcpu }) }
}

/** A service of the table. */
export function ecsServiceOf(row: TableRow, frame: Frame): EstateResource {
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const fleet = taskFleet(row, frame)
  const countAt = (nowMs: number) => fleet.tasks(Math.floor(nowMs / hourMs), 1)[0] as number
  return {
    resourceClass: 'ecs-service',
    name: cell(row, 'name'),
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: serviceSeries(row, frame, fleet),
    changes: [],
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMs, fromHour, hours)
      return costOf(row, fleet.tasks(fromHour, alive))
    },
    things: (nowMs) => ({
      'ecs-cluster': clusterOf(row, createdMs),
      'ecs-service': [worldService(row, { createdMs, count: countAt(nowMs), tags: owner.tagsAt(nowMs) })],
      'scalable-target': scalableTarget(row, createdMs),
    }),
  }
}

const launchOf = (row: TableRow) => (cell(row, 'launch').startsWith('fargate') ? 'FARGATE' : 'EC2')
const archOf = (row: TableRow) => (cell(row, 'launch') === 'fargate-arm' ? 'arm64' : 'x86_64')

type Now = Pick<WorldEcsService, 'createdMs' | 'tags'> & { readonly count: number }

function worldService(row: TableRow, { createdMs, count, tags }: Now): WorldEcsService {
  const launchType = launchOf(row)
  return {
    name: cell(row, 'name'),
    cluster: cell(row, 'cluster'),
    launchType,
    ...(launchType === 'EC2' ? { capacityProvider: cell(row, 'launch') } : {}),
    desired: count,
    running: count,
    taskVcpu: numberCell(row, 'vcpu'),
    taskGib: numberCell(row, 'gib'),
    arch: archOf(row),
    createdMs,
    deployedMs: createdMs,
    tags,
  }
}

/** The first service of a cluster brings the cluster with it. */
function clusterOf(row: TableRow, createdMs: number): readonly WorldEcsCluster[] {
  const name = cell(row, 'cluster')
  const services = ecsServiceRows.filter((one) => cell(one, 'cluster') === name)
  if (services[0] !== row) return []
  const launches = services.map((one) => cell(one, 'launch')).filter((launch) => !/^fargate/.test(launch))
  return [
    {
      name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT', ...new Set(launches)],
      containerInsights: services.some(({ options }) => 'insights' in options),
      createdMs,
      tags: { Name: name },
    },
  ]
}

function scalableTarget(row: TableRow, createdMs: number): readonly WorldScalableTarget[] {
  const [min, max] = [numberCell(row, 'min'), numberCell(row, 'max')]
  if (min === max) return []
  return [
    {
      serviceNamespace: 'ecs',
      resourceId: `service/${cell(row, 'cluster')}/${cell(row, 'name')}`,
      scalableDimension: 'ecs:service:DesiredCount',
      min,
      max,
      createdMs,
      policies: [
        {
          name: `${cell(row, 'name')}-cpu`,
          metric: 'ECSServiceAverageCPUUtilization',
          targetValue: numberCell(row, 'cpu'),
          scaleOutCooldownSeconds: 60,
          scaleInCooldownSeconds: 300,
        },
      ],
    },
  ]
}

/** Tasks on instances are paid with those. */
function costOf(row: TableRow, tasks: Float64Array): readonly ServiceCost[] {
  if (launchOf(row) === 'EC2') return []
  const taskHours = tasks.reduce((sum, count) => sum + count, 0)
  const [arch, vcpu, gib] = [archOf(row), numberCell(row, 'vcpu'), numberCell(row, 'gib')] as const
  const ofVcpu = taskHours * fargateHourlyUsd(arch, vcpu, 0)
  const ofMemory = taskHours * fargateHourlyUsd(arch, 0, gib)
  const infix = arch === fargatePrices[1].arch ? '-ARM' : ''
  const service = 'Amazon Elastic Container Service'
  return [
    { service, usageType: `Fargate${infix}-vCPU-Hours:perCPU`, usd: ofVcpu },
    { service, usageType: `Fargate${infix}-GB-Hours`, usd: ofMemory },
  ]
}

function serviceSeries(
  row: TableRow,
  frame: Frame,
  { workload, tasks, cpuPercent }: ReturnType<typeof taskFleet>,
): readonly EstateSeries[] {
  const dimensions = { ClusterName: cell(row, 'cluster'), ServiceName: cell(row, 'name') }
  const id = (name: string): MetricId => ({ namespace: 'AWS/ECS', name, dimensions })
  const life = { ...lifeOf(row, frame), nativePeriodMs: minuteMs }
  const seed = seedFor(frame, cell(row, 'name'))
  const memory = demandOf(workload, {
    key: 'memory',
    peak: numberCell(row, 'mem'),
    follow: 0.15,
    hourNoise: 0.01,
    dayNoise: 0.01,
    trend: () => 1,
    events: false,
  })
  const cpu = metricOf(life, {
    metric: id('CPUUtilization'),
    unit: 'Percent',
    statistics: [...both, 'SampleCount'],
    seed: seed ^ 11,
    hourly: cpuPercent,
    ripple: 0.08,
    spread: 0.4,
    typical: numberCell(row, 'cpu') / 3,
    samples: tasks,
  })
  const used = metricOf(life, {
    metric: id('MemoryUtilization'),
    unit: 'Percent',
    statistics: both,
    seed: seed ^ 12,
    hourly: amountOf(memory),
    ceiling: 100,
    ripple: 0.02,
    flutter: 0.01,
    spread: 0.08,
    typical: numberCell(row, 'mem') / 3,
    samples: tasks,
  })
  return [cpu, used]
}
