import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { WorldGroupPolicy, WorldGroupSchedule } from '#lib/simulate/estate/ecs-things.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'
import { type Opened, openTiny } from './open.ts'

const tracked: WorldGroupPolicy = {
  groupName: 'tracked',
  name: 'cpu',
  metric: 'ASGAverageCPUUtilization',
  targetValue: 60,
  alarmPeriodSeconds: 300,
  warmupSeconds: 90,
}
const stepped: WorldGroupPolicy = {
  groupName: 'stepped',
  name: 'steps-out',
  metric: '',
  targetValue: 0,
  step: {
    adjustmentType: 'PercentChangeInCapacity',
    leastMembers: 2,
    adjustments: [
      { lower: 15, change: 50 },
      { lower: 0, upper: 15, change: 20 },
    ],
    alarm: {
      metric: 'CPUUtilization',
      threshold: 70,
      comparison: 'GreaterThanOrEqualToThreshold',
      periodSeconds: 60,
      periods: 2,
    },
  },
}
const forecasts: WorldGroupPolicy = { ...tracked, name: 'ahead', predictive: 'ForecastOnly', targetValue: 50 }
const schedules: readonly WorldGroupSchedule[] = [
  { groupName: 'tracked', name: 'morning', recurrence: '30 7 * * 1-5', timeZone: 'Europe/Berlin', min: 6 },
  { groupName: 'tracked', name: 'sale', startMs: Date.UTC(2026, 10, 27), max: 40, desired: -1 },
]
const elsewhere: WorldGroupPolicy = {
  ...tracked,
  groupName: 'odd',
  name: 'queue',
  metric: 'Backlog',
  namespace: 'Own',
}

const groupOf = (nativeId: string): Resource => ({
  id: nativeId,
  resourceClass: 'asg',
  accountId: '444455556666',
  region: 'us-east-1',
  arn: '',
  nativeId,
  name: nativeId,
  tags: {},
  serviceTier: 'tier-2',
  shape: 'm7i.large',
  count: 4,
  zoneCount: 3,
  facts: { minSize: 2, maxSize: 20 },
})
const service: Resource = {
  ...groupOf('main/web'),
  resourceClass: 'ecs-service',
  arn: 'arn:aws:ecs:us-east-1:444455556666:service/main/web',
}
const target = {
  serviceNamespace: 'ecs',
  resourceId: 'service/main/web',
  scalableDimension: 'ecs:service:DesiredCount',
  min: 2,
  max: 20,
  createdMs: tinyNowMs,
  policies: [
    { name: 'cpu', metric: 'ECSServiceAverageCPUUtilization', targetValue: 55, scaleInCooldownSeconds: 120 },
    { name: 'memory', metric: 'ECSServiceAverageMemoryUtilization', targetValue: 80 },
  ],
  scheduledActions: [{ name: 'weekdays', schedule: 'cron(0 6 ? * 2-6 *)', min: 8 }],
}
const things = {
  'group-policy': [tracked, stepped, forecasts, elsewhere],
  'group-schedule': schedules,
  'scalable-target': [target],
}
const resources = [groupOf('tracked'), groupOf('stepped'), groupOf('odd'), groupOf('bare'), service]

let opened: Opened
let found: ReadonlyMap<string, ScalingInForce>
beforeAll(async () => {
  opened = await openTiny({ world: withThings(tinyWorld, things) })
  const read = await opened.collector.scalingPolicies(opened.account('shop'), 'us-east-1', resources)
  expect(read.problems).toEqual([])
  found = new Map(read.inForce.map((one) => [one.resourceId, one]))
})
afterAll(() => opened.close())

describe('policies in force', () => {
  test('of target tracking have the thresholds, periods and data points of their alarms', () => {
    const { alarms, policy } = found.get('tracked') ?? {}
    expect(alarms).toBe('read')
    expect(policy?.warmupMinutes).toBe(2)
    expect(policy?.rules).toEqual([
      {
        kind: 'target-tracking',
        target: 0.6,
        outMinutes: 15,
        inMinutes: 75,
        inShare: 0.9,
        outShare: 1,
        periodMinutes: 5,
        scaleIn: true,
      },
    ])
  })

  test('have their scheduled actions, with cron, time zone and what they leave alone', () => {
    expect(found.get('tracked')?.policy?.scheduled).toEqual([
      {
        name: 'morning',
        at: { cron: '30 7 * * 1-5', timeZone: 'Europe/Berlin' },
        schedule: '30 7 * * 1-5 Europe/Berlin',
        min: 6,
      },
      {
        name: 'sale',
        at: { instantMs: Date.UTC(2026, 10, 27) },
        schedule: '2026-11-27T00:00:00.000Z',
        max: 40,
      },
    ])
  })

  test('say in words what was read, a policy that only forecasts too', () => {
    expect(found.get('tracked')?.lines).toEqual([
      'cpu: its alarm rings above 60 for 3 data points of 5 min.',
      'cpu: its alarm rings below 54 for 15 data points of 5 min.',
      'ahead: only forecasts, and changes nothing.',
      'morning: 30 7 * * 1-5 Europe/Berlin sets the minimum to 6.',
      'sale: 2026-11-27T00:00:00.000Z sets the maximum to 40.',
    ])
  })

  test('of steps count their bounds from the threshold of their alarm', () => {
    const rule = found.get('stepped')?.policy?.rules[0]
    expect(rule).toMatchObject({
      kind: 'step',
      direction: 'out',
      minutes: 2,
      adjustment: 'percent',
      leastMembers: 2,
      steps: [
        { from: 0, change: 20 },
        { from: 0.15, change: 50 },
      ],
    })
    // At the threshold itself it rings.
    expect(rule?.kind === 'step' && rule.threshold).toBeLessThan(0.7)
    expect(rule?.kind === 'step' && rule.threshold).toBeCloseTo(0.7, 5)
  })

  test('of an ECS service measure CPU and memory, wait for the cooldown and follow the schedule', () => {
    const policy = found.get('main/web')?.policy
    expect(policy?.rules.map(({ metric }) => metric)).toEqual([undefined, 'memory'])
    expect(policy?.cooldown).toEqual({ outMinutes: 5, inMinutes: 2 })
    expect(policy?.scheduled?.[0]?.at).toEqual({ cron: '0 6 * * MON-FRI', timeZone: 'UTC' })
  })

  test('on a metric without a load cannot be replayed, and a group without policies has none', () => {
    expect(found.get('odd')).toMatchObject({
      reason: 'queue cannot be replayed: there is no load for Backlog.',
    })
    expect(found.get('bare')).toEqual({ resourceId: 'bare', names: [], alarms: 'documented', lines: [] })
  })

  test('stand on the documented alarms where reading alarms is refused, and say so', async () => {
    const base = withThings(tinyWorld, things)
    const accounts = base.accounts.map((account) =>
      account.name === 'shop' ? { ...account, deniedActions: ['cloudwatch:DescribeAlarms'] } : account,
    )
    const denied = await openTiny({ world: { ...base, accounts } })
    const read = await denied.collector.scalingPolicies(denied.account('shop'), 'us-east-1', resources)
    await denied.close()
    expect(read.problems.map(({ action }) => action)).toEqual(['cloudwatch:DescribeAlarms'])
    const [first, second] = read.inForce
    expect(first).toMatchObject({ alarms: 'documented', documentedFor: ['cpu'] })
    expect(first?.policy?.rules[0]).toMatchObject({ outMinutes: 3, inMinutes: 15, inShare: 0.9 })
    expect(second?.reason).toBe('steps-out cannot be replayed: its alarm was not found.')
  })
})
