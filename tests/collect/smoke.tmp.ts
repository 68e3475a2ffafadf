import { openCollector, planPulls } from '#lib/collect/index.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'

const sim = await startTiny()
process.env.AWS_ENDPOINT_URL = sim.endpoint
process.env.AWS_ACCESS_KEY_ID = 'AKIATEST'
process.env.AWS_SECRET_ACCESS_KEY = 'secret'
const c = openCollector({ accounts: sim.accounts, teamTagKeys: ['team'] })
for (const a of sim.accounts) {
  const t = performance.now()
  const inv = await c.inventory(a, tinyNowMs)
  console.log(a.name, (performance.now() - t).toFixed(0), 'ms', inv.counts, inv.completeRegions, inv.problems)
  console.dir(
    inv.resources.filter((r, i) => i < 3 || r.resourceClass !== 'ec2-instance'),
    { depth: 4 },
  )
  console.dir(
    inv.changes.filter((_, i) => i === 2 || i > 9),
    { depth: 6 },
  )
  console.log(inv.series.slice(0, 3))
}
const s = await c.shapes(sim.accounts[0]!, 'us-east-1')
console.log(s.shapes.length, s.prices.length, s.problems, s.shapes.slice(-1), s.prices.slice(-2))
console.dir(await c.costs(sim.accounts[0]!, '2026-11-18', '2026-11-20'), { depth: 4 })
console.log(c.usage())
c.close()
await sim.close()
