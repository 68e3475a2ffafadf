import type { ApiUsage, Collector } from '#lib/collect/index.ts'
import { type EpochMs, isoDay } from '#lib/model/time.ts'
import { addUsage } from '#lib/store/usage.ts'

const recorded = new WeakMap<Collector, ApiUsage>()

/** Adds to the store what the collector asked of AWS since the last time. */
export async function recordUsage(collector: Collector, nowMs: EpochMs): Promise<void> {
  const now = collector.usage()
  const before = recorded.get(collector) ?? { calls: {}, billedMetrics: 0, usd: 0 }
  recorded.set(collector, now)
  const calls = Object.entries(now.calls).map(
    ([action, count]) => [action, count - (before.calls[action] ?? 0)] as const,
  )
  await addUsage(isoDay(nowMs), {
    calls: Object.fromEntries(calls.filter(([, count]) => count > 0)),
    billedMetrics: now.billedMetrics - before.billedMetrics,
    usd: now.usd - before.usd,
  })
}
