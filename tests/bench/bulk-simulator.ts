import type { FaultOptions } from '#lib/simulate/faults.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import { type BulkOptions, bulkWorld } from '../support/bulk-world.ts'

/** The simulated AWS of many metrics as a process of its own; says `{ endpoint, accounts }` when it listens. */
const options: BulkOptions & { readonly faults: FaultOptions } = JSON.parse(process.argv[2] ?? '{}')
const simulator = await startSimulator({
  seed: 20_261_125,
  anchorMs: options.nowMs,
  now: () => options.nowMs,
  world: bulkWorld(options),
  faults: options.faults,
})
process.on('disconnect', () => process.exit(0))
process.send?.({ endpoint: simulator.endpoint, accounts: simulator.accounts })
