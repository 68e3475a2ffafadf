import type { Problem } from './account.ts'
import type { EpochMs } from './time.ts'

export const runStates = ['running', 'done', 'failed'] as const
export type RunState = (typeof runStates)[number]

/** Counts that a job reports: free names, whole numbers or dollars (`billedUsd`). */
export type Counts = Readonly<Record<string, number>>

/** One execution of one job. */
export type Run = {
  readonly id: number
  readonly job: string
  readonly scope: string
  readonly state: RunState
  readonly startedMs: EpochMs
  readonly endedMs?: EpochMs
  readonly done: number
  readonly total: number
  readonly note: string
  readonly counts: Counts
  readonly problems: readonly Problem[]
}

/** How often a job runs: at every whole multiple of `everyMs` since the epoch. */
export type JobSchedule = { readonly job: string; readonly about: string; readonly everyMs: number }
