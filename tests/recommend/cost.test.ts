import { describe, expect, test } from 'vitest'
import { monthlyCost, priceListOf } from '#lib/recommend/cost.ts'
import { membersAfter } from '#lib/recommend/group-candidates.ts'
import { recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('list price a month of 730 h', () => {
  test('a Multi-AZ database pays for two volumes: 0.912 x 730 + 500 x 0.115 x 2 = $780.76', () => {
    expect(recommend(sizingInput('rds-instance')).current?.monthlyUsd).toBeCloseTo(780.76, 2)
  })

  test('a group pays for its average members, not for its maximum: 10 x 0.2016 x 730 = $1,471.68', () => {
    expect(recommend(sizingInput('asg')).current?.monthlyUsd).toBeCloseTo(1471.68, 1)
  })

  test('a pool pays for every node: 4 x 55.04 x 730 = $160,716.80', () => {
    expect(recommend(sizingInput('gpu-pool')).current?.monthlyUsd).toBeCloseTo(160_716.8, 1)
  })

  test('the newest of two prices counts', () => {
    const { resource, prices } = sizingInput('ec2-instance')
    const old = { shape: 'm7i.2xlarge', region: 'us-east-1', key: 'linux', hourlyUsd: 9, asOf: '2020-01-01' }
    const list = priceListOf(resource, 'linux', [...prices, old])
    const usd = monthlyCost(list, { shape: 'm7i.2xlarge', members: 1, storageGib: 0 })
    expect(usd).toBeCloseTo(0.4032 * 730, 6)
  })

  test('without a storage price the volume counts nothing and the option says so', () => {
    const input = sizingInput('rds-instance')
    const prices = input.prices.filter((price) => price.key !== 'gp3-gib-month')
    const { current } = recommend({ ...input, prices })
    expect(current?.monthlyUsd).toBeCloseTo(665.76, 2)
    expect(current?.note).toContain('Storage price not known')
  })

  test('without a price of the present size there is an abstention and no option', () => {
    const input = sizingInput('ec2-instance')
    const prices = input.prices.filter((price) => price.shape !== 'm7i.2xlarge')
    const result = recommend({ ...input, prices })
    expect(result.abstention?.reason).toBe('no-price')
    expect(result.options).toEqual([])
    expect(result.current).toBeUndefined()
  })

  test.each([
    [10, 0.5, 5.25, 'half as many, and half a member of rounding: 9.5 / 2 + 0.5'],
    [10, 0.25, 2.875, '9.5 / 4 + 0.5'],
    [10, 2, 20, 'smaller members are not credited'],
  ])('%d members at %d new for one old are %d (%s)', (members, ratio, expected) => {
    expect(membersAfter(members, ratio)).toBeCloseTo(expected, 9)
  })
})
