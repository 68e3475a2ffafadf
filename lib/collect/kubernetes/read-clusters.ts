import { AppError } from '#lib/errors.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import type { KubernetesSnapshot, KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import type { Aws } from '../aws.ts'
import { exportSource } from '../costs/exports/export-source.ts'
import { problemOf } from '../fault.ts'
import { readBucketSnapshot, readSnapshot } from './read-snapshot.ts'

export type ClustersOptions = {
  readonly aws: Aws
  readonly account: Account
  readonly sources: readonly KubernetesSource[]
  readonly nowMs: EpochMs
}

export type ReadClusters = {
  readonly snapshots: readonly KubernetesSnapshot[]
  readonly problems: readonly Problem[]
}

/**
 * Snapshots of the clusters of one account: of the sources that name it or no account. One that cannot be read, or not
 * wholly, or is of another time, is a problem of the account and stops no other.
 */
export async function readClusterSnapshots(options: ClustersOptions): Promise<ReadClusters> {
  const { aws, account, sources, nowMs } = options
  const snapshots: KubernetesSnapshot[] = []
  const problems: Problem[] = []
  for (const source of sources) {
    if ((source.accountId ?? account.id) !== account.id) continue
    try {
      const snapshot = await readOne(aws, account, source)
      const stale = staleProblem(account, snapshot, nowMs)
      if (stale === undefined) snapshots.push(snapshot)
      problems.push(...(stale === undefined ? unreadProblem(account, snapshot) : [stale]))
    } catch (error) {
      problems.push(problemOfSource(account, error))
    }
  }
  return { snapshots, problems }
}

function readOne(
  aws: Aws,
  account: Account,
  { snapshot, cluster, region }: KubernetesSource,
): Promise<KubernetesSnapshot> {
  if (!snapshot.startsWith('s3://')) return readSnapshot(snapshot, cluster)
  const near = region === undefined ? account : { ...account, regions: [region] }
  return readBucketSnapshot(exportSource(aws, near, snapshot), cluster)
}

function problemOfSource({ id }: Account, error: unknown): Problem {
  if (error instanceof AppError) return { scope: id, code: error.code, text: error.message }
  return problemOf(error, { scope: id, action: 's3:GetObject' })
}

/** A snapshot that nobody renews tells of pods that are gone. */
const staleMs = 2 * dayMs

function staleProblem(
  { id }: Account,
  { cluster, takenMs }: KubernetesSnapshot,
  nowMs: EpochMs,
): Problem | undefined {
  if (nowMs - takenMs <= staleMs) return undefined
  const when = takenMs === 0 ? 'empty' : `of ${isoDay(takenMs)}, more than two days old`
  const text = `The Kubernetes snapshot of ${cluster} is ${when}: it is left out. See whether its CronJob runs.`
  return { scope: id, code: 'invalid-input', text }
}

const named = 3

function unreadProblem({ id }: Account, { cluster, unread }: KubernetesSnapshot): Problem[] {
  if (unread.length === 0) return []
  const more = unread.length > named ? `, and ${unread.length - named} more` : ''
  const parts = unread.length === 1 ? '1 part' : `${unread.length} parts`
  const text = `${parts} of the Kubernetes snapshot of ${cluster} could not be read: ${unread.slice(0, named).join('; ')}${more}. The rest counts.`
  return [{ scope: id, code: 'invalid-input', text }]
}
