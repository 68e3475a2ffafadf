import { describe, expect, test } from 'vitest'
import { hourMs } from '#lib/model/time.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { runMailYear, scoreMail } from '../support/mail-year.ts'
import type { SmtpFault } from '../support/smtp-sink.ts'

/** 24 Oct to 3 Nov 2026: Berlin leaves summer time on 25 Oct, New York on 1 Nov. Two Mondays of 11 recipients. */
const span = { fromMs: Date.UTC(2026, 9, 24), toMs: Date.UTC(2026, 10, 3) }
const outage = { fromMs: Date.UTC(2026, 10, 1, 20), toMs: Date.UTC(2026, 10, 1, 20) + 26 * hourMs }

async function run(faults: readonly SmtpFault[], killShare: number) {
  const databaseUrl = await freshDatabaseUrl()
  openDatabase({ url: databaseUrl, connections: 4, queryMs: 60_000 })
  try {
    const year = await runMailYear({ ...span, databaseUrl, outage, faults, killShare })
    return { year, scores: scoreMail(year) }
  } finally {
    await closeDatabase()
  }
}

describe('two Mondays of the weekly e-mail', () => {
  test('with every fault and killed workers: none twice, none lost without a word', async () => {
    const faults = ['421', '451', '550', 'cut-before', '452-after-data', 'cut-during', 'cut-after'] as const
    const { year, scores } = await run(faults, 0.25)
    expect(year.kills).toBeGreaterThan(3)
    expect(scores).toMatchObject({ duplicates: 0, silentlyLost: 0, wronglyFailed: 0, open: 0 })
    expect(scores.sent + scores.failed + scores.unknown).toBe(scores.planned)
    // 11 recipients twice; the dead one is refused both times.
    expect(scores.planned).toBe(22)
    expect(scores.failed).toBe(2)
  }, 300_000)

  test('without a cut after DATA every one is sent, those of the outage late and once', async () => {
    const { scores } = await run(['421', '451', 'cut-before', '452-after-data'], 0)
    expect(scores).toMatchObject({ planned: 22, sent: 22, unknown: 0, failed: 0, duplicates: 0 })
    expect(scores.late).toBeGreaterThanOrEqual(11)
  }, 300_000)
})
