import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execute } from '#jobs/execute.ts'
import { jobs } from '#jobs/index.ts'
import { openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import type { SeriesRef } from '#lib/model/series.ts'
import { dayMs } from '#lib/model/time.ts'
import { instanceType } from '#lib/simulate/facts/instance-types.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { type ReplayFile, type ReplayMetric, readReplayFile } from '#lib/simulate/replay/replay-file.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { migrate } from '#lib/store/migrate.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import type { Bench } from './run.ts'

const periodS = 300

/**
 * Recorded traces through the whole pipeline, then every stored 5-minute sample against the file, read here in the
 * plainest way. Wrong = differs by more than 1e-6 of the value.
 */
export const benchReplay: Bench = async ({ dataDir }) => {
  if (!dataDir) throw new Error('Give the folder of traces: npm run bench -- replay --data DIR')
  const dir = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  const server = await startEmbedded(dir)
  const simulator = await startSimulator({ seed: 1, anchorMs: 0, now: Date.now, replayDir: dataDir })
  try {
    await migrate(server.url)
    openDatabase({ url: server.url, connections: 8, queryMs: 600_000 })
    await saveInstallation({ source: 'replay', openPages: true })
    await runPipeline(simulator)
    const file = await readReplayFile(dataDir)
    const fleet = await listFleet(system)
    const told = fleet.filter(({ recommendation }) => recommendation !== undefined).length
    return {
      resources: file.resources.length,
      shown: fleet.length,
      told,
      ...(await compare(dataDir, file, simulator)),
    }
  } finally {
    await simulator.close()
    await closeDatabase()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function runPipeline(simulator: Simulator): Promise<void> {
  setEnvironment({
    ...simulatorEnvironment(simulator.endpoint),
    LOG_LEVEL: 'silent',
  })
  const estate = { accounts: simulator.accounts, teamTagKeys: ['team'] }
  const { signal } = new AbortController()
  const collector = openCollector({ ...estate, signal })
  for (const job of jobs) {
    for (const scope of job.scopes(estate)) {
      await execute(job, { scope, estate, collector, signal, clock: Date.now })
    }
    process.stderr.write(`  ${job.name} done\n`)
  }
  collector.close()
}

type Comparison = { compared: number; lost: number; invented: number; wrong: number }

async function compare(dir: string, file: ReplayFile, simulator: Simulator): Promise<Comparison> {
  const columns = new Map<string, Map<string, [number, number][]>>()
  const resources = new Map((await listResources()).map(({ id, nativeId }) => [nativeId, id]))
  const series = await listSeries([...resources.values()])
  const total: Comparison = { compared: 0, lost: 0, invented: 0, wrong: 0 }
  for (const resource of file.resources) {
    const shiftS = simulator.replayShifts?.[resource.id] ?? 0
    for (const metric of resource.metrics) {
      const known = columns.get(metric.file) ?? readColumns(join(dir, metric.file), metric.layout)
      columns.set(metric.file, known)
      const expected = expectedSamples(resource, metric, known.get(metric.key) ?? [])
      const ref = series.find(
        ({ resourceId, metric: { namespace, name } }) =>
          resourceId === resources.get(resource.id) &&
          namespace === metric.namespace &&
          name === metric.metric,
      )
      if (ref) await compareSeries(ref, expected, shiftS, total)
      else if (isCollected(metric)) total.lost += expected.size
    }
  }
  return total
}

/** Metrics of classes that Headroom sizes by; a trace may hold others (ELB requests), which are not collected. */
function isCollected({ namespace, metric }: ReplayMetric): boolean {
  return /^(AWS\/EC2|AWS\/RDS|CWAgent)$/.test(namespace) && !/^Disk/.test(metric)
}

async function compareSeries(
  ref: SeriesRef,
  expected: ReadonlyMap<number, number>,
  shiftS: number,
  total: Comparison,
): Promise<void> {
  const toMs = Math.floor(Date.now() / 300_000) * 300_000
  const range = { fromMs: toMs - 120 * dayMs, toMs }
  const [statistic = 'Average'] = ref.statistics
  const [block] = await readSamples({ tier: '5m', seriesIds: [ref.id], statistics: [statistic], range })
  const stored = new Map<number, number>()
  block?.values[statistic]?.forEach((value, i) => {
    if (!Number.isNaN(value)) stored.set(range.fromMs / 1000 + i * periodS - shiftS, value)
  })
  for (const [t, value] of expected) {
    const found = stored.get(t)
    total.compared++
    if (found === undefined) total.lost++
    else if (!(Math.abs(found - value) <= 1e-6 * Math.abs(value))) total.wrong++
  }
  for (const t of stored.keys()) if (!expected.has(t)) total.invented++
}

function expectedSamples(
  resource: ReplayFile['resources'][number],
  metric: ReplayMetric,
  rows: readonly [number, number][],
): Map<number, number> {
  const samples = new Map<number, number>()
  for (const [t, raw] of rows) {
    if (Number.isNaN(raw)) continue
    const atS = Math.floor(t / periodS) * periodS
    const shape = resource.shapes.findLast((one) => (one.from ?? 0) <= atS) ?? resource.shapes[0]
    if (shape?.vcpu === 0) continue
    const value = raw * (metric.scale ?? 1)
    const divisor =
      metric.as === 'percent-of-vcpu'
        ? (shape?.vcpu ?? 1) / 100
        : metric.as === 'percent-of-memory'
          ? (instanceType(shape?.instanceType ?? '')?.memoryGib ?? 0) / 100
          : 1
    samples.set(atS, value / divisor)
  }
  return samples
}

/** Every column of a file, or every series of a long one, as (t, value); an empty cell is a gap. */
function readColumns(path: string, layout: ReplayMetric['layout']): Map<string, [number, number][]> {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split(/\r?\n/)
  const columns = new Map<string, [number, number][]>()
  const keys = header.split(',')
  const number = (text: string | undefined) => (text ? Number(text) : Number.NaN)
  for (const line of lines) {
    const cells = line.split(',')
    if (layout === 'long') push(columns, cells[0] ?? '', [Number(cells[1]), number(cells[2])])
    else
      for (let i = 1; i < cells.length; i++)
        push(columns, keys[i] ?? '', [Number(cells[0]), number(cells[i])])
  }
  return columns
}

function push(columns: Map<string, [number, number][]>, key: string, sample: [number, number]): void {
  const rows = columns.get(key)
  if (rows) rows.push(sample)
  else columns.set(key, [sample])
}
