import { type Aws, openAws } from '#lib/collect/aws.ts'
import type { Account } from '#lib/model/account.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { type BulkOptions, type BulkSeries, bulkSeries, bulkWorld } from '../support/bulk-world.ts'

export type Stage = {
  readonly simulator: Simulator
  readonly series: readonly BulkSeries[]
  readonly accounts: readonly Account[]
  /** With a clock that only waiting moves. */
  readonly aws: Aws
  close(): Promise<void>
}

export type StageOptions = BulkOptions & {
  readonly faults: FaultOptions
  readonly now?: () => number
  /** Waits are waited for, where the simulated AWS throttles by the real clock. */
  readonly patient?: boolean
}

/** The bulk world behind a simulated AWS with faults, and AWS opened as the collector opens it. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const simulator = await startSimulator({
    seed: 20_261_125,
    anchorMs: options.nowMs,
    now: options.now ?? (() => options.nowMs),
    world: bulkWorld(options),
    faults: options.faults,
  })
  process.env.AWS_ENDPOINT_URL = simulator.endpoint
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  process.env.AWS_REGION = 'us-east-1'
  let waitedMs = 0
  const sleep = async (ms: number) => {
    if (!options.patient) waitedMs += ms
    await new Promise((done) => setTimeout(done, options.patient ? ms : 0))
  }
  const aws = openAws({ clock: { now: () => Date.now() + waitedMs, sleep }, random: () => 0.5 })
  return {
    simulator,
    aws,
    accounts: simulator.accounts,
    series: bulkSeries(options),
    close: async () => {
      aws.close()
      await simulator.close()
    },
  }
}
