import type { EpochMs } from './time.ts'

/** Amounts of cores, memory in GiB (2^30 bytes) and whole GPUs. */
export type KubernetesAmounts = { readonly cpu: number; readonly memoryGib: number; readonly gpu: number }

export type KubernetesNode = {
  readonly name: string
  /** `i-0abc`, from the provider id; absent for nodes that are not EC2 instances. */
  readonly instanceId?: string
  /** Karpenter's NodePool, or the node group. */
  readonly pool?: string
  readonly instanceType?: string
  /** What pods may request here, after what the system keeps. */
  readonly allocatable: KubernetesAmounts & { readonly pods: number }
}

export type KubernetesPod = {
  readonly namespace: string
  readonly name: string
  /** Absent = not scheduled yet. */
  readonly node?: string
  /** Pools that its node selector or required affinity names; empty = any. */
  readonly pools: readonly string[]
  readonly daemonSet: boolean
  /** Uses the node's address and none of its own. */
  readonly hostNetwork: boolean
  /** What the scheduler reserves: containers, sidecars and the largest init container, and the pod's overhead. */
  readonly requests: KubernetesAmounts
  /** Pod group of a job whose pods start together or not at all. */
  readonly gang?: string
  /** Kueue's queue. */
  readonly queue?: string
  readonly createdMs?: EpochMs
}

export type KubernetesAutoscaler = {
  readonly namespace: string
  readonly name: string
  /** `Deployment/checkout`. */
  readonly target: string
  readonly minReplicas: number
  readonly maxReplicas: number
  readonly currentReplicas: number
}

export type KubernetesBudget = {
  readonly namespace: string
  readonly name: string
  /** Pods that may be evicted now: zero blocks the draining of a node. */
  readonly disruptionsAllowed: number
}

/** A Karpenter NodePool and its `spec.limits`; an absent limit is none. */
export type KubernetesNodePool = { readonly name: string } & Partial<KubernetesAmounts>

/** What a cluster said of itself at one instant. */
export type KubernetesSnapshot = {
  readonly cluster: string
  readonly takenMs: EpochMs
  readonly nodes: readonly KubernetesNode[]
  /** Those that hold or wait for capacity: neither succeeded nor failed. */
  readonly pods: readonly KubernetesPod[]
  readonly autoscalers: readonly KubernetesAutoscaler[]
  readonly budgets: readonly KubernetesBudget[]
  readonly nodePools: readonly KubernetesNodePool[]
  /** Files and items that could not be read, and why; the rest stands. */
  readonly unread: readonly string[]
}

/** A cluster and where its snapshot lies: a folder of this machine, or `s3://bucket/prefix`. */
export type KubernetesSource = {
  readonly cluster: string
  readonly snapshot: string
  /** Account that the cluster is in, and whose role reads the bucket. */
  readonly accountId?: string
  readonly region?: string
}

export const noAmounts: KubernetesAmounts = { cpu: 0, memoryGib: 0, gpu: 0 }

/** Sum of amounts. */
export function sumAmounts(all: readonly KubernetesAmounts[]): KubernetesAmounts {
  return all.reduce(
    (sum, one) => ({
      cpu: sum.cpu + one.cpu,
      memoryGib: sum.memoryGib + one.memoryGib,
      gpu: sum.gpu + one.gpu,
    }),
    noAmounts,
  )
}
