import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { trackingAt } from '#lib/model/scaling.ts'
import type { ScalingStudy, StudiedOption } from '#lib/model/scaling-study.ts'
import { presentCluster } from '#lib/present/cluster.ts'
import { clusterCsv, clusterSchema, presentApiCluster } from '#lib/present/cluster-export.ts'
import { minutes, usd } from '#lib/present/format.ts'
import { resource } from '../support/detail-fixture.ts'

const option = (target: number, monthlyUsd: number, above: number): StudiedOption => ({
  policy: { min: 2, max: 20, warmupMinutes: 5, rules: [trackingAt(target)] },
  monthlyUsd,
  minutesAboveMonthly: above,
  mostMembers: 12,
  minutesAtMaximumMonthly: 0,
  ahead: {
    monthlyUsd: monthlyUsd * 1.1,
    minutesAboveMonthly: above * 2,
    chanceOfMaximum: 0.3,
    maximumReachedMs: Date.UTC(2027, 0, 14),
  },
})
const study: ScalingStudy = {
  kind: 'answer',
  resourceId: resource.id,
  asOfMs: Date.UTC(2026, 10, 22),
  names: ['cpu'],
  alarms: 'read',
  lines: ['cpu: its alarm rings above 50 for 3 data points of 1 min.'],
  days: 60,
  minuteShare: 0.2,
  now: option(0.5, 900, 4),
  front: [option(0.7, 600, 30), option(0.6, 700, 8)],
  recommended: 1,
  budgetMinutes: 45,
  limit: 0.8,
  aheadDays: 90,
}

test('page, CSV and API tell the same options', () => {
  const api = clusterSchema.parse(presentApiCluster(study))
  const rows = parse(clusterCsv(study), { columns: true }) as Record<string, string>[]
  const view = presentCluster(resource, study)
  expect(api.options.map(({ mark }) => mark)).toEqual(['now', '', 'recommended'])
  expect(view.rows.map(({ monthly }) => monthly)).toEqual(api.options.map((one) => usd(one.monthlyUsd)))
  expect(view.rows.map(({ ahead }) => ahead)).toEqual(
    api.options.map((one) => minutes(one.ahead?.minutesAboveMonthly ?? Number.NaN)),
  )
  expect(rows.map((row) => Number(row.usd_per_month))).toEqual(api.options.map((one) => one.monthlyUsd))
  expect(rows[0]?.maximum_reached).toBe('2027-01-14')
})

test('the page says the alarms in force and when the maximum is reached', () => {
  const view = presentCluster(resource, study)
  expect(view.inForce).toContain('cpu: its alarm rings above 50 for 3 data points of 1 min.')
  expect(view.notes.join(' ')).toContain('its maximum of 20 is reached on 14 Jan, chance 30%')
  expect(view.notes.join(' ')).toContain('Thresholds and data points of its alarms are those that AWS has.')
})
