import { beforeEach, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { AccountDiscount } from '#lib/model/discount.ts'
import { database } from '#lib/store/client.ts'
import { lastDiscountDay, readDiscounts, saveDiscounts } from '#lib/store/discounts.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()
beforeEach(async () => {
  await database().pool.query('TRUNCATE account_discount')
})

const measured: AccountDiscount = {
  accountId: '1',
  source: 'cost-explorer',
  fromDay: '2026-10-20',
  toDay: '2026-11-19',
  listUsd: 1000,
  paidUsd: 960,
}

test('nothing measured is nothing, and no day', async () => {
  expect(await readDiscounts(system)).toEqual([])
  expect(await lastDiscountDay('cost-explorer')).toBeUndefined()
})

test('the newest window counts, and an export before Cost Explorer', async () => {
  await saveDiscounts([measured], '2026-11-12')
  const later = { ...measured, fromDay: '2026-10-27', toDay: '2026-11-26', paidUsd: 900 }
  await saveDiscounts([later], '2026-11-19')
  expect(await readDiscounts(system)).toEqual([later])
  const exported: AccountDiscount = { ...measured, source: 'cur', toDay: '2026-11-01', paidUsd: 950 }
  await saveDiscounts([exported], '2026-11-19')
  expect(await readDiscounts(system)).toEqual([exported])
  expect(await lastDiscountDay('cost-explorer')).toBe('2026-11-19')
})

test('measured twice on a day it is kept once; a viewer of teams sees none', async () => {
  await saveDiscounts([measured], '2026-11-19')
  await saveDiscounts([{ ...measured, paidUsd: 955 }], '2026-11-19')
  expect((await readDiscounts(system)).map(({ paidUsd }) => paidUsd)).toEqual([955])
  expect(await readDiscounts({ id: 'v', role: 'viewer', teams: ['payments'] })).toEqual([])
})
