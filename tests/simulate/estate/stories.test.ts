import { describe, expect, test } from 'vitest'
import { dayMs, isoDay, minuteMs } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { blackFriday, blackFridayOf, lastBlackFriday } from '#lib/simulate/estate/events.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import {
  average,
  frame,
  largest,
  peak,
  resourceNamed,
  resources,
  seriesNamed,
  usedGib,
  valuesOf,
} from './truth.ts'

const bytesPerGib = 2 ** 30
const world = openEstate(frame)
const shop = { accountId: '444455556666', region: 'us-east-1', nowMs: frame.anchorMs }

describe('the list of stories', () => {
  test('names resources that exist, under unique ids', () => {
    const names = new Set(resources.map((resource) => resource.name))
    expect(stories.flatMap((story) => story.resources).filter((name) => !names.has(name))).toEqual([])
    expect(new Set(stories.map((story) => story.id)).size).toBe(stories.length)
    expect(stories.length).toBeGreaterThanOrEqual(20)
  })
})

describe('Black Friday', () => {
  const day = lastBlackFriday(frame.anchorMs) - Math.floor(frame.anchorMs / dayMs)

  test('falls on the day after the fourth Thursday of November', () => {
    expect(isoDay(blackFridayOf(2025) * dayMs)).toBe('2025-11-28')
    expect(isoDay(blackFridayOf(2026) * dayMs)).toBe('2026-11-27')
  })

  test.each([
    ['orders-primary', 'CPUUtilization'],
    ['legacy-monolith', 'CPUUtilization'],
    ['cart-mysql', 'CPUUtilization'],
  ])('is 2.6 times the Fridays around it: %s', (name, metric) => {
    const ordinary = (average(name, metric, day - 7, day - 6) + average(name, metric, day + 7, day + 8)) / 2
    const ratio = average(name, metric, day, day + 1) / ordinary
    expect(ratio).toBeGreaterThan(2.6 * 0.93)
    expect(ratio).toBeLessThan(2.6 * 1.07)
  })

  test('grows the checkout fleet by as much, at the same CPU', () => {
    const members = peak('checkout-api-asg', 'GroupInServiceInstances', day, day + 1)
    const ordinary = peak('checkout-api-asg', 'GroupInServiceInstances', day - 7, day - 6)
    expect(members / ordinary).toBeCloseTo(2.6, 0)
    expect(peak('checkout-api-asg', 'CPUUtilization', day, day + 1)).toBeLessThan(46)
  })

  test('is out of the reach of the 5-minute tier, which shows nothing of the kind', () => {
    expect(day).toBeLessThan(-63)
    const weeks = [0, 1, 2, 3, 4, 5, 6, 7].map((week) =>
      peak('orders-primary', 'CPUUtilization', -7 * week - 7, -7 * week),
    )
    expect(Math.max(...weeks) / Math.min(...weeks)).toBeLessThan(1.2)
  })

  test('does not happen within 63 days before the anchor, and happens again after it', () => {
    const december = Date.parse('2026-12-20T00:00:00Z')
    expect(lastBlackFriday(december)).toBe(blackFridayOf(2025))
    expect(blackFriday(december)(blackFridayOf(2026))).toBe(1)
    expect(blackFriday(december)(blackFridayOf(2027))).toBe(2.6)
    expect(blackFriday(frame.anchorMs)(blackFridayOf(2026))).toBe(2.6)
  })
})

