import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { evidenceTerms } from '#lib/present/resource-evidence.ts'
import { forecastOf, paths } from '../support/detail-series.ts'

const forecast = forecastOf(paths.cpu)
const sinceMs = forecast.asOfMs - dayMs

describe('the evidence of a forecast', () => {
  test('says what changed since the last run', () => {
    const since = { asOfMs: sinceMs, texts: ['Capacity rose by 100%.', 'The intervals are widened.'] }
    expect(evidenceTerms({ ...forecast, since }, forecast.asOfMs)).toContainEqual({
      term: 'Since 21 Nov 2026',
      text: 'Capacity rose by 100%. The intervals are widened.',
    })
  })

  test('says so where nothing of weight did', () => {
    const terms = evidenceTerms({ ...forecast, since: { asOfMs: sinceMs, texts: [] } }, forecast.asOfMs)
    expect(terms.find(({ term }) => term.startsWith('Since'))?.text).toBe('Nothing of weight has changed.')
  })

  test('says nothing of it where there was no run before', () => {
    expect(evidenceTerms(forecast, forecast.asOfMs).some(({ term }) => term.startsWith('Since'))).toBe(false)
  })
})
