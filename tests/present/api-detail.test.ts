import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { presentApiDetail } from '#lib/present/api-detail.ts'
import { resourceDetailSchema } from '#lib/present/api-schemas.ts'
import { abstainedFixture, detailFixture } from '../support/detail-fixture.ts'

describe('the forecasts of a resource in the API', () => {
  test('carry their words and what changed since the last run', () => {
    const detail = detailFixture()
    const told = detail.dimensions.map((one) => {
      if (one.forecast === undefined) return one
      const since = { asOfMs: one.forecast.asOfMs - dayMs, texts: ['Capacity rose by 100%.'] }
      return { ...one, forecast: { ...one.forecast, since } }
    })
    const [first] = presentApiDetail({ ...detail, dimensions: told }).forecasts
    expect(first?.explanation).toEqual(detail.dimensions[0]?.forecast?.explanation)
    expect(first?.changed).toEqual({ since: '2026-11-21', texts: ['Capacity rose by 100%.'] })
  })

  test('say that there was no run before by null, and are as the schema says', () => {
    for (const detail of [detailFixture(), abstainedFixture()]) {
      const answer = presentApiDetail(detail)
      for (const { changed } of answer.forecasts) expect(changed).toBe(null)
      expect(resourceDetailSchema.safeParse(answer).success).toBe(true)
    }
  })
})