describe('steps and trends', () => {
  test('a fleet grows from 30 to 58 of 64 members while its CPU stays at 40 %', () => {
    const members = seriesNamed('search-api-asg', 'GroupInServiceInstances')
    const weekly = (from: number) => largest(valuesOf(members, 'Maximum', { from, to: from + 7 }))
    expect(Math.abs(weekly(-455) - 30)).toBeLessThanOrEqual(1)
    expect(Math.abs(weekly(-7) - 58)).toBeLessThanOrEqual(1)
    const cpu = [-450, -300, -150, -10].map((from) =>
      average('search-api-asg', 'CPUUtilization', from, from + 7),
    )
    for (const percent of cpu) expect(Math.abs(percent - 39.3)).toBeLessThan(1)
    expect(world.groups(shop).find((group) => group.name === 'search-api-asg')?.maxSize).toBe(64)
  })

  test('a tenant arrives forty days ago', () => {
    const ratio =
      average('tenant-hub-mysql', 'CPUUtilization', -35, -7) /
      average('tenant-hub-mysql', 'CPUUtilization', -70, -42)
    expect(ratio).toBeGreaterThan(1.5)
    expect(ratio).toBeLessThan(1.75)
  })

  test('an S-curve: little growth before, most in between, little after', () => {
    const weekly = [-200, -150, -100, -50, -10].map((from) =>
      average('ranker-cpu-asg', 'GroupInServiceInstances', from, from + 7),
    )
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = weekly
    expect(b / a).toBeLessThan(1.06)
    expect(d / b).toBeGreaterThan(1.7)
    expect(e / d).toBeLessThan(1.12)
    expect(c).toBeGreaterThan(b)
  })

  test('a decay: half of it within 300 days', () => {
    const ratio =
      average('web-analytics', 'CPUUtilization', -14, 0) /
      average('web-analytics', 'CPUUtilization', -314, -300)
    expect(ratio).toBeCloseTo(0.5, 1)
  })

  test('a release costs 22 % more CPU from twelve days ago on', () => {
    const ratio =
      average('fraud-scoring', 'CPUUtilization', -11, -4) /
      average('fraud-scoring', 'CPUUtilization', -25, -18)
    expect(ratio).toBeGreaterThan(1.22 * 0.96)
    expect(ratio).toBeLessThan(1.22 * 1.05)
  })

  test('storage grows half as fast since the retention job', () => {
    const used = (day: number) => usedGib('audit-pg', 1500, day)
    const before = (used(-51) - used(-151)) / 100
    const after = (used(-1) - used(-49)) / 48
    expect(after / before).toBeCloseTo(0.5, 1)
  })
})

describe('rhythms', () => {
  test('the turn of the month is the peak of a batch', () => {
    // 31 October and 1 November 2026 against the middle of October, 25 days before the anchor.
    const turn = average('settlement-batch', 'CPUUtilization', -25, -24)
    const middle = average('settlement-batch', 'CPUUtilization', -41, -39)
    expect(turn / middle).toBeGreaterThan(1.7)
    expect(turn / middle).toBeLessThan(2.1)
  })

  test('memory climbs all week and falls on Sunday at three', () => {
    const memory = valuesOf(seriesNamed('cdc-connector', 'mem_used_percent'), 'Average', {
      from: -10,
      to: -3,
    })
    // The anchor is Wednesday 25 November: 22 November, a Sunday, begins 168 hours after the first value.
    const sunday = valuesOf(seriesNamed('cdc-connector', 'mem_used_percent'), 'Average', { from: -3, to: -2 })
    const [before = 0, after = 0] = [sunday[7], sunday[9]]
    expect(largest(memory)).toBeGreaterThan(60)
    expect(before - after).toBeGreaterThan(30)
  })
})

