import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { startSimulator, writeKubernetesSnapshots } from '#lib/simulate/index.ts'
import { endWithParent, failPlainly } from './process.ts'

const seed = 20_261_125

const stateSchema = z.object({
  anchorMs: z.number(),
  replayShifts: z.record(z.string(), z.number()).optional(),
})

/**
 * The simulated AWS as a process of its own: `--state FILE` keeps what must not move between starts (the day that
 * the estate is laid out around, the shift of each replayed resource), `--config FILE` receives the accounts in the
 * form of headroom.yaml. Says `{ endpoint }` to its parent when it listens.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { state: { type: 'string' }, config: { type: 'string' }, replay: { type: 'string' } },
  })
  const statePath = z.string().parse(values.state)
  const state = existsSync(statePath)
    ? stateSchema.parse(JSON.parse(readFileSync(statePath, 'utf8')))
    : { anchorMs: floorTo(Date.now(), dayMs) }
  const simulator = await startSimulator({
    seed,
    anchorMs: state.anchorMs,
    now: Date.now,
    replayDir: values.replay,
    replayShifts: state.replayShifts,
  })
  mkdirSync(dirname(statePath), { recursive: true })
  writeFileSync(statePath, JSON.stringify({ anchorMs: state.anchorMs, replayShifts: simulator.replayShifts }))
  const folder = resolve(dirname(statePath), 'kubernetes')
  const write = () => writeKubernetesSnapshots({ seed, anchorMs: state.anchorMs, nowMs: Date.now(), folder })
  const clusters = values.replay === undefined ? await write() : []
  if (clusters.length > 0) setInterval(() => void write().catch(failPlainly), hourMs).unref()
  const accounts = simulator.accounts.map(toYaml)
  const config = stringify(
    { requireExternalId: true, accounts, kubernetes: clusters.map(clusterYaml) },
    { aliasDuplicateObjects: false },
  )
  writeFileSync(z.string().parse(values.config), config)
  endWithParent(() => simulator.close())
  process.send?.({ endpoint: simulator.endpoint })
}

function toYaml({
  id,
  name,
  regions,
  roleArn,
  externalId,
  payer,
}: Awaited<ReturnType<typeof startSimulator>>['accounts'][number]) {
  return { id, name, regions, role: roleArn, externalId, payer }
}

function clusterYaml({ accountId, ...source }: KubernetesSource) {
  return { ...source, account: accountId }
}

main().catch(failPlainly)
