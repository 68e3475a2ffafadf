import { describe, expect, test } from 'vitest'
import type { FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { Option } from '#lib/model/recommendation.ts'
import { isDecided } from '#lib/present/fleet.ts'
import { limitedBy, presentRunsOut } from '#lib/present/overview-runs-out.ts'
import { presentResource } from '#lib/present/resource.ts'
import { toResourceRow } from '#lib/present/resources-row.ts'
import { plainText } from '#lib/present/sentence.ts'
import { detailFixture } from '#tests/support/detail-fixture.ts'
import { current } from '#tests/support/detail-options.ts'
import { fixtureAsOfMs, fixtureNowMs, fleetFixture, freshnessFixture } from '#tests/support/fleet-fixture.ts'

const horizonDays = 90

/** The page's input of a row of the list: its own forecast says something else than what was decided. */
function detailOf(row: FleetRow): ResourceDetail {
  const { recommendation: summary, resource } = row
  const base = detailFixture()
  if (!summary) return { ...base, resource }
  const option = (given: typeof summary.current): Option | undefined =>
    given && { ...current, ...given, shape: given.label }
  const [cpu] = base.dimensions
  const dimension = summary.bindingDimension ?? 'cpu'
  return {
    ...base,
    resource,
    summary,
    dimensions: [
      { ...cpu, dimension, forecast: cpu?.forecast && { ...cpu.forecast, dimension, asOfMs: fixtureAsOfMs } },
    ],
    recommendation: {
      ...summary,
      current: option(summary.current),
      recommended: option(summary.recommended),
      options: [],
      evidence: [],
      refusedCounts: {},
    },
  }
}

const starved: FleetRow = (() => {
  const [row] = fleetFixture()
  if (!row?.recommendation?.current) throw new Error('the first row of the fixture has no recommendation')
  const pressed = { chanceByHorizon: 1, medianDays: 0, lowDays: 0, highDays: 0, utilization: 0.3, limit: 0.8 }
  return {
    ...row,
    resource: { ...row.resource, name: 'mail-merge', resourceClass: 'ec2-instance' },
    recommendation: {
      ...row.recommendation,
      ...pressed,
      finding: 'runs-out',
      bindingDimension: 'cpu',
      current: { ...row.recommendation.current, label: 't3.large' },
      saturationDays: Array.from({ length: 20 }, () => 0),
    },
  }
})()

const rows = [...fleetFixture(), starved].filter(
  (row) => row.recommendation && row.recommendation.finding !== 'abstained',
)

describe('overview, list and page of a resource say the same', () => {
  test.each(rows.map((row) => [row.resource.name, row] as const))('%s', (_, row) => {
    const facts = {
      rows: [
        {
          ...row,
          recommendation: row.recommendation && { ...row.recommendation, finding: 'runs-out' as const },
        },
      ],
      freshness: freshnessFixture(),
      costs: { days: [], byTeam: [], untaggedShare: null },
      policyHorizonDays: horizonDays,
      nowMs: fixtureNowMs,
      asOfMs: fixtureAsOfMs,
      horizonMs: fixtureAsOfMs + horizonDays * 86_400_000,
    }
    const [overview] = presentRunsOut(facts).rows
    const list = toResourceRow(row, { horizonDays, nowMs: fixtureNowMs }).forecast
    const page = presentResource({
      detail: detailOf(row),
      freshness: freshnessFixture(),
      horizonDays,
      nowMs: fixtureNowMs,
    })
    const crossing = page.chart?.fan.crossing
    const median = crossing?.lines
      .find((line) => line.startsWith('Median '))
      ?.replace(/^Median | 20\d\d$/g, '')
    const now = row.recommendation?.highDays === 0 ? '22 Nov' : undefined
    expect(list?.chance).toBe(overview?.chance)
    expect(list?.median).toBe(overview?.median)
    expect(crossing?.lines[1]?.split(' ')[0]).toBe(overview?.chance)
    expect(median).toBe(now ?? overview?.median)
    expect(crossing?.quantileDays).toEqual(row.recommendation?.saturationDays)
  })

  test('a CPU held at the baseline of a burstable size is compared with that baseline everywhere', () => {
    if (!isDecided(starved)) throw new Error('the starved row has no recommendation')
    const page = presentResource({
      detail: detailOf(starved),
      freshness: freshnessFixture(),
      horizonDays,
      nowMs: fixtureNowMs,
    })
    expect(toResourceRow(starved, { horizonDays, nowMs: fixtureNowMs }).forecast?.limitedBy).toBe(
      'CPU, at baseline',
    )
    expect(limitedBy(starved)).toBe('CPU 30%, at baseline')
    expect(plainText(page.lede)).toMatch(/^CPU is held at its baseline now, 100% of [\d.]+ vCPU sustained\./)
    expect(page.chart?.fan.limit.at(-1)?.label).toMatch(/^Sustained baseline \d+%$/)
    expect(page.chart?.fan.limit.at(-1)?.value).toBeLessThan(80)
  })
})
