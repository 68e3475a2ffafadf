import { describe, expect, test } from 'vitest'
import type { ResourceClass } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

function evidence(resourceClass: ResourceClass, options: SizingOptions = {}): Record<string, string> {
  const items = recommend(sizingInput(resourceClass, options)).evidence
  return Object.fromEntries(items.map((item) => [item.title, item.text]))
}

describe('the reasoning in sentences', () => {
  test('reads in the order: what binds, what does not, the change, what was refused, the data', () => {
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } }
    expect(Object.keys(evidence('rds-instance', { demand }))).toEqual([
      'What runs out',
      'What does not',
      'The change',
      'Why not cheaper',
      'Data',
    ])
  })

  test('what runs out has a chance, a date and an interval', () => {
    // ln(6.4 / 6) / ln(1.05) x 30 = 39.7 days; the lowest tenth (ln(6.4 / 6) + 0.15 x 1.2816) / ln(1.05) x 30 = 157.9
    const demand = { cpu: { median: 6, monthlyGrowth: 0.05 } }
    expect(evidence('ec2-instance', { demand })['What runs out']).toBe(
      'CPU: 71% chance of reaching the safe limit of 6.4 vCPU by 20 Feb, median 1 Jan, 80% interval 22 Nov – 29 Apr. At the present size the chance of a breach of CPU by 20 Feb is 71%, policy 3%.',
    )
  })

  test('the change says its price and what it does to the chance', () => {
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } }
    expect(evidence('rds-instance', { demand })['The change']).toBe(
      'Raising storage to 600 GiB for +$23/mo cuts the chance of a breach from 79% to <1%. Decide by 25 Nov: 26 Nov less 1 day for the change.',
    )
  })

  test('memory of a database is no sign of need, and whether swap is measured is said', () => {
    expect(evidence('rds-instance')['What does not']).toContain('no sign of need; swap is not measured')
    const signals = { 'swap-usage': { min: 0, p50: 0, max: 0 } }
    expect(evidence('rds-instance', { signals })['What does not']).toContain('no pressure from swap')
  })

  test('spent credits are named with the baseline', () => {
    const text = evidence('ec2-instance', {
      resource: { shape: 't3.xlarge' },
      capacity: { cpu: 4, memory: 16, network: 1.024, throughput: 83 },
      demand: { cpu: { median: 1.6, sigma: 0.02, meanShare: 1 }, memory: { median: 8 } },
      signals: { 'credit-balance': { min: 0.3, p50: 2, max: 20 } },
    })['What runs out']
    expect(text).toContain('credit balance fell to 0 in the last 14 days')
    expect(text).toContain('t3.xlarge sustains 1.6 vCPU of 4 vCPU')
  })

  test('an hour far above the present is remembered', () => {
    const demand = { cpu: { median: 2, allTimePeak: 5.6 }, memory: { median: 5 } }
    expect(evidence('ec2-instance', { demand })['What decides the size']).toContain(
      'The largest hour was 5.6 vCPU on 28 Nov 2025.',
    )
  })

  test('where connections end in every class the way out is named', () => {
    const facts = { ...sizingInput('rds-instance').resource.facts, engine: 'postgres' }
    const input = sizingInput('rds-instance', {
      resource: { facts },
      capacity: { connections: 3604 },
      demand: { connections: { median: 5200, sigma: 0.05 } },
    })
    const prices = input.prices.map((price) => ({ ...price, key: price.key.replace('mysql', 'postgres') }))
    const { evidence: items, recommended } = recommend({ ...input, prices })
    expect(recommended).toBeUndefined()
    expect(items.find((item) => item.title === 'No size holds')?.text).toContain(
      'The default parameter group stops at 5,000 connections in every class. Raise max_connections, or pool connections.',
    )
  })

  test('the cheaper size that is explained is the nearest of the same family', () => {
    expect(evidence('rds-instance')['Why not cheaper']).toMatch(
      /^db\.r7g\.large is \$333\/mo cheaper than the present size\. 9\d% chance of a breach of CPU by 20 Feb, policy 1\.5%\. \d more cheaper sizes were refused\.$/,
    )
  })

  test('what is not known is said with its consequence', () => {
    expect(evidence('ec2-instance', { demand: { memory: undefined } }).Data).toContain(
      'Not known: memory; no size with less of it is recommended.',
    )
  })

  test('without a price the reason is said, and what runs out still is', () => {
    const input = sizingInput('ec2-instance', { demand: { cpu: { median: 6, monthlyGrowth: 0.05 } } })
    const result = recommend({ ...input, prices: [] })
    expect(result.finding).toBe('runs-out')
    expect(result.evidence.map((item) => item.title)).toContain('No price')
    expect(recommend({ ...sizingInput('ec2-instance'), prices: [] }).finding).toBe('abstained')
  })
})
