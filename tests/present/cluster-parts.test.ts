import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type ScaledMetric, trackingAt } from '#lib/model/scaling.ts'
import type { ScaledPart, ScalingStudy, StudiedOption } from '#lib/model/scaling-study.ts'
import { presentCluster } from '#lib/present/cluster.ts'
import { clusterCsv, clusterSchema, presentApiCluster } from '#lib/present/cluster-export.ts'
import type { Sentence } from '#lib/present/sentence.ts'
import { resource } from '../support/detail-fixture.ts'

const table = { ...resource, resourceClass: 'dynamodb-table', nativeId: 'orders', name: 'orders' } as const
const textOf = (sentence: Sentence) =>
  sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('')

const option = (metric: ScaledMetric, target: number, monthlyUsd: number): StudiedOption => ({
  policy: { min: 50, max: 4000, warmupMinutes: 0, rules: [{ ...trackingAt(target), metric }] },
  monthlyUsd,
  minutesAboveMonthly: 3,
  mostMembers: 1234,
  minutesAtMaximumMonthly: 0,
})
const byRequest: StudiedOption = {
  policy: { min: 0, max: 0, warmupMinutes: 0, rules: [] },
  monthlyUsd: 900,
  minutesAboveMonthly: 0,
  mostMembers: 1300,
  minutesAtMaximumMonthly: 0,
  onDemand: true,
}
const answer = (scales: ScaledPart, metric: ScaledMetric, rest: Partial<ScalingStudy> = {}): ScalingStudy =>
  ({
    kind: 'answer',
    resourceId: resource.id,
    scales,
    asOfMs: Date.UTC(2026, 10, 22),
    names: [],
    alarms: 'documented',
    days: 60,
    minuteShare: 0.2,
    now: byRequest,
    front: [option(metric, 0.8, 300)],
    recommended: 0,
    budgetMinutes: 45,
    limit: 0.9,
    onDemandMonthlyUsd: 900,
    ...rest,
  }) as ScalingStudy

describe('a table', () => {
  const study: ScalingStudy = {
    ...answer('read-units', 'read-units'),
    mode: {
      now: 'on-demand',
      recommended: 'provisioned',
      provisionedUsd: 600,
      onDemandUsd: 1800,
      nowUsd: 1800,
    },
    others: [answer('write-units', 'write-units', { refusesMore: 'One key is asked for too much.' })],
  }
  const view = presentCluster(table, study)

  test('has a part for reads and one for writes, under the mode that they belong to', () => {
    expect([view, ...view.others].map(({ title }) => title)).toEqual(['Read units', 'Write units'])
    expect(view.mode?.text).toBe(
      'Provisioned with the settings below costs $600 a month at list price, on demand $1,800; $1,800 is paid now. Change to provisioned.',
    )
    expect(view.mode?.terraform).toContain('billing_mode = "PROVISIONED"')
  })

  test('says what the settings are and what there is now, and that there was nothing to prove', () => {
    expect(textOf(view.lede)).toBe(
      'An 80% target of consumed read units (now on demand), between 50 and 4,000 would save $600/mo at list price, with 3 min a month above the limit (now 0 min) against a budget of 45 min.',
    )
    expect(view.proof).toHaveLength(1)
    expect(view.rows.map(({ target, floor, most }) => [target, floor, most])).toEqual([
      ['on demand', '–', '1,300'],
      ['80%', '50', '1,234 of 4,000'],
    ])
    expect(view.terraform).toContain('scalable_dimension = "dynamodb:table:ReadCapacityUnits"')
    expect(view.others[0]?.terraform).toContain('scalable_dimension = "dynamodb:table:WriteCapacityUnits"')
  })

  test('says why nothing dearer is offered', () => {
    expect(view.others[0]?.notes[0]).toBe('One key is asked for too much.')
  })

  test('API and CSV tell both parts and the mode', () => {
    const api = clusterSchema.parse(presentApiCluster(study))
    const rows = parse(clusterCsv(study), { columns: true }) as Record<string, string>[]
    expect([api.scales, ...api.others.map(({ scales }) => scales)]).toEqual(['read-units', 'write-units'])
    expect(api.mode?.recommended).toBe('provisioned')
    expect(rows.map(({ scales, on_demand }) => `${scales} ${on_demand}`)).toEqual([
      'read-units true',
      'read-units false',
      'write-units true',
      'write-units false',
    ])
  })
})

test('an endpoint has its target in requests a minute, and says what fills an instance', () => {
  const endpoint = {
    ...resource,
    resourceClass: 'sagemaker-endpoint',
    nativeId: 'rank/AllTraffic',
    facts: { endpoint: 'rank', variant: 'AllTraffic' },
  } as const
  const study = answer('members', 'requests', {
    now: { ...option('requests', 500, 900), mostMembers: 8 },
    front: [option('requests', 812, 600)],
    memberRate: 1200,
    limit: 960,
  } as Partial<ScalingStudy>)
  const view = presentCluster(endpoint, study)
  expect(textOf(view.lede)).toContain(
    'An 812 requests/min target of requests per member (now 500 requests/min)',
  )
  expect(view.notes.join(' ')).toContain(
    'A member is full at 1,200 requests/min, by the CPU or GPU that they use; the limit is 80% of that',
  )
  expect(view.terraform).toContain('target_value = 812')
})

test('a capacity provider tells both levels, and a service that money is saved by whole instances', () => {
  const provider = { ...resource, resourceClass: 'ecs-capacity-provider' } as const
  const study = answer('members', 'reservation', {
    now: option('reservation', 1, 900),
    front: [option('reservation', 0.9, 950)],
    levels: [
      {
        services: 'recommended',
        provider: 'in-force',
        monthlyUsd: 500,
        waitingMinutesMonthly: 12,
        mostMembers: 9,
      },
    ],
    sharesInstance: true,
  } as Partial<ScalingStudy>)
  expect(presentCluster(provider, study).notes.slice(0, 2)).toEqual([
    'A task costs its share of an instance here; money is saved only by whole instances, as the page of the capacity provider counts them.',
    'Both levels, services as recommended and provider as it is: $500 a month, at most 9 instances, 12 min a month in which a task waits for room.',
  ])
})
