import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDigest } from '#lib/deliver/build-digest.ts'
import { deliver } from '#lib/deliver/deliver.ts'
import type { Cash, CashPlan } from '#lib/model/cash.ts'
import type { ClaimedDelivery } from '#lib/model/delivery.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { type DigestInput, presentDigest } from '#lib/present/digest.ts'
import { presentOverview } from '#lib/present/overview.ts'
import { plainText } from '#lib/present/sentence.ts'
import { digestInput } from '../support/digest-fixture.ts'
import { emptyCosts, fleetFixture } from '../support/fleet-fixture.ts'
import { hostileStrings } from '../support/hostile-strings.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'

let sink: SmtpSink
beforeAll(async () => {
  sink = await openSmtpSink()
})
afterAll(() => sink.close())

const token = 'stop-token'
const delivery: ClaimedDelivery = {
  week: '2026-W48',
  team: '',
  recipient: 'ana@example.com',
  channel: 'email',
  state: 'sending',
  attempt: 1,
  dueMs: 0,
  late: false,
  note: '',
  leaseId: 'lease',
  unsubscribeToken: token,
}

/** Sends a digest over SMTP and reads what arrived, as a mail client does. */
async function sent(input: DigestInput, changes: Partial<ClaimedDelivery> = {}) {
  const transports = {
    baseUrl: input.baseUrl,
    from: 'headroom@example.com',
    smtp: { url: sink.url },
    posts: new Map(),
  }
  const given = { delivery: { ...delivery, ...changes }, digest: buildDigest(input), transports, nowMs: 0 }
  expect(await deliver(given, async () => true)).toEqual({ kind: 'sent' })
  const mail = sink.received.at(-1)
  if (!mail) throw new Error('a mail arrived')
  return {
    envelope: mail.to,
    raw: mail.raw.toString('latin1'),
    mail: await simpleParser(mail.raw, { skipImageLinks: true }),
  }
}

