import { fragmentedText, gangWaitsText, kubernetesPoolUse } from '#lib/model/kubernetes-pool.ts'
import { podGroupsText } from '#lib/model/pod-group.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { clusterHourlyUsd, eksSupport } from '#lib/resources/eks-versions.ts'
import { type InstanceTypes, podsByAddresses } from '../instance-types.ts'
import { boundsOf, type FoundPool, poolShape, poolTypesText } from './eks-pool.ts'
import { knownFacts } from './known-facts.ts'
import type { SupportCalendar } from './support-dates.ts'

type Options = {
  readonly types: InstanceTypes
  readonly nowMs: EpochMs
  readonly support: SupportCalendar
  /** Container Insights is paid for, and tells of given-out GPUs. */
  readonly paid: boolean
  readonly paidGpus: boolean
}

/** What is told of a pool besides its sizes: cluster, version and its support, GPUs, and what its pods ask for. */
export function poolFacts(pool: FoundPool, options: Options): Facts {
  const { types, paid, paidGpus } = options
  const { cluster, manager, nodeGroup, inCluster } = pool
  const { minSize, maxSize } = boundsOf(pool)
  const type = types.get(poolShape(pool))
  const gpu = type?.capacity.gpu
  return {
    ...knownFacts({
      cluster,
      pool: pool.pool,
      manager: inCluster?.autoMode && manager === 'karpenter' ? 'auto-mode' : manager,
      types: poolTypesText(pool) || undefined,
      minSize,
      maxSize,
      desired: nodeGroup?.desired ?? pool.group?.desired,
      bounded: maxSize !== undefined && maxSize !== minSize,
      capacityType: nodeGroup?.capacityType?.toLowerCase().replaceAll('_', '-'),
      containerInsights: paid,
      spotMembers: pool.nodes.filter(({ spot }) => spot).length || undefined,
      podsByAddressesPerNode: type && podsByAddresses(type, false),
      gpu: gpu === undefined ? undefined : true,
      gpuModel: type?.gpuModel,
      gpuPerMember: gpu,
    }),
    ...versionFacts(pool, options),
    ...podFacts(pool, { gpus: gpu !== undefined, paidGpus }),
  }
}

function versionFacts({ inCluster, nodeGroup }: FoundPool, { nowMs, support: calendar }: Options): Facts {
  const version = inCluster?.version
  if (version === undefined) return {}
  const support = eksSupport(version, nowMs, calendar.kubernetesDates(version))
  const surcharged = support?.extendedSupport === true
  return knownFacts({
    kubernetesVersion: version,
    nodeVersion: nodeGroup?.version === version ? undefined : nodeGroup?.version,
    ...support,
    extendedSupport: surcharged,
    extendedSupportHourlyUsd: surcharged ? clusterHourlyUsd.extended - clusterHourlyUsd.standard : undefined,
    upgradesItself: inCluster?.keepsVersion === false ? true : undefined,
  })
}

const notMeasured = 'not measured'

function podFacts(
  pool: FoundPool,
  { gpus, paidGpus }: { readonly gpus: boolean; readonly paidGpus: boolean },
): Facts {
  if (!pool.snapshot) {
    const allocated = paidGpus ? 'by Container Insights' : notMeasured
    return knownFacts({
      snapshot: false,
      ...(gpus ? { gpusAllocated: allocated, gpuOwners: notMeasured, gpuQueues: notMeasured } : {}),
    })
  }
  const instanceIds = new Set(pool.nodes.map(({ id }) => id))
  const use = kubernetesPoolUse(pool.snapshot, { name: pool.pool, instanceIds })
  return knownFacts({
    snapshot: true,
    snapshotMs: pool.snapshot.takenMs,
    pods: use.pods,
    podsOnFullestNode: use.podsOnFullestNode,
    cpuRequested: rounded(use.requests.cpu),
    cpuAllocatable: rounded(use.allocatable.cpu),
    memoryRequestedGib: rounded(use.requests.memoryGib),
    memoryAllocatableGib: rounded(use.allocatable.memoryGib),
    podsAllocatable: use.allocatable.pods,
    podRequests: podGroupsText(use.podGroups) || undefined,
    daemonSetRequests: podGroupsText(use.daemonSetGroups) || undefined,
    daemonSetPods: use.daemonSets.pods,
    daemonSetCpu: rounded(use.daemonSets.cpu),
    daemonSetMemoryGib: rounded(use.daemonSets.memoryGib),
    pendingPods: use.pendingPods,
    autoscalersAtMaximum: namesText(
      pool.snapshot.autoscalers.filter((one) => one.currentReplicas >= one.maxReplicas),
    ),
    budgetsThatBlock: namesText(pool.snapshot.budgets.filter((one) => one.disruptionsAllowed === 0)),
    ...(gpus
      ? {
          gpusAllocated: use.requests.gpu,
          gpusFree: use.freeGpus,
          largestFreeGpuBlock: use.largestFreeGpuBlock,
          gpusPending: use.pending.gpu,
          gpusFragmented: fragmentedText(use),
          gangWaits: gangWaitsText(use, pool.snapshot.takenMs),
          gpuOwners: countsText(use.gpusByNamespace),
          gpuQueues: countsText(use.gpusByQueue),
        }
      : {}),
  })
}

const named = 3

/** `shop/checkout, shop/cart and 4 more`; undefined where there are none. */
function namesText(
  all: readonly { readonly namespace: string; readonly name: string }[],
): string | undefined {
  if (all.length === 0) return undefined
  const first = all.slice(0, named).map(({ namespace, name }) => `${namespace}/${name}`)
  return first.join(', ') + (all.length > named ? ` and ${all.length - named} more` : '')
}

/** `research 14, serving 7`; nothing to tell = none. */
function countsText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
}

const rounded = (value: number) => Math.round(value * 100) / 100
