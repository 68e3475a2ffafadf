import { beforeAll, describe, expect, test } from 'vitest'
import type { Dimension } from '#lib/model/capacity.ts'
import { observedCount } from '#lib/model/series.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { presentOverview } from '#lib/present/overview.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import { type Estate, freshness, nowMs, openStories, type Told, world } from './support/story-pipeline.ts'
import { costsOf, dimension, isDownsized, peakAhead, toldOfClasses, verdict } from './support/story-told.ts'

let estate: Estate
beforeAll(async () => {
  estate = await openStories()
})

const told = new Set<string>()

/** One test of one story, named by the sentence that Headroom should say. */
function story(id: string, body: () => void): void {
  told.add(id)
  const found = stories.find((one) => one.id === id)
  test(`${id}: ${found?.sentence}`, body)
}

const tell = (name: string): Told => estate.tell(name)

describe('what the pages say of each story of the simulated estate', () => {
  test('every story has a test here', () => {
    const here = stories.map(({ id }) => id).filter((id) => !toldOfClasses.includes(id))
    expect(here.filter((id) => !told.has(id))).toEqual([])
  })

  story('black-friday', () => {
    expect(tell('orders-primary').text).toMatch(
      /On 28 Nov 2025 IOPS peaked at [\d,]+ IOPS, 2\.[4-7] times the days around it\. The same at today's level, 52 weeks later on 27 Nov, takes [\d,]+ IOPS: \d\d% of the present 12,000 IOPS\./,
    )
    expect(tell('orders-primary').text).toMatch(
      /On 28 Nov 2025 the daily peak was 2\.[4-7] times its neighbours/,
    )
    expect(tell('checkout-api-asg').text).toMatch(
      /On 28 Nov 2025 members in service peaked at 40 members, 2\.[5-7] times .* takes 4\d members: 5\d% of the present 90 members/,
    )
    // A size that fits the last two months and not Black Friday is refused.
    expect(tell('inventory-pg').text).toMatch(
      /db\.r7i\.xlarge \| The peak of 28 Nov 2025 is due again on 27 Nov: 4\.\d+ vCPU at today's level, above its safe limit of 3\.\d+ vCPU\./,
    )
    expect(tell('legacy-monolith').text).toMatch(
      /takes 19\.\d vCPU: 60% of the present 32 vCPU and 7\d% of r7i/,
    )
  })

  story('fleet-growth', () => {
    const search = tell('search-api-asg')
    expect(verdict(search)).toEqual(['runs-out', 'group-maximum'])
    expect(search.text).toMatch(
      /CPU stayed level, (?:39%|40%|39% then and 40% now) of the members in service, while members grew from 3[01] to 58 in 455 days; maximum 64\./,
    )
    expect(search.text).toMatch(/Raising the group's maximum to \d\d members/)
  })

  story('tenant-step', () => {
    const hub = tell('tenant-hub-mysql')
    expect(verdict(hub)[1]).toBe('cpu')
    expect(hub.text).toMatch(
      /cpu \| The level rose by 6\d% on 1[6-9] Oct 2026; what was before is rescaled\./,
    )
    const { history, forecast } = dimension(hub, 'cpu')
    const before = history.peak.slice(-100, -45).reduce((most, peak) => Math.max(most, peak), 0)
    expect(peakAhead(hub, 'cpu', 7)).toBeGreaterThan(before * 0.95)
    expect(Math.abs(forecast.facts.monthlyGrowth)).toBeLessThan(0.03)
  })

  story('s-curve', () => {
    const ranker = tell('ranker-cpu-asg')
    expect(verdict(ranker)).toEqual(['right-sized', 'group-maximum'])
    expect(ranker.text).toMatch(
      /Members in service grew by 1[0-3]\d% from \d+ Aug to \d+ Oct and growth has levelled off: [+−]\d% in the last 28 days\./,
    )
  })

  story('decay', () => {
    for (const name of ['web-analytics', 'referral-mysql']) {
      const fading = tell(name)
      expect(verdict(fading)[0]).toBe('oversized')
      expect(isDownsized(fading)).toBe(true)
      expect(fading.text).toMatch(
        /CPU fell by [45]\d% in 300 days, and the forecast goes on falling by [5-9]% a month: a size that is enough stays enough\./,
      )
    }
  })

  story('month-end', () => {
    expect(tell('settlement-batch').text).toContain(
      'CPU: the peak is the turn of the month, 1.9 times an ordinary day in 14 of 14 months.',
    )
    expect(verdict(tell('settlement-batch'))).toEqual(['watch', 'cpu'])
    expect(tell('batch-asg').text).toMatch(
      /(?:CPU|Members in service): the peak is the turn of the month, 1\.\d times an ordinary day in 14 of 14 months\./,
    )
  })

  story('memory-leak', () => {
    for (const name of ['cdc-connector', 'chat-presence']) {
      const leaking = tell(name)
      expect(leaking.text).toMatch(
        /Memory climbs from 5\.\d+ GiB to 10\.\d GiB within each week and falls on Sundays: a leak with a weekly restart, not growth \([+−]0\.\d% from month to month\)\./,
      )
      expect(verdict(leaking)[0]).toBe('right-sized')
      expect(Math.abs(dimension(leaking, 'memory').forecast.facts.monthlyGrowth)).toBeLessThan(0.02)
    }
  })

  story('retention-job', () => {
    const audit = tell('audit-pg')
    expect(verdict(audit)).toEqual(['right-sized', 'storage'])
    expect(audit.text).toMatch(
      /Storage grows by 2\d GiB a month since [5-8] Oct, (?:4[5-9]|5[0-5])% of the 4\d before\./,
    )
  })

  story('starved-burstable', () => {
    const starved = tell('mail-merge')
    expect(verdict(starved)).toEqual(['runs-out', 'cpu'])
    expect(starved.text).toContain(
      'CPU: the credit balance fell to 0 in the last 14 days. Without credits t3.large sustains 0.6 vCPU of 2 vCPU, and the measured CPU is cut off there: the need is above what is measured.',
    )
    expect(starved.detail.recommendation?.recommended?.shape).not.toMatch(/^t\d/)
    expect(starved.detail.recommendation?.recommended?.vcpu).toBeGreaterThanOrEqual(2)
  })

  story('page-cache', () => {
    const cached = tell('metrics-store-pg')
    expect(verdict(cached)).toEqual(['right-sized', 'cpu'])
    expect(cached.text).toMatch(
      /Memory in use includes the page cache and is no sign of need, although only 3\.\d of 64 GiB are free; no pressure from swap\./,
    )
  })

  story('release', () => {
    for (const name of ['fraud-scoring', 'risk-rules-asg'])
      expect(tell(name).text).toMatch(
        /cpu \| The level rose by 2[0-5]% on 1[2-4] Nov 2026; what was before is rescaled\./,
      )
    expect(tell('fraud-scoring').text).toContain('just changed: the intervals are widened.')
  })

  story('zone-loss', () => {
    const web = tell('prod-web-asg')
    expect(web.text).toMatch(
      /On 16 Nov fewer than the minimum of 9 members were in service, 60 member-minutes short in all; the others carried it/,
    )
    expect(verdict(web)[0]).toBe('right-sized')
    expect(web.detail.recommendation?.recommended).toBeUndefined()
  })

  story('commitment-expiry', () => {
    const names = ['search-api-asg', 'prod-web-asg', 'fraud-scoring', 'legacy-monolith']
    const { spend } = presentOverview({
      rows: names.map((name) => estate.rowOf(name)),
      freshness,
      costs: costsOf(120),
      policyHorizonDays: 90,
      nowMs,
    })
    expect(spend?.steps[0]).toMatch(
      /EC2 compute of shop-production costs 3[0-6]% more since 18 Oct \(\+\$1\d,\d{3}\/mo\) while its use stayed the same \([+−]\d%\): a commitment or discount has probably expired\./,
    )
    expect(spend?.steps).toHaveLength(1)
  })

  story('gap', () => {
    const broker = tell('kafka-broker-3')
    expect(broker.text).toContain('No samples from 29 Apr to 2 May (4 days): a gap, not zero.')
    const { history } = dimension(broker, 'cpu')
    const at = Math.floor((Date.parse('2026-04-29T00:00:00Z') - history.startMs) / dayMs)
    expect([...history.mean.slice(at, at + 4)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(Math.min(...history.mean.filter((value) => !Number.isNaN(value)))).toBeGreaterThan(1)
  })

  story('stopped-for-weeks', () => {
    const stopped = tell('synonym-tools')
    expect(verdict(stopped)[0]).toBe('abstained')
    expect(stopped.text).toContain(
      'Only 55% of the samples of the last 90 days were observed; at least 80% are needed.',
    )
  })

  story('silence', () => {
    const silent = tell('geo-lookup')
    expect(verdict(silent)[0]).toBe('abstained')
    expect(silent.text).toMatch(
      /The newest sample is of [45] Nov 2026, \d\d:00 UTC, more than 48 hours ago\. The forecast returns with new samples\./,
    )
  })

  story('retag', () => {
    expect(tell('dbt-runner').view.facts.flat()).toEqual(
      expect.arrayContaining(['data-platform', 'moved from growth on 11 Oct 2026']),
    )
    expect(tell('proxy-egress-asg').view.facts.flat()).toContain('moved from identity on 22 Aug 2026')
    // A day's cost is by the tag of that day: the team of before keeps it.
    const usdOf = (days: number) => {
      const costs = world.costs(isoDay(nowMs + days * dayMs), nowMs)
      return (team: string) =>
        costs.find(
          ({ accountId, grouping, key }) =>
            accountId === '777788889999' && grouping === 'team' && key === team,
        )?.usd ?? 0
    }
    expect(usdOf(-60)('growth')).toBeGreaterThan(0)
    expect(usdOf(-5)('growth')).toBe(0)
  })

  story('replacement', () => {
    const relay = tell('push-relay-2')
    expect(relay.text).toContain(
      '70 days observed, 100% of the samples. Its history begins with it on 16 Sep.',
    )
    const observed = relay.detail.dimensions.map(({ history }) => observedCount(history?.mean ?? []))
    expect(observed.map((days) => days === 70 || days === 71)).toEqual([true, true, true, true])
  })

  story('resize', () => {
    expect(tell('ci-meta-pg').text).toMatch(
      /Resized from db\.r6g\.large to db\.r6g\.xlarge on 2 Aug: CPU went from 44% to 22% of capacity, and demand went on as before, 0\.8\d vCPU then and 0\.8\d vCPU after it\./,
    )
    const { history } = dimension(tell('index-builder'), 'cpu')
    const at = Math.floor((Date.parse('2026-06-18T00:00:00Z') - history.startMs) / dayMs)
    const mean = (from: number, to: number) =>
      history.mean.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from)
    expect(mean(at + 1, at + 22) / mean(at - 21, at)).toBeCloseTo(1, 1)
    expect(tell('index-builder').text).not.toMatch(/cpu \| The level (?:rose|fell)/)
  })

  story('scale-out', () => {
    const replica = tell('catalog-replica-2')
    expect(replica.text).toContain('25 days are too few for a smaller size, which needs 35.')
    expect(isDownsized(replica)).toBe(false)
  })

  story('disaster-recovery', () => {
    for (const name of ['orders-primary-dr', 'payments-ledger-dr', 'identity-pg-dr']) {
      const standby = tell(name)
      expect(['idle', 'oversized']).not.toContain(verdict(standby)[0])
      expect(standby.text).toContain(
        'Kept for disaster recovery (tag headroom:exempt=dr): its use today is not its need, so it is never called idle and gets no smaller size.',
      )
    }
  })

  story('young', () => {
    for (const name of ['price-engine-v2', 'shadow-ranker-asg']) {
      expect(verdict(tell(name))[0]).toBe('abstained')
      expect(tell(name).text).toContain('Only 5 of 7 days of samples so far.')
    }
    for (const name of ['loyalty-api-asg', 'wishlist-pg']) {
      expect(tell(name).text).toContain('9 days are too few for a change of size, which needs 14.')
      expect(tell(name).text).toContain('Short history, 9 observed days: the intervals are widened.')
      expect(isDownsized(tell(name))).toBe(false)
    }
  })

  story('storage-fills', () => {
    for (const name of ['orders-primary', 'etl-warehouse-pg', 'payments-ledger-pg', 'payments-audit-pg']) {
      const filling = tell(name)
      expect(verdict(filling)).toEqual(['runs-out', 'storage'])
      expect(filling.text).toMatch(
        /lede \| Storage will probably reach its safe limit around \d+ (?:December|January|February), 80% interval .+ Raising (?:storage|the limit of storage autoscaling) to [\d,]+ GiB (?:for \+\$\d+\/mo|at the same price) cuts the chance of a breach by 23 February from [>\d]+% to <1%\./,
      )
    }
  })

  story('connections-grow', () => {
    const identity = tell('identity-pg')
    expect(verdict(identity)).toEqual(['runs-out', 'connections'])
    expect(identity.text).toMatch(
      /Connections: \d\d% chance of reaching the safe limit of 4,000 connections by 23 Feb, median \d+ (?:Jan|Feb)/,
    )
    expect(identity.text).toContain('The default parameter group stops at 5,000 connections in every class')
    const growthOf = (name: Dimension) => dimension(identity, name).forecast.facts.monthlyGrowth
    expect(growthOf('connections')).toBeGreaterThan(2 * growthOf('cpu'))
  })

  story('gpu-pool-fills', () => {
    const pool = tell('ml-h100-use1')
    expect(verdict(pool)).toEqual(['runs-out', 'gpu'])
    expect(pool.text).toMatch(/40 of 48 GPUs are held\. The GPUs are \d\d% busy/)
    // Delivery takes 56 days: the decision is due before the median.
    const { decideByMs = 0, medianDays } = pool.detail.recommendation ?? {}
    expect(decideByMs).toBeLessThan(nowMs + ((medianDays ?? 0) - 56) * dayMs)
  })
})
