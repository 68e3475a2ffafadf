import type { BilledUsage, BillFacts, UsageService } from '#lib/model/bill.ts'
import { usageKind } from './bill-usage.ts'
import { sum } from './fleet.ts'

/** Rounds of fitting; the sums of a bill agree to a cent long before. */
const rounds = 60

/** Dollars below which nothing was billed: Cost Explorer rounds to ten digits. */
const leastUsd = 1e-9

/** What a service bills beyond its own types is never nothing: where sums disagree, a type still keeps its dollars. */
const leastBeyondUsd = 1e-4

type Cell = { readonly type: BilledUsage; readonly service: string; usd: number }

/**
 * Usage types of each account with the service that bills them. What the source tells stands; a type of one service is
 * that service's; one of several is parted among them as in the whole organization, fitted to what the account pays for
 * each type and each service (iterative proportional fitting, Deming and Stephan 1940). A type of no known service
 * keeps an empty one.
 */
export function placeUsage({
  services,
  usageTypes,
  usageServices,
}: Pick<BillFacts, 'services' | 'usageTypes' | 'usageServices'>): BilledUsage[] {
  const told = usageTypes.filter(({ service }) => service !== '')
  const untold = usageTypes.filter(({ service }) => service === '')
  const known = Map.groupBy(usageServices, ({ usageType }) => usageType)
  const placed = [...Map.groupBy(untold, ({ accountId }) => accountId)].flatMap(([accountId, types]) => {
    const billed = services.filter((one) => one.accountId === accountId && one.usd > leastUsd)
    const cells = types.flatMap((type) => cellsOf(type, { known: known.get(type.usageType) ?? [], billed }))
    fitSums(cells, billed)
    const open = types.filter((type) => !cells.some((cell) => cell.type === type))
    return [...cells.map(({ type, service, usd }) => ({ ...type, service, usd })), ...open]
  })
  return [...told, ...placed]
}

type Candidates = { readonly known: readonly UsageService[]; readonly billed: readonly BilledUsage[] }

/** The services that may bill a type, of those that bill the account anything; its name decides where none told. */
function cellsOf(type: BilledUsage, { known, billed }: Candidates): Cell[] {
  if (type.usd < leastUsd) return []
  const paid = new Set(billed.map(({ service }) => service))
  const candidates = known.filter(({ service, usd }) => usd > leastUsd && paid.has(service))
  if (candidates.length > 0) return candidates.map(({ service, usd }) => ({ type, service, usd }))
  const service = usageKind(type.usageType)?.service
  return service !== undefined && paid.has(service) ? [{ type, service, usd: type.usd }] : []
}

/**
 * Scales what is parted to what each service bills beyond the types that are its alone, and to each type, in turn; ends
 * with types, whose sums are kept.
 */
function fitSums(cells: readonly Cell[], billed: readonly BilledUsage[]): void {
  const byType = [...Map.groupBy(cells, ({ type }) => type)]
  const alone = byType.filter(([, parts]) => parts.length === 1).flatMap(([, parts]) => parts)
  for (const cell of alone) cell.usd = cell.type.usd
  const parted = byType.filter(([, parts]) => parts.length > 1)
  const byService = [
    ...Map.groupBy(
      parted.flatMap(([, parts]) => parts),
      ({ service }) => service,
    ),
  ]
  const beyondUsd = (service: string) =>
    Math.max(leastBeyondUsd, usdOf(billed, service) - usdOf(alone, service))
  const sums = byService.map(([service, parts]) => ({ parts, usd: beyondUsd(service) }))
  for (let round = 0; round < rounds && parted.length > 0; round++) {
    for (const { parts, usd } of sums) scale(parts, usd)
    for (const [type, parts] of parted) scale(parts, type.usd)
  }
}

function usdOf(rows: readonly { readonly service: string; readonly usd: number }[], service: string): number {
  return sum(rows.filter((row) => row.service === service).map(({ usd }) => usd))
}

function scale(cells: readonly Cell[], usd: number): void {
  const now = sum(cells.map((cell) => cell.usd))
  if (now > leastUsd) for (const cell of cells) cell.usd *= usd / now
}
