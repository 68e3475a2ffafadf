import { describe, expect, test } from 'vitest'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import { dayMs } from '#lib/model/time.ts'
import { changeTo, decideBy } from '#lib/present/change-cell.ts'
import { usageLine } from '#lib/present/freshness.ts'
import { presentResource } from '#lib/present/resource.ts'
import { capacityHistory, evidenceTerms } from '#lib/present/resource-evidence.ts'
import { widenedText } from '#lib/present/resource-head.ts'
import { toResourceRow } from '#lib/present/resources-row.ts'
import { plainText } from '#lib/present/sentence.ts'
import { changes, detailFixture, freshness, recommendation, resource } from '#tests/support/detail-fixture.ts'
import { nowMs } from '#tests/support/detail-series.ts'
import { fixtureNowMs, fleetFixture } from '#tests/support/fleet-fixture.ts'

const cpu = detailFixture().dimensions.find((item) => item.forecast)?.forecast
if (!cpu) throw new Error('the fixture has no forecast')
const [first] = fleetFixture()
const summary = first?.recommendation
if (!first || !summary) throw new Error('the fixture has no recommendation')

function term(name: string, given: Partial<NonNullable<typeof cpu>>) {
  if (!cpu) return undefined
  return evidenceTerms({ ...cpu, ...given }, nowMs).find((one) => one.term === name)?.text
}

describe('decide by', () => {
  const by = (days: number, asked?: number) =>
    decideBy(
      {
        ...summary,
        decideByMs: nowMs + days * dayMs,
        previous:
          asked === undefined
            ? undefined
            : { asOfMs: 0, finding: 'watch', medianDays: 9, decideByMs: nowMs + asked * dayMs },
      },
      nowMs,
    )

  test.each([
    ['the first day on which it is asked is now, not overdue', by(0), { text: 'now', late: false }],
    ['what was due days before is overdue since then', by(0, -5), { text: '17 Nov', late: true }],
    ['what moved away again is not', by(30, -5), { text: '22 Dec', late: false }],
    ['an old run leaves its date behind', by(-3), { text: '19 Nov', late: true }],
  ])('%s', (_, shown, expected) => {
    expect(shown).toEqual(expected)
  })
})

describe('where no size helps', () => {
  const remedy = 'Raise max_connections, or pool connections'
  const given: Partial<RecommendationSummary> = { finding: 'runs-out', recommended: undefined, remedy }

  test('the list says what to do', () => {
    expect(changeTo({ ...summary, ...given })).toBe(remedy)
    expect(changeTo({ ...summary, ...given, remedy: undefined })).toBe('No size fits')
  })

  test('and the page, in its sentence and on its card', () => {
    const detail = detailFixture({ recommendation: { ...recommendation, recommended: undefined, remedy } })
    const shown = presentResource({ detail, freshness, horizonDays: 90, nowMs })
    expect(plainText(shown.lede)).toContain('No size helps: raise max_connections, or pool connections.')
    expect(shown.decision).toMatchObject({ to: remedy, isRemedy: true })
  })
})

describe('why a row is on watch', () => {
  const why = (given: Partial<RecommendationSummary>) =>
    toResourceRow(
      { ...first, recommendation: { ...summary, finding: 'watch', chanceByHorizon: 0.002, ...given } },
      { horizonDays: 90, nowMs: fixtureNowMs },
    ).forecast?.why

  test.each([
    ['the breach', why({ watchReason: 'breach', watchChance: 0.07 }), 'breach 7%'],
    [
      'a breach of another dimension',
      why({ bindingDimension: 'cpu', watchReason: 'breach', watchChance: 0.07, watchDimension: 'storage' }),
      'Storage breach 7%',
    ],
    ['a lost zone', why({ watchReason: 'zone-loss' }), 'zone loss'],
    [
      'its safe limit: the number stands above',
      why({ watchReason: 'safe-limit', watchChance: 0.2 }),
      undefined,
    ],
  ])('%s', (_, shown, expected) => {
    expect(shown).toBe(expected)
  })
})

describe('phrases', () => {
  test('models under a tenth are counted', () => {
    const models = ['a-b', 'c', 'd', 'e'].map((model, i) => ({
      model,
      weight: [0.8, 0.12, 0.04, 0.04][i] ?? 0,
    }))
    expect(term('Models', { models })).toBe('a b 80%, c 12%, 2 others 8%')
  })

  test('errors of next to nothing have no percent', () => {
    const text = term('Backtest', { backtest: { mase: 0, pinball: 0, coverage80: 1, folds: 3 } })
    expect(text).toMatch(/^Tested 3 times on its own past: next to no errors against [^(]*; 100%/)
  })

  test('widened intervals say which of the two reasons it is', () => {
    const of = (observedDays: number) => widenedText({ ...cpu, demand: { ...cpu.demand, observedDays } })
    expect(of(9)).toBe('Short history, 9 observed days')
    expect(of(455)).toBe('The level or its growth has just changed')
  })

  test('nothing is assumed of the time before a resource was made', () => {
    const since = changes[1]?.fromMs ?? 0
    expect(capacityHistory(changes, since).some(({ assumed }) => assumed)).toBe(false)
    expect(capacityHistory(changes, since - 30 * dayMs).some(({ assumed }) => assumed)).toBe(true)
  })

  test.each([
    [{ calls: 1204, usd: 0.3219 }, "Headroom's own AWS calls, last 30 days: 1,204 calls, $0.32"],
    [{ calls: 1, usd: 0.001 }, "Headroom's own AWS calls, last 30 days: 1 call, <$0.01"],
    [{ calls: 0, usd: 0 }, undefined],
  ])('our own cost of %o is said', (usage, text) => {
    expect(usageLine(usage)).toBe(text)
  })
})

test('the change is drawn from the day it can be in place, where its lead time is known', () => {
  const fan = (leadDays?: number) =>
    presentResource({
      detail: detailFixture({ recommendation: { ...recommendation, decideByMs: nowMs, leadDays } }),
      freshness,
      horizonDays: 90,
      nowMs,
    }).chart?.fan.after
  const [today, later] = [fan(), fan(14)]
  expect(today?.label).toBe('median on db.m7g.4xlarge')
  expect(later?.label).toBe('median on db.m7g.4xlarge, from 6 Dec')
  expect(Math.round(((later?.fromMs ?? 0) - (today?.fromMs ?? 0)) / dayMs)).toBe(14)
})

test('the maximum of a group of fixed size is not among what can run out', () => {
  const base = detailFixture()
  const maximum = {
    dimension: 'group-maximum' as const,
    forecast: { ...cpu, dimension: 'group-maximum' as const },
  }
  const titles = (minSize: number) => {
    const detail = {
      ...base,
      resource: { ...resource, resourceClass: 'asg' as const, facts: { minSize, maxSize: 12 } },
      dimensions: [...base.dimensions, maximum],
    }
    return presentResource({ detail, freshness, horizonDays: 90, nowMs }).dimensions.map(({ title }) => title)
  }
  expect(titles(12)).not.toContain('Group max')
  expect(titles(4)).toContain('Group max')
})
