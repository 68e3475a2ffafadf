import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import { isoWeek, latestSlot, mondayMorning } from '#lib/model/zone.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { database } from '#lib/store/client.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { requestDigestTest } from '#lib/store/digest-requests.ts'
import { readDigest } from '#lib/store/digests.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import type { JobContext } from '../../jobs/job.ts'
import { loadDigest } from '../../jobs/load-digest.ts'
import { sendDigest } from '../../jobs/send-digest.ts'
import { withDatabase } from '../support/database.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { canary, ids, otherTeam, ownTeam, seedTwoTeams } from '../support/two-teams.ts'

withDatabase()

const dir = mkdtempSync(join(tmpdir(), 'headroom-digest-'))
const zone = 'America/New_York'
/** The next Monday 08:00 in the zone. */
const mondayMs = latestSlot(mondayMorning(zone), Date.now() + 7 * dayMs)
const week = isoWeek(mondayMs, zone)
let sink: SmtpSink

beforeAll(async () => {
  sink = await openSmtpSink()
  const path = join(dir, 'headroom.yaml')
  writeFileSync(
    path,
    `workspace: meridian
digest: { zone: ${zone}, recipients: [Review@Example.com, review@example.com] }
teams:
  - { name: ${ownTeam}, zone: ${zone}, recipients: [alpha@example.com] }
  - { name: ${otherTeam}, zone: Asia/Kolkata, recipients: [other@example.com] }
`,
  )
  setEnvironment({
    HEADROOM_CONFIG: path,
    SMTP_URL: sink.url,
    MAIL_FROM: 'headroom@example.com',
    PUBLIC_URL: 'https://headroom.example',
  })
  await seedTwoTeams()
  await database().pool.query('TRUNCATE digest, delivery')
})
afterAll(async () => {
  setEnvironment({ HEADROOM_CONFIG: '', SMTP_URL: '', MAIL_FROM: '', PUBLIC_URL: '' })
  await sink.close()
  rmSync(dir, { recursive: true, force: true })
})

const run = (nowMs: number) =>
  sendDigest.run({ nowMs, signal: new AbortController().signal } as unknown as JobContext)
const mailTo = async (address: string) => {
  const mails = sink.received.filter(({ to }) => to.includes(address))
  return Promise.all(mails.map(({ raw }) => simpleParser(raw, { skipImageLinks: true })))
}

describe('the job that sends the digest', () => {
  test('sends nothing of weeks before the recipients were named, and prepares the previews', async () => {
    const { counts } = await run(mondayMs - 2 * dayMs)
    expect(counts).toMatchObject({ planned: 0, previews: 3, sent: 0 })
    expect((await readDigest(system, 'preview', ownTeam))?.text).toContain('alpha-visible')
  })

  test('waits for eight o’clock in the zone of each list', async () => {
    expect((await run(mondayMs - minuteMs)).counts).toMatchObject({ planned: 1, sent: 1 })
    expect(await mailTo('alpha@example.com')).toHaveLength(0)
    expect(await mailTo('other@example.com')).toHaveLength(1)
  })

  test('sends each list its own rows, once, to each address once', async () => {
    expect((await run(mondayMs)).counts).toMatchObject({ planned: 2, sent: 2 })
    expect((await run(mondayMs + 15 * minuteMs)).counts).toMatchObject({ planned: 0, sent: 0 })
    const [alpha] = await mailTo('alpha@example.com')
    expect(alpha?.subject).toMatch(new RegExp(`^\\[${ownTeam}\\] 1 likely to run out by`))
    expect(alpha?.text).toContain('alpha-visible')
    expect(`${alpha?.text}${alpha?.html}${alpha?.subject}`).not.toContain(canary)
    const review = await mailTo('review@example.com')
    expect(review).toHaveLength(1)
    expect(review[0]?.text).toContain(`${canary}-name`)
  })

  test('keeps what it sent: the page of the week shows the same later', async () => {
    const [alpha] = await mailTo('alpha@example.com')
    const kept = await readDigest(system, week, ownTeam)
    expect(alpha?.text).toContain(kept?.text.split('\n')[2])
    await database().pool.query(`UPDATE resource SET name = 'renamed' WHERE team = $1`, [ownTeam])
    expect(await readDigest(system, week, ownTeam)).toEqual(kept)
  })

  test('asks for nothing that was decided', async () => {
    const team = { id: 'ana', role: 'editor', teams: [ownTeam] } as const
    const basis = {
      asOfMs: 0,
      finding: 'runs-out',
      chance: 0.9,
      medianMs: null,
      fromLabel: null,
      fromMonthlyUsd: null,
    } as const
    const summary = (await readResourceDetail(system, ids.own))?.summary
    if (!summary) throw new Error('the seed has it')
    const snooze = {
      resourceId: ids.own,
      kind: 'capacity',
      verdict: 'snooze',
      reason: 'later',
      expiresMs: Date.now() + 90 * dayMs,
      basis: { ...basis, ...basisOf(summary) },
    } as const
    const question = {
      team: ownTeam,
      week: 'x',
      workspace: 'm',
      baseUrl: 'https://headroom.example',
      nowMs: Date.now(),
    }
    const { expiresMs: _, ...reopened } = { ...snooze, verdict: 'reopen' as const }
    await recordDecision(team, reopened, Date.now())
    expect((await loadDigest(question)).text).toMatch(/: decide (by|now)/)
    await recordDecision(team, snooze, Date.now())
    expect((await loadDigest(question)).text).toContain('Nothing has to be decided yet.')
  })

  test('sends a test when someone asked for one, and says that it is a test', async () => {
    const atMs = mondayMs + 20 * minuteMs
    await requestDigestTest(system, { team: ownTeam, address: 'me@example.com' }, atMs)
    await run(atMs)
    const [mail] = await mailTo('me@example.com')
    expect(mail?.subject).toMatch(/^Test: \[alpha\]/)
    const { state } =
      (await listDeliveries(system)).find(({ recipient }) => recipient === 'me@example.com') ?? {}
    expect(state).toBe('sent')
  })

  test('catches up once after an outage, and says that it is late', async () => {
    const { counts } = await run(mondayMs + 7 * dayMs + 26 * 3_600_000)
    expect(counts).toMatchObject({ planned: 3, sent: 3 })
    const mails = await mailTo('alpha@example.com')
    expect(mails.map(({ subject }) => subject?.startsWith('Late: '))).toEqual([false, true])
  })

  test('plans nothing that it cannot send yet, says so, and makes up for it when it can', async () => {
    const atMs = mondayMs + 14 * dayMs + minuteMs
    setEnvironment({ SMTP_URL: '' })
    const { counts, problems } = await run(atMs)
    expect(counts).toMatchObject({ planned: 0, sent: 0 })
    expect(problems).toContainEqual(expect.objectContaining({ code: 'digest-not-set-up' }))
    setEnvironment({ SMTP_URL: sink.url })
    expect((await run(atMs + 3 * dayMs)).counts).toMatchObject({ planned: 3, sent: 3 })
  })

  test('names what did not arrive as a problem', async () => {
    await database().pool.query(
      `UPDATE delivery SET state = 'unknown', note = 'cut' WHERE recipient = 'alpha@example.com'`,
    )
    const { problems } = await run(mondayMs + 18 * dayMs)
    expect(problems).toContainEqual(expect.objectContaining({ scope: ownTeam, code: 'digest-unknown' }))
  })
})
