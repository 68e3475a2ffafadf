import type { FaultOptions } from '#lib/simulate/faults.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyNowMs, tinyWorld } from './tiny-world.ts'

export type TinyOptions = {
  readonly faults?: FaultOptions
  readonly world?: World
  readonly nowMs?: number
}

/** A simulator of the tiny world with a fixed clock. */
export function startTiny(options: TinyOptions = {}): Promise<Simulator> {
  return startSimulator({
    seed: 7,
    anchorMs: tinyNowMs,
    now: () => options.nowMs ?? tinyNowMs,
    world: options.world ?? tinyWorld,
    faults: options.faults,
  })
}

/** Settings of an unmodified SDK client of the hub account. One attempt: a test sees the first answer. */
export function clientOf(simulator: Simulator, region = 'us-east-1') {
  return {
    endpoint: simulator.endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIASIMULATED', secretAccessKey: 'secret' },
  }
}
