import { openCollector, planPulls } from '#lib/collect/index.ts'
import { startSimulator } from '#lib/simulate/index.ts'

const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)
const sim = await startSimulator({ seed: 1, anchorMs: nowMs, now: () => nowMs })
process.env.AWS_ENDPOINT_URL = sim.endpoint
process.env.AWS_ACCESS_KEY_ID = 'AKIATEST'
process.env.AWS_SECRET_ACCESS_KEY = 'secret'
const c = openCollector({ accounts: sim.accounts, teamTagKeys: ['team'] })
for (const a of sim.accounts) {
  const t = performance.now()
  const inv = await c.inventory(a, nowMs)
  console.log(a.name, (performance.now() - t).toFixed(0), 'ms', inv.counts, inv.completeRegions, inv.problems)
  const detailed = inv.resources.filter((r) => r.facts.detailedMonitoring).length
  console.log('detailed', detailed, 'teams', [...new Set(inv.resources.map((r) => r.team))].join())
  const seen = new Set<string>()
  for (const r of inv.resources)
    if (!seen.has(r.resourceClass)) {
      seen.add(r.resourceClass)
      console.dir(r, { depth: 3 })
    }
  const many = inv.changes.filter((x) => x.changes.length > 2)
  console.log(
    'timelines',
    inv.changes.length,
    'with changes',
    many.length,
    JSON.stringify(many.slice(0, 3)).slice(0, 1500),
  )
  const empty = inv.changes.filter((x) =>
    x.changes.some((y) => y.capacity.cpu === undefined && y.capacity.gpu === undefined),
  )
  console.log('no capacity', empty.length, JSON.stringify(empty[0]))
  let n = 0,
    v = 0
  const t2 = performance.now()
  for (const region of a.regions) {
    const here = new Set(inv.resources.filter((r) => r.region === region).map((r) => r.id))
    const series = inv.series.filter((s) => here.has(s.resourceId)).map((s, id) => ({ ...s, id }))
    for (const { tier, items } of planPulls({
      series: series.map((one) => ({ series: one, covered: {} })),
      nowMs,
      overlap: 'recent',
    })) {
      if (process.argv[2] !== tier) continue
      const t3 = performance.now()
      const r = await c.samples({ account: a, region, tier, items }, async (b) => {
        n += b.length
      })
      v += r.counts.values ?? 0
      console.log(
        region,
        tier,
        items.length,
        JSON.stringify(r.counts),
        r.problems,
        ((r.counts.values ?? 0) / (performance.now() - t3) / 1e3).toFixed(2),
        'M values/s',
      )
    }
  }
  if (n) console.log('pulled', n, v, (v / (performance.now() - t2) / 1e3).toFixed(2), 'M values/s')
}
console.log(c.usage(), (process.memoryUsage().rss / 2 ** 20).toFixed(0))
c.close()
await sim.close()
