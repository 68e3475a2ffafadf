import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, isoDay, minuteMs } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { teams } from '#lib/simulate/estate/owner.ts'
import { frame, resources } from './truth.ts'

const world = openEstate(frame)
const places = world.accounts.flatMap((account) =>
  account.regions.map((region) => ({ accountId: account.id, region, nowMs: frame.anchorMs })),
)

/** Samples that one statistic of a metric leaves in CloudWatch: 455 days by the hour, 63 by 5 min, 15 by 1 min. */
function valueCount(days: number, nativePeriodMs: number): number {
  const hourly = 24 * Math.min(455, days) + 288 * Math.min(63, days)
  return nativePeriodMs === minuteMs ? hourly + 1440 * Math.min(15, days) : hourly
}

describe('the inventory', () => {
  test('has about 220 resources of four classes under unique names', () => {
    const byClass = Object.groupBy(resources, (resource) => resource.resourceClass)
    expect(byClass['ec2-instance']?.length).toBe(68)
    expect(byClass.asg?.length).toBe(60)
    expect(byClass['rds-instance']?.length).toBe(80)
    expect(byClass['gpu-pool']?.length).toBe(8)
    expect(byClass['opensearch-domain']?.length).toBe(7)
    expect(byClass['msk-cluster']?.length).toBe(6)
    expect(new Set(resources.map((resource) => resource.name)).size).toBe(resources.length)
  })

  test('leaves at most 95 million values, with 1-minute metrics for a tenth of the resources', () => {
    const total = resources
      .flatMap((resource) => resource.series)
      .reduce((sum, series) => {
        const days = Math.min(455, ((series.lastMs ?? frame.anchorMs) - series.firstMs) / dayMs)
        return sum + series.statistics.length * valueCount(days, series.nativePeriodMs)
      }, 0)
    expect(total).toBeLessThanOrEqual(95e6)
    expect(total).toBeGreaterThan(80e6)
    const detailed = resources.filter(({ series }) => series[0]?.nativePeriodMs === minuteMs)
    expect(detailed.length / resources.length).toBeCloseTo(0.1, 1)
  })

  test('lies in five accounts of one organization, one of them denied and empty', () => {
    expect(world.accounts.filter((account) => account.payer).length).toBe(1)
    const denied = world.accounts.filter((account) => account.deniedActions.includes('*'))
    expect(denied.length).toBe(1)
    expect(world.accounts.filter((account) => !account.configRecorder).length).toBe(1)
    const empty = places.filter((place) => place.accountId === denied[0]?.id)
    expect(empty.flatMap((place) => world.metrics(place))).toEqual([])
    expect(new Set(places.map((place) => place.region)).size).toBe(4)
  })

  test('belongs to eleven teams and partly to nobody', () => {
    const found = new Set(resources.map((resource) => resource.teamAt(frame.anchorMs)))
    expect([...found].sort()).toEqual(['', ...teams].sort())
    const databases = places.flatMap((place) => world.databases(place))
    expect(databases.some((database) => database.tags.team === undefined)).toBe(true)
  })

  test('names every replica after a database that exists', () => {
    const databases = places.flatMap((place) => world.databases(place))
    const names = new Set(databases.map((database) => database.identifier))
    expect(databases.flatMap(({ replicaOf }) => replicaOf ?? []).filter((name) => !names.has(name))).toEqual(
      [],
    )
  })

  test('lists the members of a group under its tag, as many as it desires', () => {
    for (const place of places) {
      const instances = world.instances(place)
      for (const group of world.groups(place)) {
        const members = instances.filter((one) => one.tags['aws:autoscaling:groupName'] === group.name)
        expect(members.map((one) => one.instanceId)).toEqual(group.instanceIds)
        expect(members.length).toBe(group.desired)
        expect(group.desired).toBeLessThanOrEqual(group.maxSize)
        expect(members.every((one) => one.launchMs <= place.nowMs)).toBe(true)
      }
      const ids = instances.map((one) => one.instanceId)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('finds a metric by its exact dimensions only', () => {
    const place = places[1]
    const known = place && world.metrics(place)[0]
    if (!place || !known) throw new Error('no metric')
    expect(world.findMetric(place, known.metric)).toEqual(known)
    const more = { ...known.metric.dimensions, Other: 'x' }
    expect(world.findMetric(place, { ...known.metric, dimensions: more })).toBeUndefined()
    const elsewhere = { ...place, region: 'eu-west-1' }
    expect(world.findMetric(elsewhere, known.metric)).toBeUndefined()
  })
})

describe('time', () => {
  test('the past is the same whenever it is asked for, and goes on after the anchor', () => {
    const metric = places[1] && world.metrics(places[1])[0]
    if (!metric) throw new Error('no metric')
    const fromMs = Math.floor(frame.anchorMs / hourMs) * hourMs
    const later = { fromMs, toMs: fromMs + 300 * dayMs, periodMs: hourMs }
    const values = world.values(metric, 'Average', later)
    expect(values.some((value) => Number.isNaN(value))).toBe(false)
    expect(world.values(metric, 'Average', { ...later, toMs: fromMs + dayMs })).toEqual(values.slice(0, 24))
  })

  test('what begins later is not known yet', () => {
    const before = frame.anchorMs - 30 * dayMs
    const names = (nowMs: number) =>
      places.flatMap((place) => world.databases({ ...place, nowMs })).map((database) => database.identifier)
    expect(names(before)).not.toContain('catalog-replica-2')
    expect(names(frame.anchorMs)).toContain('catalog-replica-2')
  })

  test('changes come in time order and none from the future', () => {
    for (const place of places) {
      const times = world.changes(place).map((change) => change.atMs)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times.every((atMs) => atMs <= place.nowMs)).toBe(true)
    }
  })
})

describe('costs', () => {
  const day = (days: number) => isoDay(frame.anchorMs + days * dayMs)
  const total = (days: number, grouping: 'service' | 'team', keep: (key: string) => boolean = () => true) =>
    world
      .costs(day(days), frame.anchorMs)
      .filter((cost) => cost.grouping === grouping && keep(cost.key))
      .reduce((sum, cost) => sum + Math.round(cost.usd * 100), 0)

  test('both groupings have the same total to the cent, every day', () => {
    for (const days of [-450, -300, -120, -39, -38, -30, -3, -2, -1, 0])
      expect(total(days, 'team')).toBe(total(days, 'service'))
    expect(total(-30, 'service')).toBeGreaterThan(1_000_000)
  })

  test('10 % are untagged', () => {
    expect(total(-10, 'team', (key) => key === '') / total(-10, 'team')).toBeCloseTo(0.1, 1.7)
  })

  test('services that are not sized are part of it', () => {
    const sized = (key: string) =>
      key.includes('Compute') || key.includes('Relational') || key === 'EC2 - Other'
    const share = total(-10, 'service', sized) / total(-10, 'service')
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.9)
  })

  test('the last three days are estimates below the final figures', () => {
    const early = world.costs(day(-2), frame.anchorMs)
    const late = world.costs(day(-2), frame.anchorMs + 10 * dayMs)
    expect(early.every((cost) => cost.estimated)).toBe(true)
    expect(late.some((cost) => cost.estimated)).toBe(false)
    const sum = (costs: typeof early) => costs.reduce((all, cost) => all + cost.usd, 0)
    expect(sum(early) / sum(late)).toBeGreaterThan(0.97)
    expect(sum(early) / sum(late)).toBeLessThan(0.999)
  })

  test('a day that has not begun costs nothing', () => {
    expect(world.costs(day(1), frame.anchorMs)).toEqual([])
  })
})
