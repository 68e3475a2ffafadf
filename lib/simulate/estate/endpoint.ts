import type { MetricId, Statistic } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { endpointHourlyUsd } from '../facts/sagemaker-prices.ts'
import type { InstanceTypeFact } from '../world.ts'
import { locationOf } from './accounts.ts'
import { type Frame, seedFor } from './frame.ts'
import { amountOf, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import type { WorldScalableTarget } from './scalable-target.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { percentUsed, trackedMembers } from './tracked-members.ts'
import { demandOf, workloadOf } from './workload.ts'

type Hourly = (fromHour: number, count: number) => Float64Array

const variant = 'AllTraffic'
const both: readonly Statistic[] = ['Average', 'Maximum']
/** Requests a minute that one instance answers at the busiest ordinary hour. */
const requestsPerMinute = 900

/** A SageMaker endpoint of the table with one production variant. */
export function endpointOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const typeName = cell(row, 'type')
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const fleet = fleetOf(row, frame)
  const countAt = (nowMs: number) => fleet.instances(Math.floor(nowMs / hourMs), 1)[0] as number
  return {
    resourceClass: 'sagemaker-endpoint',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: endpointSeries(row, frame, fleet),
    changes: [],
    cost: (fromHour, hours) => {
      const running = fleet.instances(fromHour, hoursAlive(createdMs, fromHour, hours))
      const usd = running.reduce((sum, count) => sum + count, 0) * endpointHourlyUsd(typeName)
      return [{ service: 'Amazon SageMaker', usageType: `Host:${typeName}`, usd }]
    },
    things: (nowMs) => ({
      'sagemaker-endpoint': [
        {
          name,
          status: 'InService',
          createdMs,
          modifiedMs: createdMs,
          variants: [
            {
              name: variant,
              modelName: name.replace(/-ep$/, ''),
              instanceType: typeName,
              initialCount: numberCell(row, 'min'),
              currentCount: countAt(nowMs),
            },
          ],
          tags: owner.tagsAt(nowMs),
        },
      ],
      'scalable-target': scalableTarget(row, createdMs),
    }),
  }
}

/** Instances, and how busy what they scale by is: the GPUs where there are any, else the CPU. */
function fleetOf(row: TableRow, frame: Frame) {
  const type = instanceType(cell(row, 'type').replace(/^ml\./, ''))
  const workload = workloadOf(row, frame, locationOf(cell(row, 'place')).offsetHours)
  const [min, max] = [numberCell(row, 'min'), numberCell(row, 'max')]
  const calm = min === max ? {} : { hourNoise: 0.03, dayNoise: 0.015 }
  const busy = numberCell(row, type.gpuCount > 0 ? 'gpu' : 'cpu') / 100
  const demand = demandOf(workload, { key: 'load', peak: numberCell(row, 'now') * busy, ...calm })
  const instances = trackedMembers({ demand, perMember: busy, min, max })
  const percent = percentUsed({ demand, members: instances, perMember: 1 })
  /** Share of the busiest ordinary hour's load on one instance, 1 while scaling keeps up. */
  const load: Hourly = (fromHour, count) => percent(fromHour, count).map((value) => value / 100 / busy)
  return { type, workload, instances, load }
}

function scalableTarget(row: TableRow, createdMs: number): readonly WorldScalableTarget[] {
  const [min, max] = [numberCell(row, 'min'), numberCell(row, 'max')]
  if (min === max) return []
  const name = cell(row, 'name')
  return [
    {
      serviceNamespace: 'sagemaker',
      resourceId: `endpoint/${name}/variant/${variant}`,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      min,
      max,
      createdMs,
      policies: [
        {
          name: `${name}-invocations`,
          metric: 'SageMakerVariantInvocationsPerInstance',
          targetValue: requestsPerMinute,
        },
      ],
    },
  ]
}

type Fleet = ReturnType<typeof fleetOf>

function endpointSeries(row: TableRow, frame: Frame, fleet: Fleet): readonly EstateSeries[] {
  const { type, workload, instances, load } = fleet
  const dimensions = { EndpointName: cell(row, 'name'), VariantName: variant }
  const seed = seedFor(frame, cell(row, 'name'))
  const life = { ...lifeOf(row, frame), nativePeriodMs: minuteMs }
  const instanceMetric = (name: string): MetricId => {
    return { namespace: '/aws/sagemaker/Endpoints', name, dimensions }
  }
  const summed = (name: string, column: string, units: number) => {
    const percent = numberCell(row, column) * units
    return metricOf(life, {
      metric: instanceMetric(name),
      unit: 'Percent',
      statistics: name === 'CPUUtilization' ? [...both, 'SampleCount'] : both,
      seed: seed ^ units ^ name.length,
      hourly: (fromHour, count) =>
        load(fromHour, count).map((share) => Math.min(100 * units, share * percent)),
      ceiling: 100 * units,
      ripple: 0.08,
      spread: 0.3,
      typical: percent / 3,
      samples: instances,
    })
  }
  const held = (name: string, column: string, units: number) => {
    const peak = numberCell(row, column) * units
    const shape = { key: column, peak, follow: 0.1, hourNoise: 0.008, dayNoise: 0.008 }
    return metricOf(life, {
      metric: instanceMetric(name),
      unit: 'Percent',
      statistics: both,
      seed: seed ^ 31 ^ name.length,
      hourly: amountOf(demandOf(workload, { ...shape, trend: () => 1, events: false })),
      ceiling: 100 * units,
      ripple: 0.01,
      flutter: 0.005,
      spread: 0.05,
      typical: peak / 3,
      samples: instances,
    })
  }
  return [
    summed('CPUUtilization', 'cpu', type.vcpu),
    held('MemoryUtilization', 'mem', 1),
    ...gpuSeries(type, { summed, held }),
    ...requestSeries({ row, seed, life, dimensions, fleet }),
  ]
}

type Makers = Readonly<
  Record<'summed' | 'held', (name: string, column: string, units: number) => EstateSeries>
>

function gpuSeries({ gpuCount }: InstanceTypeFact, { summed, held }: Makers): readonly EstateSeries[] {
  if (gpuCount === 0) return []
  return [summed('GPUUtilization', 'gpu', gpuCount), held('GPUMemoryUtilization', 'gpumem', gpuCount)]
}

type Requests = {
  readonly row: TableRow
  readonly seed: number
  readonly life: Parameters<typeof metricOf>[0]
  readonly dimensions: Readonly<Record<string, string>>
  readonly fleet: Fleet
}

function requestSeries({ seed, life, dimensions, fleet }: Requests): readonly EstateSeries[] {
  const each: Hourly = (fromHour, count) =>
    fleet.load(fromHour, count).map((share) => share * requestsPerMinute)
  const all: Hourly = (fromHour, count) => {
    const running = fleet.instances(fromHour, count)
    return each(fromHour, count).map((value, i) => value * (running[i] as number))
  }
  const counted = (name: string, hourly: Hourly) =>
    metricOf(life, {
      metric: { namespace: 'AWS/SageMaker', name, dimensions },
      unit: 'None',
      statistics: ['Sum'],
      seed: seed ^ 41,
      hourly,
      ripple: 0.05,
      spread: 0,
      counter: true,
      typical: requestsPerMinute / 5,
    })
  return [counted('Invocations', all), counted('InvocationsPerInstance', each)]
}
