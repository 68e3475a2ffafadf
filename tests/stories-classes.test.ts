import { beforeAll, describe, expect, test } from 'vitest'
import { limitsOf } from '#lib/simulate/estate/limits.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import { type Estate, frame, nowMs, openStories, world } from './support/story-pipeline.ts'
import { toldOfClasses, verdict } from './support/story-told.ts'

let estate: Estate
beforeAll(async () => {
  estate = await openStories()
})

const told = new Set<string>()

/** One test of one story, named by the sentence that Headroom should say. */
function story(id: string, body: () => void): void {
  told.add(id)
  test(`${id}: ${stories.find((one) => one.id === id)?.sentence}`, body)
}

describe('what Headroom says of the stories of single classes', () => {
  test('every one has a test here', () => {
    expect(toldOfClasses.filter((id) => !told.has(id))).toEqual([])
  })

  story('hot-broker', () => {
    const hot = estate.tell('events-kafka')
    expect(verdict(hot)).toEqual(['runs-out', 'cpu'])
    // 78 % of 24 vCPU and not 45 %: the busiest of six brokers, as if all were like it.
    const cpu = hot.detail.recommendation?.current?.dimensions.find((one) => one.dimension === 'cpu')
    expect(cpu?.utilization).toBeGreaterThan(0.65)
    expect(hot.text).toMatch(
      /cpu \| .*[Mm]ember 4 decides: the fullest in 100% of the hours of the last 14 days, at 1\.[67] times the mean of 6/,
    )
    expect(hot.text).toMatch(/kafka\.m7g\.large × 6 \| >99% chance of a breach/)
  })

  story('fullest-node', () => {
    const logs = estate.tell('app-logs')
    expect(verdict(logs)).toEqual(['runs-out', 'storage'])
    const storage = logs.detail.recommendation?.current?.dimensions.find((one) => one.dimension === 'storage')
    expect(storage?.utilization).toBeGreaterThan(0.84)
    expect(storage?.utilization).toBeLessThan(0.9)
  })

  story('addresses', () => {
    const shop = { accountId: '444455556666', region: 'us-east-1', nowMs }
    const subnets = limitsOf(frame, shop, () => world.instances(shop)).subnet ?? []
    const nodes = subnets.find(({ tags }) => tags.Name === 'checkout-nodes-use1a')
    expect(nodes).toMatchObject({ cidr: '10.40.8.0/25', freeAddresses: 3, tags: { team: 'checkout' } })
  })

  story('gpu-pool-idle', () => {
    const embed = estate.tell('recsys-embed-usw2')
    expect(embed.text).toMatch(
      /15 of 16 GPUs are held, each with 21\.\d GB of memory that has not moved for 30 days: memory is preallocated and the need is not known\. The GPUs are 8% busy/,
    )
    expect(verdict(embed)).toEqual(['right-sized', 'gpu'])
    const memory = embed.detail.recommendation?.current?.dimensions.find(
      (one) => one.dimension === 'gpu-memory',
    )
    expect(memory?.chance).toBeNull()
  })

  story('cpu-policy-on-managed-group', () => {
    const { resource } = estate.tell('shop-nodes-cp').detail
    expect(resource.facts).toMatchObject({ managedScaling: true, cpuPolicyOnManagedGroup: true })
    expect(estate.tell('data-jobs-cp').detail.resource.facts.cpuPolicyOnManagedGroup).toBe(false)
    // Services reserve 3.2 GiB a vCPU: types with 2 would need more of them than CPU tells.
    expect(estate.tell('shop-nodes-cp').text).not.toMatch(/c7a/)
  })

  story('fargate-over-100-percent', () => {
    const receipts = estate.tell('receipt-render-svc')
    expect(verdict(receipts)).toEqual(['runs-out', 'cpu'])
    expect(receipts.text).toMatch(/\d+ hours above the known capacity kept as measured/)
    expect(receipts.detail.recommendation?.recommended?.shape).toBe('fargate-0.5vcpu-1gb')
  })

  story('summed-gpu-percent', () => {
    const gpu = estate.tell('rerank-llm-ep').detail.dimensions.find(({ dimension }) => dimension === 'gpu')
    // Three instances of four GPUs at 62 %: 7.4 of the 24 that six may have, and not 248 % of them.
    expect(gpu?.forecast?.capacity).toBe(24)
    expect(gpu?.forecast?.facts.p99).toBeGreaterThan(7)
    expect(gpu?.forecast?.facts.p99).toBeLessThan(8)
  })

  story('eks-extended-support', () => {
    const general = estate.tell('shop-prod/general')
    // $0.50 an hour more, 730 hours a month.
    expect(general.text).toMatch(
      /shop-prod pays for Extended Support since standard support ended on 29 Jul 2026: \$365\/mo more for the cluster\./,
    )
    expect(estate.tell('data-platform/pipelines').text).toMatch(
      /Standard support ends on 2 Dec 2026; after that data-platform costs \$0\.60 an hour instead of \$0\.10\./,
    )
  })

  story('gang-pending', () => {
    const training = estate.tell('ml-training/training-gpu')
    expect(training.text).toMatch(
      /research\/finetune-llm-0 waits for 8 GPUs on one node\. 11 are free, but the largest free block on a node is 3\./,
    )
    expect(training.text).toMatch(/21 of 32 GPUs are given out\. By namespace: research 1\d, serving \d\./)
    const gpu = training.detail.dimensions.find((one) => one.dimension === 'gpu')
    expect(gpu?.forecast?.capacity).toBe(32)
    expect(gpu?.forecast?.facts.p99).toBeCloseTo(21, 6)
  })

  story('io-optimized-at-6-percent', () => {
    const loyalty = estate.tell('loyalty-aurora')
    expect(loyalty.text).toMatch(
      /I\/O would be 6% of the cost in the Standard mode; both modes cost the same at 3\d%\. Standard is \$7\d\d\/mo cheaper than I\/O-Optimized\./,
    )
    // Local storage comes with the class: a smaller one is not refused for what cannot shrink.
    expect(loyalty.text).not.toMatch(/cannot shrink/)
  })

  story('io-heavy-standard', () => {
    expect(estate.tell('audit-aurora').text).toMatch(
      /I\/O is (?:4[89]|5\d)% of the cost in the Standard mode; both modes cost the same at 30%\. I\/O-Optimized is \$[45]\d\d\/mo cheaper than Standard\./,
    )
    expect(estate.tell('profile-aurora').text).toMatch(/Standard is the right mode\./)
  })

  story('serverless-pinned', () => {
    const portal = estate.tell('tenant-portal-aurora')
    expect(verdict(portal)).toEqual(['runs-out', 'acu'])
    expect(portal.text).toMatch(
      /The capacity stood at its maximum of 16 ACU in the last 14 days\. What it needs above that no metric tells/,
    )
    expect(portal.text).toMatch(/The maximum is a setting of the cluster\. Raise the maximum capacity\./)
    expect(estate.tell('reports-aurora').text).not.toMatch(/stood at its maximum/)
  })

  story('extended-support-step', () => {
    expect(estate.tell('erp-mysql57').text).toMatch(
      /Standard support of MySQL 5\.7 ended on 29 Feb 2024\. Since 1 Mar 2026 the third year of Extended Support adds \$2,336\/mo for 16 vCPU, \$1,168\/mo until then, on top of the instances\. An upgrade ends it\./,
    )
    expect(estate.tell('crm-mysql80').text).toMatch(
      /Since 1 Aug 2026 Extended Support adds \$146\/mo for 2 vCPU, on top of the instances\. From 1 Aug 2028 it is \$292\/mo\./,
    )
    // No price of the engine in the list: no size is compared, and none is wrong.
    expect(verdict(estate.tell('hr-oracle'))[0]).toBe('abstained')
    expect(estate.tell('fleet-sqlserver').text).toMatch(/No list price for db\.m5\.xlarge/)
  })

  story('hot-key', () => {
    const holds = estate.tell('inventory-holds')
    expect(holds.text).toMatch(
      /Hot key \| Writes were throttled up to [\d,]+ times an hour in the last 14 days, and the busiest minute with throttling used 3\d% of 2,000 WCU: one key is asked for more than a partition gives/,
    )
    expect(verdict(holds)).toEqual(['not-sized', 'write-units'])
    expect(estate.tell('inventory-holds/by-warehouse').text).not.toMatch(/Hot key/)
  })

  story('cheaper-on-demand', () => {
    // (800 x 0.00013 + 300 x 0.00065) x 730 = $218; (43 x 0.00045 + 6.7 x 0.00225) x 730 = $25.
    expect(estate.tell('promo-codes').text).toMatch(
      /Billing mode \| On demand would cost \$25\/mo instead of \$218\/mo at list prices: 5% of the RCU are used on average \(break-even 29%\) and 2% of the WCU/,
    )
    expect(estate.tell('chat-messages').text).not.toMatch(/Billing mode/)
  })

  story('cheaper-provisioned', () => {
    expect(estate.tell('device-telemetry').text).toMatch(
      /Billing mode \| Provisioned would cost \$2,\d{3}\/mo instead of \$5,\d{3}\/mo at list prices/,
    )
    // Evenings of a shop: what the busiest hour needs all day costs more than what is asked for.
    expect(estate.tell('experiment-flags').detail.recommendation?.finding).toBe('not-sized')
  })

  story('table-runs-out', () => {
    const messages = estate.tell('chat-messages')
    expect(verdict(messages)).toEqual(['runs-out', 'write-units'])
    expect(messages.text).toMatch(/reaching the safe limit of 3,200 WCU/)
    expect(verdict(estate.tell('chat-messages/by-recipient'))).toEqual(['runs-out', 'write-units'])
  })

  story('cache-full-by-design', () => {
    const full = estate.tell('catalog-cache')
    const memory = full.detail.recommendation?.current?.dimensions.find((one) => one.dimension === 'memory')
    expect(memory?.utilization).toBeGreaterThan(0.97)
    expect(memory?.chance).toBeNull()
    expect(verdict(full)).toEqual(['oversized', 'cpu'])
    expect(full.text).toMatch(
      /Eviction \| The policy allkeys-lru may evict any key: a full memory is what the cache is for/,
    )
    // The same memory on fewer cores, and no size with less.
    expect(full.detail.recommendation?.recommended?.shape).toBe('cache.r6g.large')
  })

  story('store-fills', () => {
    const store = estate.tell('login-sessions')
    expect(verdict(store)).toEqual(['runs-out', 'memory'])
    expect(store.detail.recommendation?.recommended?.shape).toMatch(/^cache\.r\dg\.xlarge$/)
    expect(store.text).toMatch(/The policy noeviction evicts nothing: once memory is full, writes fail/)
  })

  story('hot-shard', () => {
    const feed = estate.tell('feed-cache')
    const cpu = feed.detail.recommendation?.current?.dimensions.find((one) => one.dimension === 'cpu')
    // The shards are at 72, 24 and 24 % in their busiest hour: 40 % on average.
    expect(cpu?.utilization).toBeGreaterThan(0.6)
    expect(feed.text).toMatch(/Resized from cache\.r6g\.xlarge to cache\.r6g\.large/)
    expect(feed.detail.changes.map(({ source, shape }) => `${source} ${shape}`)).toEqual([
      'assumed cache.r6g.large',
      'metrics cache.r6g.xlarge',
      'metrics cache.r6g.large',
    ])
  })
})
