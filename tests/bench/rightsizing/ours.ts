import { type ForecastInput, forecastResource, type MetricSamples } from '#lib/forecast/index.ts'
import type { Capacity } from '#lib/model/capacity.ts'
import type { DimensionOutcome } from '#lib/model/forecast.ts'
import { defaultPolicy, type Policy } from '#lib/model/policy.ts'
import type { Option } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { recommend } from '#lib/recommend/index.ts'
import { ec2Instance } from '#lib/resources/ec2-instance.ts'
import { type Decision, horizonDays } from './decisions.ts'
import { type Mode, type Rung, rungsOf, tolerance } from './rungs.ts'
import { samplesPerDay } from './trace.ts'

const perHour = 12
export const risks = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3]

/** Everything may be had: the present size is the largest, and all of its history is known. */
const largest = { vcpu: 192, memoryGib: 1536 }
const capacity: Capacity = { cpu: largest.vcpu, memory: largest.memoryGib }

const policyAt = (risk: number): Policy => ({
  ...defaultPolicy,
  horizonDays,
  acceptedRisk: { 'tier-1': risk, 'tier-2': risk, 'tier-3': risk, 'non-production': risk },
  headroom: {},
  headroomDefault: 0,
  daysToDownsize: 14,
  daysToUpsize: 14,
  coverageFloor: 0.6,
  savingFloorMonthlyUsd: 0,
})

/** Hourly mean and largest 5-minute sample, in percent of the present capacity, as CloudWatch would give them. */
function metric(key: string, values: Float64Array, startMs: number, whole: number): MetricSamples {
  const hours = Math.floor(values.length / perHour)
  const mean = new Float64Array(hours).fill(Number.NaN)
  const peak = new Float64Array(hours).fill(Number.NaN)
  for (let hour = 0; hour < hours; hour++) {
    const observed = values
      .subarray(hour * perHour, (hour + 1) * perHour)
      .filter((value) => !Number.isNaN(value))
    if (observed.length === 0) continue
    mean[hour] = (100 * observed.reduce((sum, value) => sum + value, 0)) / observed.length / whole
    peak[hour] = (100 * Math.max(...observed)) / whole
  }
  const series = (data: Float64Array) => ({ startMs, stepMs: hourMs, values: data })
  return { key, member: '', mean: series(mean), peak: series(peak) }
}

/** The product's forecast of CPU and memory from what was known on the day. */
export function forecastDecision({ workload, day }: Decision, startMs: number): DimensionOutcome[] {
  const until = day * samplesPerDay
  const input: ForecastInput = {
    resourceId: workload.name,
    nowMs: startMs + day * dayMs,
    dimensions: ec2Instance.dimensions.filter(
      ({ dimension }) => dimension === 'cpu' || dimension === 'memory',
    ),
    changes: [{ fromMs: startMs - dayMs, shape: 'present', count: 1, capacity, source: 'config' }],
    metrics: [
      metric('cpu-utilization', workload.cpu.subarray(0, until), startMs, largest.vcpu),
      metric('memory-used', workload.memory.subarray(0, until), startMs, largest.memoryGib),
    ],
    policy: policyAt(0.03),
  }
  return forecastResource(input)
}

function shapeOf({ name, vcpu, memoryGib }: Rung): Shape {
  return {
    name,
    service: 'ec2',
    family: 'm7i',
    size: name,
    arch: 'x86_64',
    currentGeneration: true,
    burstable: false,
    capacity: { cpu: tolerance * vcpu, ...(memoryGib === undefined ? {} : { memory: memoryGib }) },
  }
}

export type Chosen = {
  readonly rung: Rung
  /** Every option shown with its promised chance. */
  readonly options: readonly { readonly rung: Rung; readonly chance: number }[]
}

/** The product's answer for one decision, mode and accepted risk; without an answer the present size stays. */
export function chooseOurs(options: {
  readonly decision: Decision
  readonly outcomes: readonly DimensionOutcome[]
  readonly startMs: number
  readonly mode: Mode
  readonly risk: number
}): Chosen {
  const { decision, outcomes, startMs, mode, risk } = options
  const rungs = rungsOf[mode]
  const top = rungs.at(-1) as Rung
  const known = mode === 'cpu' ? outcomes.filter(({ dimension }) => dimension === 'cpu') : outcomes
  const present = shapeOf(top)
  const { changes, resource } = presentOf(decision, startMs, present)
  const prices: Price[] = rungs.map(({ name, hourlyUsd }) => ({
    shape: name,
    region: resource.region,
    key: 'linux',
    hourlyUsd,
    asOf: '2026-07-20',
  }))
  const answer = recommend({
    resource,
    nowMs: startMs + decision.day * dayMs,
    policy: policyAt(risk),
    outcomes: known,
    signals: {},
    changes,
    shapes: rungs.map(shapeOf),
    prices,
  })
  const rungNamed = (option: Option) => rungs.find(({ name }) => name === option.shape) ?? top
  const taken = answer.recommended ?? answer.current
  return {
    rung: taken === undefined ? top : rungNamed(taken),
    options: answer.options.map((option) => ({ rung: rungNamed(option), chance: option.chance })),
  }
}

function presentOf(decision: Decision, startMs: number, shape: Shape) {
  const resource: Resource = {
    id: decision.workload.name,
    resourceClass: 'ec2-instance',
    accountId: '111122223333',
    region: 'us-east-1',
    arn: `arn:aws:ec2:us-east-1:111122223333:instance/${decision.workload.name}`,
    nativeId: decision.workload.name,
    name: decision.workload.name,
    tags: {},
    serviceTier: 'non-production',
    shape: shape.name,
    count: 1,
    zoneCount: 1,
    facts: {},
  }
  const changes = [
    {
      fromMs: startMs - dayMs,
      shape: shape.name,
      count: 1,
      capacity: shape.capacity,
      source: 'config' as const,
    },
  ]
  return { resource, changes }
}
