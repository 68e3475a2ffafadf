import type { CostDay } from '#lib/model/cost.ts'
import type { CostLine } from '../cost-line.ts'
import { accounts } from './accounts.ts'

/** Usage of one UTC day by service and by team; both groupings have the same total to the cent. */
export function costsOf(billed: readonly CostLine[], day: string): readonly CostDay[] {
  const lines = billed.filter(({ recordType }) => recordType === 'Usage')
  const estimated = lines[0]?.estimated === true
  return (['service', 'team'] as const).flatMap((grouping) =>
    accounts.flatMap(({ id }) => {
      const micros = new Map<string, number>()
      for (const line of lines) {
        if (line.accountId !== id) continue
        const key = grouping === 'service' ? line.service : (line.tags.team ?? '')
        micros.set(key, (micros.get(key) ?? 0) + Math.round(line.usd * 1e6))
      }
      return [...micros].map(([key, sum]) => ({
        day,
        accountId: id,
        grouping,
        key,
        usd: sum / 1e6,
        estimated,
      }))
    }),
  )
}
