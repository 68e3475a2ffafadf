import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { Call } from '../call.ts'
import type { CostLine } from '../cost-line.ts'

/** What a request asks for. A world without lines knows services and teams apart, and answers one or the other. */
export type Asked = { readonly byTag: boolean; readonly detail?: 'resource' }

/** Lines of the days `[start, end)` that the caller may see: the payer all accounts, the others their own. */
export function billedLines(
  call: Call,
  { start, end }: { start: string; end: string },
  asked: Asked,
): readonly CostLine[] {
  const lines: CostLine[] = []
  for (let ms = dayStart(start); ms < dayStart(end) && ms < call.nowMs; ms += dayMs) {
    for (const line of dayLines(call, isoDay(ms), asked))
      if (call.account.payer || line.accountId === call.account.id) lines.push(line)
  }
  return lines
}

function dayLines({ world, nowMs }: Call, day: string, { byTag, detail }: Asked): readonly CostLine[] {
  if (world.costLines) return world.costLines(day, nowMs, detail)
  const grouping = byTag ? 'team' : 'service'
  return world.costs(day, nowMs).flatMap((cost) => (cost.grouping === grouping ? [lineOf(cost)] : []))
}

function lineOf({ accountId, grouping, key, usd, estimated }: CostDay): CostLine {
  const isTeam = grouping === 'team'
  return {
    accountId,
    region: 'us-east-1',
    service: isTeam ? '' : key,
    usageType: isTeam ? '' : 'Usage',
    resourceId: '',
    tags: isTeam && key !== '' ? { team: key } : {},
    recordType: 'Usage',
    usd,
    amortizedUsd: usd,
    netUsd: usd,
    estimated,
  }
}