function words(html: string): string {
  return html
    .replace(/<style>[^<]*<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
}

describe('the weekly e-mail', () => {
  test('says the numbers of the pages, in HTML and in text', async () => {
    const input = digestInput()
    const { mail } = await sent(input)
    const html = words(String(mail.html))
    const text = (mail.text ?? '').replace(/\s+/g, ' ')
    const overview = presentOverview(input)
    for (const part of [html, text]) {
      for (const piece of overview.lede) expect(part).toContain(piece.text.trim())
      for (const row of overview.runsOut?.rows.slice(0, 7) ?? []) {
        expect(part).toContain(row.name)
        for (const cell of [row.chance, row.median, row.interval, row.limitedBy]) expect(part).toContain(cell)
      }
      for (const row of overview.savings?.rows.slice(0, 5) ?? []) expect(part).toContain(`−${row.saves}/mo`)
      for (const item of overview.changes?.items ?? []) expect(part).toContain(item.text)
    }
    expect(overview.runsOut?.rows.length).toBeGreaterThan(3)
    expect(overview.savings?.rows.length).toBeGreaterThan(3)
  })

  test('begins with the decision that is due next', async () => {
    const input = digestInput()
    const { mail } = await sent(input)
    const first = presentDigest(input).first.text
    expect(first).toMatch(/^orders-primary: decide by 10 Dec\. /)
    expect(mail.text?.replace(/\s+/g, ' ').indexOf(first)).toBeLessThan(80)
  })

  test('names last week’s three worst misses, the worst first', () => {
    const { held } = presentDigest(digestInput())
    expect(held?.text).toContain('67% of 21 days were inside the 80% interval')
    expect(held?.misses.map(({ text }) => text)).toEqual([
      'CPU: 2 of 7 days inside, −20% off',
      'CPU: 5 of 7 days inside, +10% off',
    ])
  })

  test('lists what is overdue with its owner and days', () => {
    const input = digestInput()
    const late = (row: FleetRow): FleetRow => {
      const { recommendation } = row
      if (!recommendation?.previous || row.resource.name !== 'orders-primary') return row
      const decideByMs = input.nowMs - 5 * 86_400_000
      const previous = { ...recommendation.previous, decideByMs }
      return { ...row, recommendation: { ...recommendation, decideByMs, previous } }
    }
    const { overdue } = presentDigest({ ...input, rows: input.rows.map(late) })
    expect(overdue).toMatchObject([
      { name: 'orders-primary', owner: 'checkout', days: 5, text: 'decision 5 days overdue' },
    ])
  })

  test('asks for nothing that was decided, and says what was accepted and is overdue', () => {
    const input = digestInput()
    const row = input.rows.find(({ resource }) => resource.name === 'orders-primary')
    if (!row) throw new Error('the fixture has it')
    const { resource, accountName } = row
    const basis = {
      asOfMs: 0,
      finding: 'runs-out',
      chance: 0.8,
      medianMs: null,
      fromLabel: null,
      fromMonthlyUsd: null,
    } as const
    const decision = {
      id: 1,
      resourceId: resource.id,
      kind: 'capacity',
      verdict: 'accept',
      atMs: input.nowMs - 20 * 86_400_000,
      actor: 'ana',
      reason: '',
      owner: 'ben',
      dueMs: input.nowMs - 6 * 86_400_000,
      basis,
    } as const
    const decided = { row: { decision, resource, accountName }, standing: { state: 'stands' } } as const
    const view = presentDigest({ ...input, decided: [decided] })
    expect(view.first.name).not.toBe('orders-primary')
    expect(view.overdue).toMatchObject([
      {
        name: 'orders-primary',
        owner: 'ben',
        text: expect.stringMatching(/^accepted change [56] days overdue$/),
      },
    ])
    const moved = { ...decided, standing: { state: 'moved', text: 'it moved' } } as const
    expect(presentDigest({ ...input, decided: [moved] })).toMatchObject({
      first: { name: 'orders-primary' },
      overdue: [],
    })
  })

  test('ranks savings by the cash that they give, and shows both', () => {
    const planOf = (shareOf: (resourceClass: string) => number): CashPlan => {
      const cashOf = ({ resource, recommendation }: FleetRow): readonly [string, Cash] => {
        const deltaUsd = recommendation?.recommended?.deltaMonthlyUsd ?? 0
        const now = deltaUsd * shareOf(resource.resourceClass)
        return [resource.id, { nowMonthlyUsd: now, afterMonthlyUsd: deltaUsd }]
      }
      const total = { nowMonthlyUsd: 0, afterMonthlyUsd: 0 }
      return { byResource: new Map(fleetFixture().map(cashOf)), total, unknown: 0, text: 'x' }
    }
    const none = planOf(() => 0)
    const half = planOf((resourceClass) => (resourceClass === 'gpu-pool' ? 0.1 : 1))
    const names = (cash?: DigestInput['cash']) =>
      presentDigest(digestInput(cash ? { cash } : {})).savings?.rows.map(
        ({ name, cash: text }) => `${name} ${text}`,
      )
    expect(names()?.[0]).toBe('ml-a100-usw2 cash not known')
    expect(names(none)?.[0]).toBe('ml-a100-usw2 −$0/mo')
    expect(names(half)?.[0]).toBe('legacy-monolith −$7,738/mo')
    expect(names(half)).toContain('ml-a100-usw2 −$3,206/mo')
  })

  test('is small, with pictures by content id that all exist and are PNG', async () => {
    const { mail, raw } = await sent(digestInput())
    const html = String(mail.html)
    expect(Buffer.byteLength(html)).toBeLessThan(90_000)
    const used = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => cid)
    const attached = mail.attachments.map(({ cid }) => cid)
    expect(used.length).toBeGreaterThan(5)
    expect([...used].sort()).toEqual([...attached].sort())
    expect(mail.attachments.every(({ content }) => content.subarray(1, 4).toString() === 'PNG')).toBe(true)
    expect(mail.attachments.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(150_000)
    expect(raw.length).toBeLessThan(500_000)
    expect(html).toContain('name="color-scheme" content="light dark"')
    expect(html).not.toMatch(/<script|url\(|<svg|src="http/i)
  })

  test('can be stopped with one click, and says that a machine wrote it', async () => {
    const { raw, mail } = await sent(digestInput())
    expect(raw).toContain(`List-Unsubscribe: <https://headroom.example/unsubscribe/${token}>`)
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(raw).toContain('Auto-Submitted: auto-generated')
    expect(mail.html).toContain(`href="https://headroom.example/unsubscribe/${token}"`)
    expect(mail.messageId).toMatch(/^<2026-W48\.[0-9a-f]{32}@example\.com>$/)
  })

  test('has the same id at every try, and another for another recipient', async () => {
    const ids: (string | undefined)[] = []
    for (const changes of [{ attempt: 1 }, { attempt: 2 }, { recipient: 'ben@example.com' }]) {
      ids.push((await sent(digestInput(), changes)).mail.messageId)
    }
    expect(new Set(ids).size).toBe(2)
  })

  test('says when it is late, and when it is a test', async () => {
    const late = await sent(digestInput(), { late: true })
    expect(late.mail.subject).toMatch(/^Late: /)
    expect(late.mail.text).toContain('This message is late')
    expect(late.mail.html).toContain('This message is late')
    expect((await sent(digestInput(), { week: 'test-1' })).mail.subject).toMatch(/^Test: /)
  })

  test('of a fleet without data says so and is sent all the same', async () => {
    const { mail } = await sent(
      digestInput({ rows: [], track: [], costs: { days: [], byTeam: [], untaggedShare: null } }),
    )
    expect(mail.text).toContain('Nothing has to be decided yet.')
    expect(`${mail.text}${mail.html}`).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })
})

describe('names that others wrote', () => {
  const renamed =
    (text: string) =>
    (row: FleetRow): FleetRow => ({
      ...row,
      resource: { ...row.resource, name: text, team: text, tags: { team: text } },
    })
  const inputOf = (text: string) => {
    const input = digestInput()
    const track = input.track.map((row) => ({ ...row, name: text, team: text }))
    return {
      ...input,
      track,
      rows: input.rows.slice(0, 4).map(renamed(text)),
      costs: emptyCosts(),
      team: text,
      workspace: text,
    }
  }
  const tagsOf = (html: string) => [...html.matchAll(/<(\/?[a-z0-9]+)/gi)].map(([, tag]) => tag).join(' ')
  const headersOf = (raw: string) =>
    (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? [])

  test.each(hostileStrings)('$what changes no markup, no header and no recipient', async ({ text }) => {
    const plain = await sent(inputOf('x'))
    const evil = await sent(inputOf(text))
    expect(tagsOf(String(evil.mail.html))).toBe(tagsOf(String(plain.mail.html)))
    expect(headersOf(evil.raw)).toEqual(headersOf(plain.raw))
    expect(evil.envelope).toEqual(['ana@example.com'])
    const links = [...String(evil.mail.html).matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '')
    expect(links.filter((href) => !href.startsWith('https://headroom.example/'))).toEqual([])
    expect(evil.mail.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

test('the lede reads the same as text', () => {
  expect(plainText(presentDigest(digestInput()).lede)).toBe(plainText(presentOverview(digestInput()).lede))
})
