import { type Aws, openAws } from '#lib/collect/aws.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import type { Account } from '#lib/model/account.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { startTiny, type TinyOptions } from '#tests/support/simulator.ts'

export type Opened = {
  readonly simulator: Simulator
  readonly collector: Collector
  account(name: string): Account
  close(): Promise<void>
}

/** Waits pass at once: the tests are about what is sent again and not about how long that takes. */
export function openHastyAws(): Aws {
  let ms = 0
  const sleep = async (wait: number) => {
    ms += wait
    await new Promise(setImmediate)
  }
  return openAws({ clock: { now: () => Date.now() + ms, sleep }, random: () => 0.5 })
}

/** A simulator of the tiny world and a collector that finds it as the SDK finds any endpoint: by the environment. */
export async function openTiny(options: TinyOptions & { signal?: AbortSignal } = {}): Promise<Opened> {
  const simulator = await startTiny(options)
  process.env.AWS_ENDPOINT_URL = simulator.endpoint
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  process.env.AWS_REGION = 'us-east-1'
  const { accounts } = simulator
  const collector = openCollector({ accounts, teamTagKeys: ['team', 'owner'], signal: options.signal })
  return {
    simulator,
    collector,
    account: (name) => {
      const found = accounts.find((account) => account.name === name)
      if (!found) throw new Error(`the simulated world has no account ${name}`)
      return found
    },
    close: async () => {
      collector.close()
      await simulator.close()
    },
  }
}
