import { Counter, Gauge, type Metric, Registry } from '@prometheus-io/client'
import type { MetricFamily } from '../present/metric-families.ts'

export const expositionType = Registry.PROMETHEUS_CONTENT_TYPE

/** Metrics in the text format that Prometheus scrapes (version 0.0.4), label values escaped. */
export function writeExposition(families: readonly MetricFamily[]): Promise<string> {
  const registry = new Registry()
  for (const family of families) register(family, registry)
  return registry.metrics()
}

function register({ name, help, type, labels, samples }: MetricFamily, registry: Registry): Metric<string> {
  const settings = { name, help, labelNames: [...labels], registers: [registry] }
  if (type === 'counter') {
    const counter = new Counter<string>(settings)
    for (const sample of samples) counter.inc({ ...sample.labels }, sample.value)
    return counter
  }
  const gauge = new Gauge<string>(settings)
  for (const sample of samples) gauge.set({ ...sample.labels }, sample.value)
  return gauge
}
