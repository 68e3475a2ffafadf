import type { EpochMs } from '#lib/model/time.ts'

/** A budget of AWS Budgets; it belongs to the payer. */
export type WorldBudget = {
  readonly name: string
  readonly type: 'COST' | 'USAGE'
  readonly timeUnit: 'MONTHLY' | 'QUARTERLY'
  readonly unit: string
  /** Absent where `planned` says it. */
  readonly amount?: number
  /** By the first instant of a month. */
  readonly planned?: readonly { readonly fromMs: EpochMs; readonly amount: number }[]
  /** `TagKeyValue`, `LinkedAccount`, `Service` and so on. */
  readonly filters: Readonly<Record<string, readonly string[]>>
  /** The newer way to filter, as the API writes it. */
  readonly expression?: object
  readonly startMs: EpochMs
  readonly endMs?: EpochMs
}
