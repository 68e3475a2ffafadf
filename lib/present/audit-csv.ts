import { type CsvCell, csv } from './csv.ts'

export type AuditCsvEntry = {
  readonly id: number
  readonly atMs: number
  readonly actor: string
  readonly action: string
  readonly target: string
  readonly before?: unknown
  readonly after?: unknown
  readonly hash?: string
}

const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** The audit log as CSV, one line an entry; what stood and what stands as JSON. */
export function auditCsv(entries: readonly AuditCsvEntry[]): string {
  const head = ['id', 'at', 'actor', 'action', 'target', 'before', 'after', 'hash']
  return csv(
    head,
    entries.map(({ id, atMs, actor, action, target, before, after, hash }): CsvCell[] => [
      id,
      new Date(atMs).toISOString(),
      actor,
      action,
      target,
      text(before),
      text(after),
      hash,
    ]),
  )
}
