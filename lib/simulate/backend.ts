import type { EpochMs } from '#lib/model/time.ts'
import type { Credentials } from './credentials.ts'
import type { Faults } from './faults.ts'
import type { Ledger } from './ledger.ts'
import type { World, WorldAccount } from './world.ts'

/** Everything that a request is answered from. */
export type Backend = {
  readonly world: World
  readonly accounts: readonly WorldAccount[]
  readonly credentials: Credentials
  readonly faults: Faults
  readonly ledger: Ledger
  readonly now: () => EpochMs
  readonly log: (line: string) => void
}
