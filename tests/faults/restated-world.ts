import type { CostDay, CostGrouping } from '#lib/model/cost.ts'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { CostLine } from '#lib/simulate/cost-line.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

const [hub, shop] = ['111122223333', '444455556666']
const compute = 'Amazon Elastic Compute Cloud - Compute'
const relational = 'Amazon Relational Database Service'

/** From this day on AWS says otherwise what it said before. */
export const restatedMs = Date.UTC(2026, 10, 24)

type Told = Pick<CostLine, 'accountId' | 'service' | 'usageType' | 'usd'> & Partial<CostLine>

function line(told: Told): CostLine {
  const rest = { region: 'us-east-1', resourceId: '', tags: {}, recordType: 'Usage', estimated: false }
  // Amortized and net differ from unblended, so that no mix-up of the three passes.
  return { ...rest, amortizedUsd: told.usd * 1.25, netUsd: told.usd * 0.9, ...told }
}

/**
 * Version 1: compute is tagged, databases are not. Version 2: a credit in August, a refund in June, September's compute
 * 5 % dearer, and the tags of the databases filled in for 12 months.
 */
export function restatedLines(day: string, nowMs: number): CostLine[] {
  const late = nowMs >= restatedMs
  const estimated = nowMs - Date.parse(day) < 4 * dayMs
  const dearer = late && day.startsWith('2026-09') ? 1.05 : 1
  const filled: Tags = late && day >= '2025-12-01' ? { owner: 'data' } : {}
  const lines = [
    line({ accountId: hub, service: 'AWS Config', usageType: 'ConfigurationItemRecorded', usd: 2 }),
    line({
      accountId: shop,
      service: compute,
      usageType: 'BoxUsage:m7i.large',
      usd: 30 * dearer,
      tags: { team: 'payments' },
    }),
    line({
      accountId: shop,
      service: relational,
      usageType: 'InstanceUsage:db.m7g.large',
      usd: 12.5,
      tags: filled,
    }),
  ]
  if (late && day === '2026-08-14')
    lines.push(line({ accountId: hub, service: compute, usageType: '', usd: -500, recordType: 'Credit' }))
  if (late && day === '2026-06-03')
    lines.push(line({ accountId: shop, service: relational, usageType: '', usd: -250, recordType: 'Refund' }))
  return lines.map((one) => ({ ...one, estimated }))
}

/** The tiny world with that bill, whose payer sees it. */
export const restatedWorld: World = {
  ...tinyWorld,
  accounts: tinyAccounts.map((account) => ({ ...account, deniedActions: [] })),
  costLines: restatedLines,
}

const keyOf: Readonly<Record<CostGrouping, (one: CostLine) => string>> = {
  service: ({ service }) => service,
  'usage-type': ({ usageType }) => usageType,
  team: ({ tags }) => tags.team ?? tags.owner ?? '',
  'record-type': ({ recordType }) => recordType,
}

/** What one grouping of a day adds up to, from the lines alone. */
export function truthOf(grouping: CostGrouping, day: string, nowMs: number): CostDay[] {
  const rows = new Map<string, CostDay>()
  for (const one of restatedLines(day, nowMs)) {
    if (grouping !== 'record-type' && one.recordType !== 'Usage') continue
    const key = keyOf[grouping](one)
    const id = `${one.accountId}/${key}`
    const known = rows.get(id)
    rows.set(id, {
      day,
      accountId: one.accountId,
      grouping,
      key,
      usd: (known?.usd ?? 0) + one.usd,
      amortizedUsd: (known?.amortizedUsd ?? 0) + one.amortizedUsd,
      netUsd: (known?.netUsd ?? 0) + one.netUsd,
      estimated: one.estimated,
    })
  }
  return [...rows.values()]
}
