import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MetricsServer, serveMetrics } from '#jobs/metrics-server.ts'
import { database } from '#lib/store/client.ts'
import { addDuePeriods } from '#lib/store/due.ts'
import { saveJobSchedules } from '#lib/store/job-schedules.ts'
import { finishRun, startRun } from '#lib/store/runs.ts'
import { addUsage } from '#lib/store/usage.ts'
import { withDatabase } from '../support/database.ts'
import { parseExposition } from '../support/exposition.ts'
import { canary, ids, seedTwoTeams } from '../support/two-teams.ts'

withDatabase()

let server: MetricsServer
let nowMs = Date.now()

beforeAll(async () => {
  await seedTwoTeams()
  await saveJobSchedules([{ job: 'forecast', about: 'forecasts', everyMs: 86_400_000 }])
  await addUsage('2026-11-24', {
    calls: { 'ce:GetCostAndUsage': 5, 'cloudwatch:GetMetricData': 9 },
    billedMetrics: 2_000,
    usd: 0.07,
  })
  await addDuePeriods([{ job: 'forecast', scope: '', periodMs: nowMs - 120_000 }], nowMs - 60_000)
  await finishRun(await startRun('collect-samples', '111122223333', nowMs - 30_000), {
    nowMs: nowMs - 10_000,
    state: 'done',
    counts: { samples: 42 },
    problems: [],
  })
  await finishRun(await startRun('collect-samples', '111122223333', nowMs - 5_000), {
    nowMs: nowMs - 1_000,
    state: 'failed',
    counts: {},
    problems: [{ scope: 'x', code: 'aws-denied', text: 'denied' }],
  })
  server = await serveMetrics({ host: '127.0.0.1', port: 0 }, () => nowMs)
})
afterAll(() => server?.close())

async function scrape() {
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
  return { response, families: parseExposition(await response.text()) }
}

describe('/metrics over HTTP and a real database', () => {
  test('is the text format of Prometheus with runs, queue, own cost and resources', async () => {
    const { response, families } = await scrape()
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const find = (name: string, labels: Record<string, string> = {}) =>
      families
        .get(`headroom_${name}`)
        ?.samples.find((sample) =>
          Object.entries(labels).every(([key, wanted]) => sample.labels[key] === wanted),
        )?.value
    const samples = { job: 'collect-samples', scope: '111122223333' }
    expect(find('job_runs_total', { ...samples, state: 'done' })).toBe(1)
    expect(find('job_runs_total', { ...samples, state: 'failed' })).toBe(1)
    expect(find('job_last_run_failed', samples)).toBe(1)
    expect(find('job_last_run_problems', samples)).toBe(1)
    expect(find('job_last_run_seconds', samples)).toBeCloseTo(4, 3)
    expect(find('job_run_seconds_total', samples)).toBeCloseTo(24, 3)
    expect(find('job_last_success_timestamp_seconds', samples)).toBeCloseTo((nowMs - 10_000) / 1000, 2)
    expect(find('job_period_seconds', { job: 'forecast' })).toBe(86_400)
    expect(find('samples_written_total')).toBe(42)
    expect(find('aws_calls_total', { action: 'ce:GetCostAndUsage' })).toBe(5)
    expect(find('aws_cost_usd_total')).toBeCloseTo(0.07, 9)
    expect(find('queue_due')).toBe(1)
    expect(find('queue_oldest_age_seconds')).toBeCloseTo(60, 3)
    expect(find('deliveries', { state: 'planned' })).toBe(3)
    expect(find('resources', { finding: 'runs-out' })).toBe(3)
    expect(find('forecast_coverage_ratio', { origin: 'published', interval: '0.8' })).toBeCloseTo(0.2, 9)
  })

  test('tells headroom and days of resources, whoever owns them', async () => {
    const { families } = await scrape()
    const days = families.get('headroom_resource_days_to_saturation')?.samples ?? []
    expect(days).toHaveLength(3)
    const own = days.find(({ labels }) => labels.id === ids.own)
    expect(own?.labels).toMatchObject({ class: 'ec2-instance', name: 'alpha-visible', dimension: 'cpu' })
    expect(own?.value).toBeGreaterThan(29.9)
    expect(own?.value).toBeLessThanOrEqual(30)
    expect(days.some(({ labels }) => labels.team?.includes(canary))).toBe(true)
    const ratio = families.get('headroom_resource_headroom_ratio')?.samples[0]?.value
    expect(ratio).toBeCloseTo(0.6, 9)
  })

  test('reads the database once in ten seconds however often it is scraped', async () => {
    nowMs += 60_000
    await scrape()
    await database().pool.query(`UPDATE due_period SET state = 'done'`)
    expect((await scrape()).families.get('headroom_queue_due')?.samples[0]?.value).toBe(1)
    nowMs += 10_001
    expect((await scrape()).families.get('headroom_queue_due')?.samples[0]?.value).toBe(0)
  })

  test('has nothing else on its port, and takes no other method', async () => {
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${server.port}/metrics`, { method: 'POST' })).status).toBe(404)
  })

  test('says in words that its port is taken', async () => {
    await expect(serveMetrics({ host: '127.0.0.1', port: server.port })).rejects.toThrow(/METRICS_PORT/)
  })
})
