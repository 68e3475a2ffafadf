import { describe, expect, test } from 'vitest'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { breakEvenIoShare, ioFacts, ioShareOf } from '#lib/resources/aurora-io.ts'
import { frame, resourceNamed, seriesNamed, valuesOf } from './truth.ts'

/** Dollars of the 30 days before the anchor by usage type. */
function monthOf(name: string): (pattern: RegExp) => number {
  const toDay = Math.floor(frame.anchorMs / dayMs)
  const lines = Array.from({ length: 30 }, (_, i) =>
    resourceNamed(name).cost((toDay - 30 + i) * 24, 24),
  ).flat()
  return (pattern) =>
    lines.filter(({ usageType = '' }) => pattern.test(usageType)).reduce((sum, { usd }) => sum + usd, 0)
}

/** Billed I/O of the same days, from the cluster's own metrics, in dollars of Standard. */
function ioUsd(name: string): number {
  const requests = ['VolumeReadIOPs', 'VolumeWriteIOPs'].map((metric) =>
    valuesOf(seriesNamed(name, metric), 'Sum', { from: -30, to: 0 }).reduce((sum, value) => sum + value, 0),
  )
  return (requests.reduce((sum, value) => sum + value, 0) / 1e6) * 0.2
}

describe('the storage mode of Aurora', () => {
  test('loyalty-aurora pays for I/O-Optimized at 6 % I/O', () => {
    const bill = monthOf('loyalty-aurora')
    expect(bill(/StorageIOUsage/)).toBe(0)
    const month = {
      computeUsd: bill(/InstanceUsageIOOptimized/) / 1.3,
      storageUsd: bill(/IO-OptimizedStorageUsage/) / 2.25,
      ioUsd: ioUsd('loyalty-aurora'),
    }
    expect(ioShareOf(month)).toBeCloseTo(0.06, 2)
    expect(breakEvenIoShare(month)).toBeGreaterThan(0.28)
    expect(ioFacts('aurora-iopt1', month).cheaperStorageType).toBe('aurora')
    expect(Number(ioFacts('aurora-iopt1', month).cheaperStorageSavesMonthlyUsd)).toBeGreaterThan(600)
  })

  test('audit-aurora pays half of its bill for I/O, which its metrics tell too', () => {
    const bill = monthOf('audit-aurora')
    const month = {
      computeUsd: bill(/InstanceUsage:/),
      storageUsd: bill(/Aurora:StorageUsage/),
      ioUsd: bill(/StorageIOUsage/),
    }
    expect(ioShareOf(month)).toBeGreaterThan(0.45)
    expect(Math.abs(ioUsd('audit-aurora') / month.ioUsd - 1)).toBeLessThan(0.001)
    expect(ioFacts('aurora', month).cheaperStorageType).toBe('aurora-iopt1')
  })
})

test('tenant-portal-aurora stands at its 16 ACU through every working day', () => {
  const capacity = valuesOf(seriesNamed('tenant-portal-aurora', 'ServerlessDatabaseCapacity'), 'Average', {
    from: -28,
    to: 0,
  })
  const days = Array.from({ length: 28 }, (_, day) => capacity.slice(day * 24, day * 24 + 24))
  const pinned = days.filter((hours) => hours.filter((acu) => acu >= 15.99).length >= 4)
  expect(pinned).toHaveLength(20)
  expect(Math.max(...capacity)).toBeLessThanOrEqual(16)
  const utilization = valuesOf(seriesNamed('tenant-portal-aurora', 'ACUUtilization'), 'Maximum', {
    from: -7,
    to: 0,
  })
  expect(Math.max(...utilization)).toBe(100)
})

describe('Extended Support in the bill', () => {
  const surcharge = (day: string) =>
    resourceNamed('erp-mysql57')
      .cost(Date.parse(`${day}T00:00:00Z`) / hourMs, 24)
      .filter(({ usageType = '' }) => usageType.includes('ExtendedSupport'))
      .reduce((sum, { usd }) => sum + usd, 0)

  test('of MySQL 5.7 doubles on 1 March 2026 with no more usage', () => {
    // Multi-AZ of 8 vCPU: 16 x 24 h x $0.10, then x $0.20.
    expect(surcharge('2026-02-28')).toBeCloseTo(38.4, 9)
    expect(surcharge('2026-03-01')).toBeCloseTo(76.8, 9)
    const load = (from: number) =>
      valuesOf(seriesNamed('erp-mysql57', 'CPUUtilization'), 'Average', { from, to: from + 14 })
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(load(-269)) / mean(load(-283))).toBeCloseTo(1, 1)
  })

  test('begins for MySQL 8.0 on 1 August 2026', () => {
    const of = (day: string) =>
      resourceNamed('crm-mysql80')
        .cost(Date.parse(`${day}T00:00:00Z`) / hourMs, 24)
        .some(({ usageType = '' }) => usageType.includes('ExtendedSupport'))
    expect([of('2026-07-31'), of('2026-08-01')]).toEqual([false, true])
  })
})
