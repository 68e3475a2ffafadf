import { describe, expect, test } from 'vitest'
import { curLine } from '#lib/collect/costs/exports/cur-line.ts'
import { columnName, MalformedRowError } from '#lib/collect/costs/exports/export-line.ts'
import { focusLine } from '#lib/collect/costs/exports/focus-line.ts'

const cells = (row: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(row).map(([title, value]) => [columnName(title), value]))

const cur = {
  'lineItem/UsageAccountId': '444455556666',
  'lineItem/UsageStartDate': '2026-10-03T13:00:00Z',
  'lineItem/LineItemType': 'Usage',
  'lineItem/ProductCode': 'AmazonEC2',
  'lineItem/UsageType': 'EU-BoxUsage:m7i.large',
  'lineItem/ResourceId': 'i-0a',
  'lineItem/UnblendedCost': '2.5',
}

describe('columns', () => {
  test.each([
    ['lineItem/UsageAccountId', 'line_item_usage_account_id'],
    ['line_item_usage_account_id', 'line_item_usage_account_id'],
    ['savingsPlan/SavingsPlanEffectiveCost', 'savings_plan_savings_plan_effective_cost'],
    ['resourceTags/user:Team', 'resource_tags_user_team'],
    ['BilledCost', 'billed_cost'],
    ['x_ServiceCode', 'x_service_code'],
  ])('%s is %s', (title, name) => {
    expect(columnName(title)).toBe(name)
  })
})

describe('a row of the Cost and Usage Report', () => {
  test('of a legacy CSV', () => {
    expect(curLine(cells({ ...cur, 'resourceTags/user:Team': 'payments' }))).toEqual({
      day: '2026-10-03',
      period: '',
      accountId: '444455556666',
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: 'EU-BoxUsage:m7i.large',
      resourceId: 'i-0a',
      parentId: '',
      tags: new Map([['team', 'payments']]),
      recordType: 'Usage',
      usd: 2.5,
      amortizedUsd: 2.5,
      netUsd: 2.5,
    })
  })

  test('of EC2 beside instances is EC2 - Other, as Cost Explorer spells it', () => {
    expect(curLine(cells({ ...cur, 'lineItem/UsageType': 'EBS:VolumeUsage.gp3' })).service).toBe(
      'EC2 - Other',
    )
  })

  // Each by hand: what Cost Explorer's AmortizedCost counts for the row.
  test.each([
    ['SavingsPlanCoveredUsage', { 'savingsPlan/SavingsPlanEffectiveCost': '1.7' }, 1.7],
    ['SavingsPlanNegation', {}, 0],
    [
      'SavingsPlanRecurringFee',
      { 'savingsPlan/TotalCommitmentToDate': '10', 'savingsPlan/UsedCommitment': '8.5' },
      1.5,
    ],
    ['SavingsPlanUpfrontFee', {}, 0],
    ['DiscountedUsage', { 'reservation/EffectiveCost': '0.9' }, 0.9],
    [
      'RIFee',
      {
        'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '0.5',
        'reservation/UnusedRecurringFee': '0.25',
      },
      0.75,
    ],
    ['Fee', { 'reservation/ReservationARN': 'arn:aws:ec2:::reserved-instances/1' }, 0],
    ['Fee', {}, 2.5],
    ['Tax', {}, 2.5],
  ])('of type %s with %o amortizes to %d', (type, more, amortizedUsd) => {
    const line = curLine(cells({ ...cur, 'lineItem/LineItemType': type, ...more }))
    expect(line).toMatchObject({ recordType: type, usd: 2.5, amortizedUsd })
  })

  test('of a pod is a part, without a cost of its own', () => {
    const line = curLine(
      cells({
        ...cur,
        'lineItem/UnblendedCost': '',
        'splitLineItem/ParentResourceId': 'i-0a',
        'splitLineItem/SplitCost': '0.4',
        'splitLineItem/UnusedCost': '0.1',
      }),
    )
    expect(line).toMatchObject({ usd: 0, parentId: 'i-0a', split: { usd: 0.4, unusedUsd: 0.1 } })
  })

  test.each([
    ['lineItem/UnblendedCost', 'abc', 'line_item_unblended_cost is "abc"'],
    ['lineItem/UnblendedCost', '', 'line_item_unblended_cost is missing'],
    ['lineItem/UnblendedCost', 'Infinity', 'line_item_unblended_cost is "Infinity"'],
    ['lineItem/UsageAccountId', '', 'line_item_usage_account_id is missing'],
    ['lineItem/UsageStartDate', '03/10/2026', 'line_item_usage_start_date is "03/10/2026"'],
    [
      'lineItem/UsageStartDate',
      '2026-13-45T00:00:00Z',
      'line_item_usage_start_date is "2026-13-45T00:00:00Z"',
    ],
  ])('with %s = %o is malformed and says so', (column, value, text) => {
    expect(() => curLine(cells({ ...cur, [column]: value }))).toThrow(
      new MalformedRowError('', '').constructor,
    )
    expect(() => curLine(cells({ ...cur, [column]: value }))).toThrow(text)
  })

  test('tags of every kind are only text', () => {
    const tags = '{"user_team":"a\\u0000b","__proto__":"x","user_n":5,"user_owner":""}'
    const line = curLine(cells({ ...cur, resource_tags: tags }))
    expect(line.tags.get('team')).toBe('ab')
    expect(line.tags.has('n')).toBe(false)
    expect(curLine(cells({ ...cur, resource_tags: '{broken' })).tags.size).toBe(0)
  })
})

describe('a row of FOCUS', () => {
  const focus = {
    SubAccountId: '444455556666',
    ChargePeriodStart: new Date('2026-10-03T00:00:00Z'),
    BillingPeriodStart: new Date('2026-10-01T00:00:00Z'),
    ChargeCategory: 'Usage',
    BilledCost: 2.5,
    EffectiveCost: 1.9,
    ServiceName: 'Amazon Relational Database Service',
    ResourceId: 'arn:aws:rds:us-east-1:444455556666:db:orders',
    Tags: { team: 'payments' },
    x_ServiceCode: 'AmazonRDS',
    x_UsageType: 'InstanceUsage:db.m7g.large',
  }

  test('has billed cost after discounts, and effective cost as amortized', () => {
    expect(focusLine(cells(focus))).toMatchObject({
      day: '2026-10-03',
      period: '2026-10-01',
      service: 'Amazon Relational Database Service',
      usd: 2.5,
      netUsd: 2.5,
      amortizedUsd: 1.9,
      tags: new Map([['team', 'payments']]),
    })
  })

  test.each([
    ['Credit', 'Credit'],
    ['Adjustment', 'Refund'],
    ['Tax', 'Tax'],
    ['Purchase', 'Purchase'],
  ])('of category %s is kept as %s', (ChargeCategory, recordType) => {
    expect(focusLine(cells({ ...focus, ChargeCategory })).recordType).toBe(recordType)
  })

  test('of an unknown category is malformed', () => {
    expect(() => focusLine(cells({ ...focus, ChargeCategory: 'Gift' }))).toThrow('charge_category is "Gift"')
  })
})