describe('incidents', () => {
  test('a zone is lost for twenty minutes', () => {
    const day = { from: -9, to: -8, periodMs: minuteMs }
    const members = valuesOf(seriesNamed('prod-web-asg', 'GroupInServiceInstances'), 'Average', day)
    const cpu = valuesOf(seriesNamed('prod-web-asg', 'CPUUtilization'), 'Average', day)
    const at = 14 * 60 + 20
    expect([members[at - 1], members[at], members[at + 19], members[at + 20]]).toEqual([9, 6, 6, 9])
    expect((cpu[at + 5] ?? 0) / (cpu[at - 5] ?? 1)).toBeGreaterThan(1.3)
  })

  test('a burstable has no credits and is held at its baseline', () => {
    const credits = valuesOf(seriesNamed('mail-merge', 'CPUCreditBalance'), 'Minimum', { from: -50, to: 0 })
    expect(largest(credits)).toBe(0)
    expect(peak('mail-merge', 'CPUUtilization', -50, 0)).toBeLessThanOrEqual(30)
    expect(average('mail-merge', 'CPUUtilization', -50, 0)).toBeGreaterThan(29)
    expect(average('mail-merge', 'CPUUtilization', -100, -70)).toBeLessThan(26)
  })

  test('little memory is free and nothing is swapped', () => {
    const free = average('metrics-store-pg', 'FreeableMemory', -30, 0) / bytesPerGib
    expect(free / 64).toBeLessThan(0.07)
    expect(
      largest(valuesOf(seriesNamed('metrics-store-pg', 'SwapUsage'), 'Maximum', { from: -30, to: 0 })),
    ).toBe(0)
  })

  test('four days are missing, and metrics of another have stopped', () => {
    const hole = valuesOf(seriesNamed('kafka-broker-3', 'CPUUtilization'), 'Average', {
      from: -212,
      to: -204,
    })
    expect(hole.filter((value) => Number.isNaN(value)).length).toBe(96)
    const silent = resourceNamed('geo-lookup').series
    expect(silent.every((series) => (series.lastMs ?? 0) < frame.anchorMs - 19 * dayMs)).toBe(true)
  })

  test('a commitment expires: cost steps up by a third without usage', () => {
    const compute = (days: number) =>
      world
        .costs(isoDay(frame.anchorMs + days * dayMs), frame.anchorMs)
        .filter(
          (cost) =>
            cost.accountId === shop.accountId && cost.grouping === 'service' && cost.key.includes('Compute'),
        )
        .reduce((sum, cost) => sum + cost.usd, 0)
    expect(compute(-37) / compute(-44)).toBeGreaterThan(1.26)
    expect(compute(-37) / compute(-44)).toBeLessThan(1.37)
  })
})

describe('what changes about a resource', () => {
  test('teams moved', () => {
    const { teamAt } = resourceNamed('dbt-runner')
    expect(teamAt(frame.anchorMs - 60 * dayMs)).toBe('growth')
    expect(teamAt(frame.anchorMs)).toBe('data-platform')
  })

  test('an instance was replaced under the same name', () => {
    const named = (nowMs: number) =>
      world.instances({ ...shop, nowMs }).filter((one) => one.tags.Name === 'push-relay-2')
    const [then, now] = [named(frame.anchorMs - 80 * dayMs), named(frame.anchorMs)]
    expect([then.length, now.length]).toEqual([1, 1])
    expect(then[0]?.instanceId).not.toBe(now[0]?.instanceId)
    const ended = resourceNamed('push-relay-2').series.filter((series) => series.lastMs !== undefined)
    expect(ended.every((series) => series.metric.dimensions.InstanceId === then[0]?.instanceId)).toBe(true)
  })

  test('a resize halves the percentage and leaves the demand', () => {
    const before = average('ci-meta-pg', 'CPUUtilization', -130, -116)
    const after = average('ci-meta-pg', 'CPUUtilization', -114, -100)
    expect(after / before).toBeCloseTo(0.5, 1)
    const changes = world
      .changes({ ...shop, accountId: '111122223333' })
      .filter((change) => change.id === 'ci-meta-pg')
    expect(changes.map((change) => change.shape)).toEqual(['db.r6g.large', 'db.r6g.xlarge'])
  })

  test('a second replica takes over half of the reads', () => {
    const ratio =
      average('catalog-replica-1', 'CPUUtilization', -24, -3) /
      average('catalog-replica-1', 'CPUUtilization', -49, -28)
    expect(ratio).toBeGreaterThan(0.49)
    expect(ratio).toBeLessThan(0.58)
  })

  test('replicas for disaster recovery are quiet and tagged', () => {
    const story = stories.find((one) => one.id === 'disaster-recovery')
    for (const name of story?.resources ?? []) {
      expect(peak(name, 'CPUUtilization', -30, 0)).toBeLessThan(4)
      expect(resourceNamed(name).database?.(frame.anchorMs).tags['headroom:exempt']).toBe('dr')
    }
  })

  test('some have five and nine days of history', () => {
    const days = (name: string) => (frame.anchorMs - resourceNamed(name).createdMs) / dayMs
    expect(Math.round(days('price-engine-v2'))).toBe(5)
    expect(Math.round(days('shadow-ranker-asg'))).toBe(5)
    expect(Math.round(days('loyalty-api-asg'))).toBe(9)
    expect(Math.round(days('wishlist-pg'))).toBe(9)
  })
})
