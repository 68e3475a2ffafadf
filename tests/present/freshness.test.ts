import { describe, expect, test } from 'vitest'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { presentFreshness, scopeLine, sourceLine } from '#lib/present/freshness.ts'
import { fixtureNowMs, freshnessFixture } from '../support/fleet-fixture.ts'

describe('the dot of the header', () => {
  const problem = { scope: 'staging', code: 'AccessDenied', text: 'refused' }
  test.each([
    ['green', 'Data to 13:55 UTC', {}],
    ['amber', 'First pull under way', { samplesToMs: undefined }],
    ['amber', 'Data 5 h old', { samplesToMs: fixtureNowMs - 5 * hourMs }],
    ['red', 'Data 3 d old', { samplesToMs: fixtureNowMs - 3 * dayMs }],
    ['amber', '1 problem, data to 13:55 UTC', { problems: [problem] }],
  ] as const)('is %s and says "%s"', (dot, text, changes) => {
    expect(presentFreshness(freshnessFixture(changes), fixtureNowMs)).toMatchObject({ dot, text })
  })
})

test('the footer names scope, sources and where the data come from', () => {
  expect(scopeLine(freshnessFixture())).toBe('simulated estate · 4 accounts · 3 regions · times in UTC')
  expect(scopeLine(freshnessFixture({ source: 'aws' }))).toBe('4 accounts · 3 regions · times in UTC')
  expect(sourceLine(freshnessFixture())).toBe(
    'CloudWatch to 22 Nov 2026, 13:55 UTC · Cost Explorer to 21 Nov 2026 · forecast run 42',
  )
  expect(
    sourceLine(freshnessFixture({ samplesToMs: undefined, costsToDay: undefined, forecastRunId: undefined })),
  ).toBe('CloudWatch: nothing yet · Cost Explorer: nothing yet · no forecast run yet')
})
