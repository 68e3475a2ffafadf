import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Figures } from '../run.ts'
import { measureAnswers } from './first-byte.ts'
import { type FleetDatabase, openFleetDatabase } from './fleet-database.ts'
import { measureInputs, measureScrolling } from './interactions.ts'
import { measureLoads } from './page-load.ts'
import { pageRoutes } from './routes.ts'
import { startWeb } from './web-process.ts'

const resources = 10_000
const requests = 50

/**
 * The real pages on a fleet of 10,000 resources with 13 months of history: server response, paint, input, JavaScript.
 * `--sample N` makes N resources; `--data DIR` keeps the fleet in a folder, and uses what it holds.
 */
export const benchDashboard: Bench = async ({ sample, dataDir }) => {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'headroom-dashboard-'))
  const fleet = await openFleetDatabase(dir, sample ?? resources)
  try {
    return await measure(dir, fleet)
  } finally {
    await fleet.server.stop()
    if (dataDir === undefined) rmSync(dir, { recursive: true, force: true })
  }
}

async function measure(dir: string, fleet: FleetDatabase): Promise<Figures> {
  const routes = Object.entries(await pageRoutes(fleet.server.url))
  const web = await startWeb({ dir, databaseUrl: fleet.server.url })
  const figures: Record<string, Record<string, number>> = {}
  const note = (name: string, measured: Readonly<Record<string, number>>) => {
    for (const [figure, value] of Object.entries(measured)) {
      figures[figure] = { ...figures[figure], [name]: value }
    }
  }
  try {
    const inpMs = await measureInputs(web.url)
    const scrolling = await measureScrolling(web.url)
    for (const [name, route] of routes) {
      process.stderr.write(`  ${name}\n`)
      note(name, await measureAnswers(web.url + route, requests))
      note(name, await measureLoads(web.url + route))
    }
    const { resources: count, estateSeconds, seedSeconds } = fleet
    const machineLoad = Math.round((loadavg()[0] ?? 0) * 10) / 10
    return { resources: count, estateSeconds, seedSeconds, machineLoad, ...figures, inpMs, scrolling }
  } finally {
    await web.stop()
  }
}
