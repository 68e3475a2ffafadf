import { type ForecastInput, forecastResource } from '#lib/forecast/index.ts'
import type { DimensionDefinition } from '#lib/model/measure.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { hourMs } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'

const hours = 90 * 24
const vcpu = 8
const nowMs = Date.UTC(2026, 10, 25)

const cpu: DimensionDefinition = {
  dimension: 'cpu',
  hard: false,
  conversion: { kind: 'percent', metric: 'cpu' },
}

export type FleetAnswer = { readonly cpuMs: number; readonly failure?: string }

/** Percent of CPU for 90 days: a daily and a weekly rhythm, growth, bursts and, for one in five, a step; by its number. */
function percentOf(number: number): Float64Array {
  const random = seededRandom(`fleet/${number}`)
  const level = 5 + 35 * random.uniform()
  const [day, week] = [0.5 * random.uniform(), 0.3 * random.uniform()]
  const growth = (0.6 * random.uniform() - 0.2) / hours
  const stepAt = random.uniform() < 0.2 ? Math.floor(hours * random.uniform()) : hours
  let noise = 0
  return Float64Array.from({ length: hours }, (_, hour) => {
    noise = 0.7 * noise + 0.05 * random.normal()
    const daily = 1 + day * Math.sin((2 * Math.PI * (hour % 24)) / 24)
    const weekly = Math.floor(hour / 24) % 7 < 5 ? 1 : 1 - week
    const burst = random.uniform() < 0.005 ? 1.8 : 1
    const step = hour < stepAt ? 1 : 1.4
    return Math.min(100, level * daily * weekly * (1 + growth * hour) * burst * step * Math.exp(noise))
  })
}

function inputOf(number: number): ForecastInput {
  const mean = percentOf(number)
  const startMs = nowMs - hours * hourMs
  const series = (values: Float64Array) => ({ startMs, stepMs: hourMs, values })
  const peak = mean.map((value) => Math.min(100, 1.2 * value))
  return {
    resourceId: `fleet-${number}`,
    nowMs,
    dimensions: [cpu],
    changes: [{ fromMs: startMs, shape: 'm7g.2xlarge', count: 1, capacity: { cpu: vcpu }, source: 'config' }],
    metrics: [{ key: 'cpu', member: '', mean: series(mean), peak: series(peak) }],
    policy: defaultPolicy,
  }
}

/** The product's whole path over one hourly series of 90 days: demand to saturation and breach. */
export function forecastNumber(number: number): FleetAnswer {
  const input = inputOf(number)
  const began = process.threadCpuUsage()
  const spent = () => {
    const { user, system } = process.threadCpuUsage(began)
    return (user + system) / 1000
  }
  try {
    const [answer] = forecastResource(input)
    const cpuMs = spent()
    if (answer?.outcome.kind === 'forecast') return { cpuMs }
    return { cpuMs, failure: `series ${number} has no forecast` }
  } catch (error) {
    return { cpuMs: spent(), failure: `series ${number}: ${String(error)}` }
  }
}
