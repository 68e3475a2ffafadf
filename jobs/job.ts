import type { Collector } from '#lib/collect/index.ts'
import type { Account, Organization, Problem } from '#lib/model/account.ts'
import type { CostSourceConfig } from '#lib/model/cost.ts'
import type { KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import type { OwnershipRules } from '#lib/model/ownership.ts'
import type { Counts } from '#lib/model/run.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** What is collected, from `headroom.yaml`. */
export type Estate = {
  readonly accounts: readonly Account[]
  readonly teamTagKeys: readonly string[]
  /** Cost Explorer where none is named. */
  readonly costSources?: readonly CostSourceConfig[]
  /** What our own calls to AWS may cost a month; no bound where absent. */
  readonly monthlyUsdMax?: number
  /** Sent with every role for which the configuration names none: of this installation alone. */
  readonly externalId?: string
  /** Accounts that are listed at start and daily, those of `accounts` apart. */
  readonly organization?: Organization
  readonly ownership?: OwnershipRules
  /** What kept the configuration from being applied as a whole. */
  readonly problems?: readonly Problem[]
  readonly kubernetes?: readonly KubernetesSource[]
  /** Import what AWS's own tools recommend; yes unless it is false. */
  readonly secondOpinion?: boolean
}

export type JobContext = {
  /** Number of this run, written with what it makes. */
  readonly runId: number
  readonly scope: string
  readonly nowMs: EpochMs
  readonly estate: Estate
  /** AWS, opened once a process. */
  readonly collector: Collector
  /** Says how far the run is, for people; rate-limited by the caller. */
  readonly progress: (done: number, total: number, note: string) => void
  readonly signal: AbortSignal
}

export type JobResult = { readonly counts: Counts; readonly problems: readonly Problem[] }

/** A job is a value in the list of `jobs/index.ts`. */
export type Job = {
  readonly name: string
  readonly about: string
  readonly schedule: {
    readonly everyMs: number
    /** A period of this job waits until no period of these is left to do, of its own account where both have one. */
    readonly after: readonly string[]
  }
  /** Also whenever a worker starts. */
  readonly atStart?: boolean
  /** One run a scope; an empty string where there is only one. */
  readonly scopes: (estate: Estate) => readonly string[]
  readonly run: (context: JobContext) => Promise<JobResult>
}

/** The account of a scope; a scope that left the configuration is a programmer's mistake of the queue. */
export function accountOf(context: JobContext): Account {
  const account = context.estate.accounts.find(({ id }) => id === context.scope)
  if (!account) throw new Error(`account ${context.scope} is not in the configuration`)
  return account
}
