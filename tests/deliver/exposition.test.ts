import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeExposition } from '#lib/deliver/exposition.ts'
import type { OwnHealth } from '#lib/model/own-health.ts'
import { presentMetrics } from '#lib/present/metric-families.ts'
import { parseExposition } from '../support/exposition.ts'
import { hostileStrings } from '../support/hostile-strings.ts'

const nowMs = Date.UTC(2026, 10, 25, 14)
const hour = 3_600_000

const health: OwnHealth = {
  schema: '20261125000000_initial',
  jobs: [
    {
      job: 'forecast',
      scope: '',
      done: 7,
      failed: 2,
      running: 1,
      seconds: 840.5,
      lastSuccessMs: nowMs - hour,
      last: { seconds: 120.25, failed: false, problems: 3 },
    },
    { job: 'recommend', scope: '', done: 0, failed: 0, running: 1, seconds: 0 },
  ],
  periods: [{ job: 'forecast', seconds: 86_400 }],
  samplesWritten: 1_234_567,
  accounts: [{ accountId: '111122223333', samplesToMs: nowMs - 2 * hour }, { accountId: '444455556666' }],
  costsToDay: '2026-11-23',
  calls: [{ action: 'ce:GetCostAndUsage', calls: 18 }],
  billedMetrics: 40_000,
  billedUsd: 0.58,
  queue: { due: 2, oldestMs: nowMs - 90_000 },
  deliveries: [{ state: 'unknown', count: 1 }],
  forecasts: [{ origin: 'published', horizonDays: 7, days: 200, inside80: 164, inside90: 181, mase: 0.9 }],
  findings: [{ finding: 'runs-out', count: 4 }],
  nearLimits: [],
}

const write = (given: Partial<OwnHealth> = {}) =>
  writeExposition(presentMetrics({ ...health, ...given }, { version: '1.2.3' }, nowMs))

describe('the metrics', () => {
  test('say what was read, in base units', async () => {
    const families = parseExposition(await write())
    const value = (name: string, labels = {}) =>
      families.get(`headroom_${name}`)?.samples.find((sample) => {
        return Object.entries(labels).every(([key, wanted]) => sample.labels[key] === wanted)
      })?.value
    expect(value('job_runs_total', { job: 'forecast', state: 'failed' })).toBe(2)
    expect(value('job_last_success_timestamp_seconds', { job: 'forecast' })).toBe((nowMs - hour) / 1000)
    expect(value('job_last_run_problems', { job: 'forecast' })).toBe(3)
    expect(value('samples_newest_timestamp_seconds', { account: '111122223333' })).toBe(nowMs / 1000 - 7200)
    expect(value('costs_newest_day_timestamp_seconds')).toBe(Date.UTC(2026, 10, 23) / 1000)
    expect(value('queue_oldest_age_seconds')).toBe(90)
    expect(value('aws_cost_usd_total')).toBe(0.58)
    expect(value('forecast_coverage_ratio', { horizon_days: '7', interval: '0.8' })).toBe(0.82)
    expect(value('resources', { finding: 'runs-out' })).toBe(4)
    expect(families.get('headroom_build_info')?.samples[0]?.labels).toMatchObject({ version: '1.2.3' })
  })

  test('leave out what is not known, and never say zero for it', async () => {
    const families = parseExposition(await write())
    const of = (name: string) => families.get(`headroom_${name}`)?.samples.map(({ labels }) => labels)
    expect(of('samples_newest_timestamp_seconds')).toEqual([{ account: '111122223333' }])
    expect(of('job_last_success_timestamp_seconds')).toEqual([{ job: 'forecast', scope: '' }])
    expect(of('aws_cost_estimated_monthly_usd')).toBeUndefined()
    expect(of('resource_headroom_ratio')).toBeUndefined()
  })

  test('name counters _total and only counters', async () => {
    for (const { name, type, help } of parseExposition(await write()).values()) {
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter'])
      expect(help.length).toBeGreaterThan(10)
    }
  })

  test('survive every hostile name, each on one line and at most 120 characters long', async () => {
    const nearLimits = hostileStrings.map(({ text }, i) => ({
      id: `resource${i}`,
      name: text,
      resourceClass: 'rds-instance' as const,
      accountId: '111122223333',
      team: text,
      dimension: 'storage' as const,
      utilization: 0.75,
      saturationMs: nowMs + 36 * hour,
    }))
    const families = parseExposition(await write({ nearLimits }))
    const samples = families.get('headroom_resource_days_to_saturation')?.samples ?? []
    expect(samples.map(({ value }) => value)).toEqual(hostileStrings.map(() => 1.5))
    expect(new Set(samples.map(({ labels }) => labels.id)).size).toBe(hostileStrings.length)
    expect(Math.max(...samples.map(({ labels }) => [...(labels.name ?? '')].length))).toBe(120)
    const quoted = hostileStrings.findIndex(({ text }) => text === 'x",y="z\\')
    expect(samples[quoted]?.labels.name).toBe('x",y="z\\')
    const ratios = families.get('headroom_resource_headroom_ratio')?.samples ?? []
    expect(ratios.every(({ value }) => value === 0.25)).toBe(true)
  })

  test('never say that a date lies behind: what is due is 0 days away', async () => {
    const near = {
      id: 'a',
      name: 'a',
      resourceClass: 'rds-instance',
      accountId: '1',
      dimension: 'cpu',
    } as const
    const text = await write({ nearLimits: [{ ...near, utilization: null, saturationMs: nowMs - hour }] })
    expect(parseExposition(text).get('headroom_resource_days_to_saturation')?.samples[0]?.value).toBe(0)
    expect(text).not.toContain('resource_headroom_ratio')
  })

  test('hold every metric that the alert rules name', async () => {
    const rules = readFileSync('lib/deliver/headroom-alerts.yaml', 'utf8')
    const named = new Set([...rules.matchAll(/\bheadroom_\w+/g)].map(([name]) => name))
    const served = parseExposition(await write({ estimatedMonthlyUsd: 12 }))
    expect([...named].filter((name) => !served.has(name))).toEqual([])
    expect(parse(rules).groups[0].rules).toHaveLength(6)
  })
})

describe('the strict reader', () => {
  test.each([
    ['a label that is not closed', '# HELP a b\n# TYPE a gauge\na{x="y} 1\n'],
    ['a raw quote', '# HELP a b\n# TYPE a gauge\na{x="y"z"} 1\n'],
    ['a series twice', '# HELP a b\n# TYPE a gauge\na{x="y"} 1\na{x="y"} 2\n'],
    ['a sample without a family', 'a 1\n'],
    ['a value that is no number', '# HELP a b\n# TYPE a gauge\na undefined\n'],
    ['no last line feed', '# HELP a b\n# TYPE a gauge\na 1'],
  ])('refuses %s', (_, text) => {
    expect(() => parseExposition(text)).toThrow()
  })
})
