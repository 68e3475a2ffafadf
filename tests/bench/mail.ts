import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'
import { runMailYear, scoreMail } from '../support/mail-year.ts'
import type { SmtpFault } from '../support/smtp-sink.ts'
import type { Bench, Figures } from './run.ts'

const fromMs = Date.UTC(2026, 0, 7)
/** Sunday 25 Oct 2026, 20:00 UTC: over a Monday on which clocks have moved. */
const outageMs = Date.UTC(2026, 9, 25, 20)
const everyFault = ['421', '451', '550', 'cut-before', '452-after-data', 'cut-during', 'cut-after'] as const
const harmless = ['421', '451', 'cut-before', '452-after-data'] as const

/**
 * A year of Mondays in five zones: two workers, a 26-hour outage, SMTP faults at three tries in ten, kills at one tick in
 * twenty; and the same without a cut after DATA. `--sample N` runs N weeks before and with the outage.
 */
export const benchMail: Bench = async ({ sample }) => {
  const weeks = sample ?? 52
  const span = sample
    ? { fromMs: outageMs - (weeks - 1) * 7 * dayMs, toMs: outageMs + 3 * dayMs }
    : { fromMs, toMs: fromMs + 364 * dayMs }
  const run = async (faults: readonly SmtpFault[], killShare: number): Promise<Figures> => {
    const dir = mkdtempSync(join(tmpdir(), 'headroom-mail-'))
    const server = await startEmbedded(dir)
    await migrate(server.url)
    openDatabase({ url: server.url, connections: 4, queryMs: 60_000 })
    const beganMs = performance.now()
    const outage = { fromMs: outageMs, toMs: outageMs + 26 * hourMs }
    const year = await runMailYear({ ...span, databaseUrl: server.url, outage, faults, killShare })
    const seconds = Math.round((performance.now() - beganMs) / 1000)
    await closeDatabase()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
    return { ...scoreMail(year), kills: year.kills, ticks: year.ticks, seconds, faults: year.faults }
  }
  return { weeks, everyFault: await run(everyFault, 0.05), withoutCuts: await run(harmless, 0) }
}
