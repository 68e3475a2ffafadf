import { describe, expect, test } from 'vitest'
import type { Price } from '#lib/model/shape.ts'
import { recommend } from '#lib/recommend/index.ts'
import { usableStorageGib } from '#lib/resources/opensearch-limits.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const priced = (key: string, monthUsd: number): Price => {
  return { shape: '', region: 'us-east-1', key, hourlyUsd: monthUsd / 730, asOf: '2026-08-01' }
}

describe('data that outgrow the volumes of the data nodes', () => {
  const domain = (storage: number, prices: readonly Price[]) => {
    const input = sizingInput('opensearch-domain', {
      capacity: { storage: 3 * usableStorageGib(500) },
      demand: { storage: { median: storage, sigma: 0.03 } },
    })
    const facts = { ...input.resource.facts, volumeGib: 500 }
    const resource = { ...input.resource, facts }
    return recommend({ ...input, resource, prices: [...input.prices, ...prices] })
  }
  const gp3 = [priced('opensearch-gp3-gib-month', 0.122)]

  test('get larger ones, the first that hold them, at the price of what is added', () => {
    // 1,300 of 3 x (475 - 20) = 1,365 GiB now; 3 x (570 - 20) = 1,650 GiB of three volumes of 600.
    const { recommended, finding } = domain(1300, gp3)
    expect(finding).toBe('runs-out')
    expect(recommended).toMatchObject({
      id: 'r6g.xlarge.search+600GiB',
      label: 'r6g.xlarge.search × 3, 600 GiB each',
      settings: { volumeGib: 600 },
      action: 'Raising the volumes to 600 GiB each',
      reversible: true,
    })
    expect(recommended?.deltaMonthlyUsd).toBeCloseTo(3 * 100 * 0.122, 6)
    const storage = recommended?.dimensions.find(({ dimension }) => dimension === 'storage')
    expect(storage?.capacity).toBeCloseTo(1650, 6)
  })

  test('are not offered larger ones while the present ones hold', () => {
    expect(domain(700, gp3).options.map(({ id }) => id)).not.toContain('r6g.xlarge.search+600GiB')
  })

  test('are not offered larger ones whose price is not known: what else helps is said', () => {
    const { recommended, evidence } = domain(1300, [])
    expect(recommended).toBeUndefined()
    expect(evidence.find(({ title }) => title === 'No size holds')?.text).toContain(
      'Add nodes, or delete or move data.',
    )
  })
})

test('the volumes of brokers never shrink again, and that is said', () => {
  const input = sizingInput('msk-cluster', { demand: { storage: { median: 2850, sigma: 0.03 } } })
  const { recommended } = recommend({
    ...input,
    prices: [...input.prices, priced('msk-gib-month', 0.1)],
  })
  expect(recommended).toMatchObject({
    id: 'kafka.m7g.xlarge+1200GiB',
    reversible: false,
    note: expect.stringContaining('Storage cannot shrink again.'),
  })
  expect(recommended?.deltaMonthlyUsd).toBeCloseTo(3 * 200 * 0.1, 6)
})
