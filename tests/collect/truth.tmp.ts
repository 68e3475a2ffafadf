import { openCollector } from '#lib/collect/index.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { startSimulator } from '#lib/simulate/index.ts'

const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)
const world = openEstate({ seed: 1, anchorMs: nowMs })
const sim = await startSimulator({ seed: 1, anchorMs: nowMs, now: () => nowMs, world })
process.env.AWS_ENDPOINT_URL = sim.endpoint
process.env.AWS_ACCESS_KEY_ID = 'AKIATEST'
process.env.AWS_SECRET_ACCESS_KEY = 'secret'
const c = openCollector({ accounts: sim.accounts, teamTagKeys: ['team'] })
for (const a of sim.accounts) {
  const inv = await c.inventory(a, nowMs)
  for (const region of a.regions) {
    const place = { accountId: a.id, region, nowMs }
    const here = new Map(inv.resources.filter((r) => r.region === region).map((r) => [r.id, r]))
    const series = inv.series.filter((s) => here.has(s.resourceId))
    const found = new Set<number>()
    const missing: string[] = []
    for (const s of series) {
      const m = world.findMetric(place, s.metric)
      if (m) found.add(m.id)
      else missing.push(`${here.get(s.resourceId)?.resourceClass} ${s.key}`)
    }
    const all = world.metrics(place).filter((m) => !m.lastMs || m.lastMs > nowMs - 14 * 864e5)
    const left = all.filter((m) => !found.has(m.id))
    const count = (l: string[]) =>
      Object.entries(Object.groupBy(l, (x) => x))
        .map(([k, v]) => `${k} x${v?.length}`)
        .join(', ')
    console.log(
      a.name,
      region,
      'series',
      series.length,
      'not in world:',
      count(missing),
      '| world only:',
      count(left.map((m) => `${m.metric.namespace} ${m.metric.name} ${Object.keys(m.metric.dimensions)}`)),
      '| ended',
      world.metrics(place).length - all.length,
    )
    const ch = world.changes(place)
    console.log(
      '   world changes',
      ch.length,
      'timeline entries not assumed',
      inv.changes
        .filter((x) => here.has(x.resourceId))
        .flatMap((x) => x.changes)
        .filter((x) => x.source !== 'assumed').length,
      'resources',
      here.size,
      JSON.stringify(ch.slice(0, 2)),
    )
  }
}
c.close()
await sim.close()
