import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import type { EpochMs } from '#lib/model/time.ts'

export type SnapshotOptions = {
  readonly folder: string
  readonly seed: number
  readonly anchorMs: EpochMs
  readonly nowMs: EpochMs
}

const kinds = ['nodes', 'pods', 'hpa', 'pdb', 'nodepools'] as const

/**
 * Writes the Kubernetes snapshots of the simulated estate, a folder for each cluster, as the CronJob that is shipped
 * would; says where each lies. A file is replaced whole.
 */
export async function writeKubernetesSnapshots(options: SnapshotOptions): Promise<KubernetesSource[]> {
  const { clusterObjects } = await import('./cluster-objects.ts')
  const clusters = clusterObjects(options, options.nowMs)
  const sources: KubernetesSource[] = []
  for (const cluster of clusters) {
    const folder = join(options.folder, cluster.cluster)
    await mkdir(folder, { recursive: true })
    for (const kind of kinds) {
      const path = join(folder, `${kind}.json`)
      await writeFile(`${path}.new`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: cluster[kind] }))
      await utimes(`${path}.new`, options.nowMs / 1000, options.nowMs / 1000)
      await rename(`${path}.new`, path)
    }
    const { accountId, region } = cluster
    sources.push({ cluster: cluster.cluster, accountId, region, snapshot: folder })
  }
  return sources
}
