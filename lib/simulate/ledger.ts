/** One answered call. Values are datapoints; billed metrics as CloudWatch counts them. */
export type LedgerEntry = {
  readonly service: string
  readonly operation: string
  /** IAM action, e.g. `cloudwatch:GetMetricData`. */
  readonly action: string
  readonly accountId: string
  readonly region: string
  /** HTTP status; 0 = the connection was reset. */
  readonly status: number
  readonly queries: number
  readonly values: number
  readonly billedMetrics: number
  /** A fault at random made it fail or incomplete; throttling is none. */
  readonly faulted?: boolean
}

export type ActionTotals = {
  calls: number
  errors: number
  queries: number
  values: number
  billedMetrics: number
}

/** Sums over the whole life of the simulator. */
export type LedgerTotals = {
  readonly all: Readonly<ActionTotals>
  readonly byAction: Readonly<Record<string, Readonly<ActionTotals>>>
  readonly byAccount: Readonly<Record<string, Readonly<ActionTotals>>>
  readonly byStatus: Readonly<Record<string, number>>
  /** Calls by IAM action that a fault at random made fail or incomplete. */
  readonly faultedByAction: Readonly<Record<string, number>>
}

export type Ledger = {
  record(entry: LedgerEntry): void
  /** The newest entries, oldest first, at most `ledgerEntryLimit`. */
  entries(): readonly LedgerEntry[]
  totals(): LedgerTotals
}

export const ledgerEntryLimit = 10_000

export function openLedger(): Ledger {
  const ring: LedgerEntry[] = []
  let written = 0
  const all = emptyTotals()
  const byAction: Record<string, ActionTotals> = {}
  const byAccount: Record<string, ActionTotals> = {}
  const byStatus: Record<string, number> = {}
  const faultedByAction: Record<string, number> = {}
  return {
    record(entry) {
      ring[written++ % ledgerEntryLimit] = entry
      add(all, entry)
      addTo(byAction, entry.action, entry)
      addTo(byAccount, entry.accountId, entry)
      byStatus[entry.status] = (byStatus[entry.status] ?? 0) + 1
      if (entry.faulted) faultedByAction[entry.action] = (faultedByAction[entry.action] ?? 0) + 1
    },
    entries() {
      if (written <= ledgerEntryLimit) return ring.slice()
      const start = written % ledgerEntryLimit
      return [...ring.slice(start), ...ring.slice(0, start)]
    },
    totals: () => structuredClone({ all, byAction, byAccount, byStatus, faultedByAction }),
  }
}

function emptyTotals(): ActionTotals {
  return { calls: 0, errors: 0, queries: 0, values: 0, billedMetrics: 0 }
}

function addTo(totals: Record<string, ActionTotals>, key: string, entry: LedgerEntry): void {
  const found = totals[key] ?? emptyTotals()
  totals[key] = found
  add(found, entry)
}

function add(totals: ActionTotals, entry: LedgerEntry): void {
  totals.calls++
  if (entry.status !== 200) totals.errors++
  totals.queries += entry.queries
  totals.values += entry.values
  totals.billedMetrics += entry.billedMetrics
}
