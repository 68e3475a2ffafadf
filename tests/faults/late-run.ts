import { planPulls } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { dayMs, type EpochMs, floorTo, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import { type FaultOptions, openFaults } from '#lib/simulate/faults.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { bulkValue } from '../support/bulk-world.ts'
import { openStage, type Stage } from './stage.ts'

const stepMs = 5 * minuteMs
/** One sample in ten comes up to 72 hours late; of the newest ten minutes half are revised. */
const faults: FaultOptions = { lateSamples: true, backfilledShare: 0.1 }
const historyMs = 6 * hourMs

/** A pull and what it asked of each series. */
type Seen = { readonly atMs: EpochMs; readonly ranges: ReadonlyMap<number, Range> }

export type LateRun = {
  readonly stage: Stage
  readonly beganMs: EpochMs
  /** Where the clock stands: an hour after the last pull, which was a deep one. */
  readonly endMs: EpochMs
  /** Samples that were written another time with another value. */
  readonly revised: number
  /** How far the newest sample that was called covered lay behind the clock, at the least. */
  readonly behindMs: number
  /** The number of revised samples by the closed form of every value that a pull saw. */
  expectedRevisions(): number
}

/** Pulls as the job pulls, hour after hour of virtual time, so that many samples are seen in the making. */
export async function runLate({ metrics, days }: { metrics: number; days: number }): Promise<LateRun> {
  const beganMs = floorTo(Date.now() - 30 * dayMs, dayMs) + 7 * minuteMs
  let clockMs = beganMs
  const options = { accounts: 1, regions: ['us-east-1'], metricsPerRegion: metrics, nowMs: beganMs }
  const stage = await openStage({ ...options, faults, now: () => clockMs })
  const pulls: Seen[] = []
  let revised = 0
  let behindMs = Number.POSITIVE_INFINITY
  for (let hour = 0; hour <= days * 24; hour++) {
    const overlap = hour % 24 === 0 ? 'deep' : 'recent'
    const pulled = await pullOnce(stage, { beganMs, nowMs: clockMs, overlap })
    pulls.push(...pulled.asked.map((ranges) => ({ atMs: clockMs, ranges })))
    revised += pulled.revised
    behindMs = Math.min(behindMs, clockMs - pulled.coveredToMs)
    clockMs += hourMs
  }
  const endMs = clockMs
  const expectedRevisions = () => revisionsOf(stage, { pulls, beganMs, endMs })
  return { stage, beganMs, endMs, revised, behindMs, expectedRevisions }
}

type Moment = {
  readonly beganMs: EpochMs
  readonly nowMs: EpochMs
  readonly overlap: 'recent' | 'deep'
}

async function pullOnce(stage: Stage, { beganMs, nowMs, overlap }: Moment) {
  const [account] = stage.accounts
  if (!account) throw new Error('no account')
  const ids = stage.series.map(({ series }) => series.id)
  const covered = await readCoverage('5m', ids)
  const atFirst = { fromMs: beganMs - historyMs, toMs: beganMs - 1 * hourMs }
  const phases = planPulls({
    series: stage.series.map(({ series }) => ({
      series,
      covered: { '5m': covered.get(series.id) ?? atFirst },
    })),
    nowMs,
    overlap,
  })
  const asked: ReadonlyMap<number, Range>[] = []
  let revised = 0
  for (const { tier, backfill, items } of phases) {
    if (tier !== '5m' || backfill) continue
    asked.push(new Map(items.map(({ series, range }) => [series.id, range])))
    await pullSamples({
      aws: stage.aws,
      request: { account, region: 'us-east-1', tier, items },
      write: async (blocks) => {
        // Writes overlap: the sum is read after the wait.
        const written = await writeSamples(tier, blocks)
        revised += written.revised
      },
    })
  }
  const after = await readCoverage('5m', ids)
  return { asked, revised, coveredToMs: Math.max(...[...after.values()].map(({ toMs }) => toMs)) }
}

type Pulled = { readonly pulls: readonly Seen[]; readonly beganMs: EpochMs; readonly endMs: EpochMs }

/** What was written of one sample, in closed form: each value that a pull saw which is another than the one before. */
function revisionsOf(stage: Stage, { pulls, beganMs, endMs }: Pulled): number {
  const { lateFactor } = openFaults(faults, 20_261_125, () => 0).nextCall().samples
  let count = 0
  for (const { series } of stage.series) {
    for (let atMs = floorTo(beganMs - historyMs, stepMs); atMs < endMs; atMs += stepMs) {
      let stored = Number.NaN
      for (const { atMs: seenMs, ranges } of pulls) {
        const range = ranges.get(series.id)
        if (!range || atMs < range.fromMs || atMs >= range.toMs || atMs >= floorTo(seenMs, stepMs)) continue
        const ageMs = seenMs - Math.min(seenMs, atMs + stepMs)
        const factor = lateFactor(series.id, atMs, ageMs)
        const value = Math.fround(bulkValue(series.id, 'Average', atMs) * factor)
        if (Number.isNaN(value)) continue
        if (!Number.isNaN(stored) && stored !== value) count++
        stored = value
      }
    }
  }
  return count
}
