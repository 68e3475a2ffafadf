import type { AddressInfo } from 'node:net'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import type { Account } from '#lib/model/account.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { openCredentials, readerRole } from './credentials.ts'
import { type FaultOptions, openFaults } from './faults.ts'
import { type LedgerEntry, type LedgerTotals, openLedger } from './ledger.ts'
import { openReplay } from './replay/open-replay.ts'
import type { ReplayShifts } from './replay/shifts.ts'
import { createAwsServer } from './server.ts'
import type { World, WorldAccount } from './world.ts'

export type { FaultOptions } from './faults.ts'
export { writeKubernetesSnapshots } from './kubernetes/write-snapshots.ts'
export type { LedgerEntry, LedgerTotals } from './ledger.ts'

export type Simulator = {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string
  /** As the collector takes them: with role and external id. */
  readonly accounts: readonly Account[]
  /** The newest 10,000 calls. */
  readonly ledger: readonly LedgerEntry[]
  /** Sums over all calls; other processes read them at `GET /_ledger`. */
  readonly totals: LedgerTotals
  /** Seconds by which each recorded resource is moved; keep them beside the database for the next start. */
  readonly replayShifts?: ReplayShifts
  close(): Promise<void>
}

export type SimulatorOptions = {
  readonly port?: number
  readonly seed: number
  /** The instant that the estate's stories are laid out around; kept beside the database so that the past stays. */
  readonly anchorMs: EpochMs
  readonly now: () => EpochMs
  readonly faults?: FaultOptions
  /** Serve recorded traces from this folder instead of the estate. */
  readonly replayDir?: string
  /** Shifts of the recorded resources as a former start gave them (`Simulator.replayShifts`). */
  readonly replayShifts?: ReplayShifts
  /** Serve this world instead (tests). */
  readonly world?: World
}

/** Starts the simulated AWS on loopback. Throws `AppError` where the port is taken or the traces cannot be read. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world, shifts } = await worldOf(options)
  const accounts = world.accounts.map(withRole)
  const faults = openFaults(options.faults ?? {}, options.seed, () => performance.now())
  const ledger = openLedger()
  const credentials = openCredentials({
    accounts,
    wallMs: Date.now,
    expiresEarly: faults.sessionExpires,
    sessionMs: faults.sessionMs,
  })
  const { now } = options
  const server = createAwsServer({
    world,
    accounts,
    credentials,
    faults,
    ledger,
    now,
    log: (line) => log().error(line),
  })
  const port = await listen(server, options.port ?? 0)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accounts: accounts.map(accountOf),
    get ledger() {
      return ledger.entries()
    },
    get totals() {
      return ledger.totals()
    },
    ...(shifts === undefined ? {} : { replayShifts: shifts }),
    close: () => close(server),
  }
}

async function worldOf(options: SimulatorOptions): Promise<{ world: World; shifts?: ReplayShifts }> {
  if (options.world !== undefined) return { world: options.world }
  if (options.replayDir !== undefined) {
    return openReplay({ dir: options.replayDir, nowMs: options.now(), shifts: options.replayShifts ?? {} })
  }
  const { openEstate } = await import('./estate/estate.ts')
  return { world: openEstate({ seed: options.seed, anchorMs: options.anchorMs }) }
}

function withRole(account: WorldAccount): WorldAccount {
  return {
    ...account,
    roleArn: account.roleArn ?? `arn:aws:iam::${account.id}:role/${readerRole}`,
    externalId: account.externalId ?? `headroom-${account.id}`,
  }
}

function accountOf(account: WorldAccount): Account {
  const { id, name, regions, roleArn, externalId, payer } = account
  return { id, name, regions, roleArn, externalId, payer }
}

function listen(server: ReturnType<typeof createAwsServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const text = taken ? 'The port is in use: free it or choose another.' : error.message
      reject(new AppError('busy-port', `Cannot start the simulated AWS on 127.0.0.1:${port}. ${text}`, error))
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: ReturnType<typeof createAwsServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
