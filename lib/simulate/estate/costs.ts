import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, dayStart, type EpochMs, hourMs } from '#lib/model/time.ts'
import { accounts } from './accounts.ts'
import { type Frame, msAt, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import type { EstateResource } from './resource.ts'

/** Until this many days from the anchor a Savings Plan takes `share` off the compute of one account. */
export const commitment = { accountId: '444455556666', days: -38, share: 0.24 }

/** Days for which Cost Explorer still shows estimates, and how much of the final figure they miss. */
const estimatedShortfall = [0.06, 0.02, 0.008, 0.003] as const

/** Services that nobody sizes here: dollars a day by account, with their yearly growth, spread over teams. */
const otherServices: readonly {
  readonly accountId: string
  readonly service: string
  readonly dailyUsd: number
  readonly yearlyGrowth: number
}[] = [
  { accountId: '111122223333', service: 'AWS Support (Business)', dailyUsd: 410, yearlyGrowth: 0.1 },
  { accountId: '111122223333', service: 'AWS CloudTrail', dailyUsd: 32, yearlyGrowth: 0.2 },
  { accountId: '444455556666', service: 'Amazon Simple Storage Service', dailyUsd: 640, yearlyGrowth: 0.35 },
  { accountId: '444455556666', service: 'AWS Data Transfer', dailyUsd: 520, yearlyGrowth: 0.25 },
  { accountId: '444455556666', service: 'Amazon CloudFront', dailyUsd: 380, yearlyGrowth: 0.2 },
  { accountId: '444455556666', service: 'AmazonCloudWatch', dailyUsd: 190, yearlyGrowth: 0.3 },
  { accountId: '777788889999', service: 'Amazon Simple Storage Service', dailyUsd: 1150, yearlyGrowth: 0.5 },
  { accountId: '777788889999', service: 'AWS Data Transfer', dailyUsd: 210, yearlyGrowth: 0.2 },
  { accountId: '777788889999', service: 'AWS Glue', dailyUsd: 260, yearlyGrowth: 0.15 },
  { accountId: '123456789012', service: 'Amazon Simple Storage Service', dailyUsd: 60, yearlyGrowth: 0.2 },
  { accountId: '123456789012', service: 'AmazonCloudWatch', dailyUsd: 35, yearlyGrowth: 0.2 },
  {
    accountId: '999988887777',
    service: 'Amazon Elastic Compute Cloud - Compute',
    dailyUsd: 560,
    yearlyGrowth: 0,
  },
  {
    accountId: '999988887777',
    service: 'Amazon Relational Database Service',
    dailyUsd: 340,
    yearlyGrowth: 0,
  },
]

/** How the other services fall to teams by tag; the rest of each is untagged. */
const otherTeams: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '111122223333': [['platform', 0.1]],
  '444455556666': [
    ['checkout', 0.16],
    ['catalog', 0.17],
    ['search', 0.13],
    ['growth', 0.11],
    ['payments', 0.07],
    ['messaging', 0.08],
    ['identity', 0.05],
  ],
  '777788889999': [
    ['data-platform', 0.46],
    ['ml-training', 0.18],
    ['ml-serving', 0.09],
  ],
  '123456789012': [['platform', 0.7]],
  '999988887777': [],
}

type Cell = { readonly accountId: string; readonly service: string; readonly team: string; usd: number }

/**
 * Cost of one UTC day as billed by `nowMs`: hours that have passed; the last days estimated and a little low. Every
 * account x service x team is rounded to cents first, so that both groupings have the same total to the cent.
 */
export function costsOf(
  resources: readonly EstateResource[],
  frame: Frame,
  { day, nowMs }: { day: string; nowMs: EpochMs },
): readonly CostDay[] {
  const fromMs = dayStart(day)
  const hours = Math.min(24, Math.floor((nowMs - fromMs) / hourMs))
  if (hours <= 0) return []
  const age = Math.floor(nowMs / dayMs) - fromMs / dayMs
  const estimated = age < estimatedShortfall.length
  const billed = 1 - (estimatedShortfall[age] ?? 0)
  const cells = [...resourceCells(resources, fromMs / hourMs, hours), ...otherCells(frame, fromMs, hours)]
  const discounted = cells.map((cell) => ({
    ...cell,
    usd: Math.round(100 * billed * cashOf(cell, frame, fromMs)) / 100,
  }))
  return (['service', 'team'] as const).flatMap((grouping) =>
    accounts.flatMap(({ id }) =>
      sumBy(
        discounted.filter((cell) => cell.accountId === id),
        (cell) => cell[grouping],
      ).map(([key, usd]) => ({
        day,
        accountId: id,
        grouping,
        key,
        usd,
        estimated,
      })),
    ),
  )
}

function cashOf(cell: Cell, frame: Frame, fromMs: EpochMs): number {
  const covered =
    fromMs < msAt(frame, commitment.days) &&
    cell.accountId === commitment.accountId &&
    cell.service === 'Amazon Elastic Compute Cloud - Compute'
  return covered ? cell.usd * (1 - commitment.share) : cell.usd
}

function resourceCells(
  resources: readonly EstateResource[],
  fromHour: number,
  hours: number,
): readonly Cell[] {
  const cells = new Map<string, Cell>()
  for (const { location, teamAt, cost } of resources) {
    const team = teamAt(fromHour * hourMs)
    for (const { service, usd } of cost(fromHour, hours)) {
      const key = `${location.accountId}/${service}/${team}`
      const cell = cells.get(key) ?? { accountId: location.accountId, service, team, usd: 0 }
      cell.usd += usd
      cells.set(key, cell)
    }
  }
  return [...cells.values()]
}

function otherCells(frame: Frame, fromMs: EpochMs, hours: number): readonly Cell[] {
  const years = (fromMs - frame.anchorMs) / (365 * dayMs)
  return otherServices.flatMap(({ accountId, service, dailyUsd, yearlyGrowth }) => {
    const wobble = 0.97 + 0.06 * unit(seedFor(frame, accountId + service), fromMs / dayMs)
    const usd = (dailyUsd * (1 + yearlyGrowth) ** years * wobble * hours) / 24
    const shares = otherTeams[accountId] ?? []
    const untagged = 1 - shares.reduce((sum, [, share]) => sum + share, 0)
    return [...shares, ['', untagged] as const].map(([team, share]) => ({
      accountId,
      service,
      team,
      usd: usd * share,
    }))
  })
}

/** Sums of whole cents by key, in the order of first appearance. */
function sumBy(
  cells: readonly Cell[],
  keyOf: (cell: Cell) => string,
): readonly (readonly [string, number])[] {
  const cents = new Map<string, number>()
  for (const cell of cells) {
    const key = keyOf(cell)
    cents.set(key, (cents.get(key) ?? 0) + Math.round(cell.usd * 100))
  }
  return [...cents].map(([key, sum]) => [key, sum / 100] as const)
}
