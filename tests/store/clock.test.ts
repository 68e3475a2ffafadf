import { expect, test } from 'vitest'
import { readClockSkewMs } from '#lib/store/clock.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

test('a clock that goes wrong is brought to the time of the database', async () => {
  const slowMs = 7 * 60_000
  const slow = () => Date.now() - slowMs
  const skewMs = await readClockSkewMs(slow)
  // Postgres runs on this machine: what is left is half of one question.
  expect(Math.abs(skewMs - slowMs)).toBeLessThan(2_000)
  expect(Math.abs(slow() + skewMs - Date.now())).toBeLessThan(2_000)
})
