import type { z } from 'zod'
import { quantityOf } from '#lib/model/kubernetes-quantity.ts'
import type {
  KubernetesAutoscaler,
  KubernetesBudget,
  KubernetesNode,
  KubernetesNodePool,
  KubernetesPod,
  KubernetesSnapshot,
} from '#lib/model/kubernetes-snapshot.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { amountsOf, podRequests } from './requests.ts'
import {
  autoscalerSchema,
  budgetSchema,
  listSchema,
  nodePoolSchema,
  nodeSchema,
  type PodItem,
  podSchema,
} from './schema.ts'

/** What `kubectl get NAME -o json` is kept as: `nodes.json` and so on. Nodes and pods are needed, the others not. */
export const snapshotFiles = ['nodes', 'pods', 'hpa', 'pdb', 'nodepools'] as const
export type SnapshotFile = (typeof snapshotFiles)[number]

export type SnapshotTexts = {
  readonly cluster: string
  readonly takenMs: EpochMs
  readonly texts: Partial<Record<SnapshotFile, string>>
  /** What could not even be opened. */
  readonly unread?: readonly string[]
}

/** Labels by which a node says which pool it is of, and pods which one they want. */
const poolLabels = ['karpenter.sh/nodepool', 'eks.amazonaws.com/nodegroup', 'alpha.eksctl.io/nodegroup-name']
const gangLabels = [
  'scheduling.x-k8s.io/pod-group',
  'pod-group.scheduling.sigs.k8s.io',
  'kueue.x-k8s.io/pod-group-name',
  'batch.kubernetes.io/job-name',
]

/** A cluster's snapshot from its JSON. What cannot be read is named in `unread` and the rest stands. */
export function parseSnapshot({ cluster, takenMs, texts, unread = [] }: SnapshotTexts): KubernetesSnapshot {
  const bad = [...unread]
  const list = <Schema extends z.ZodType, T>(
    file: SnapshotFile,
    schema: Schema,
    read: (item: z.infer<Schema>) => readonly T[],
  ): T[] => readItems({ file, text: texts[file], schema, read, bad })
  return {
    cluster,
    takenMs,
    nodes: list('nodes', nodeSchema, nodeOf),
    pods: list('pods', podSchema, podOf),
    autoscalers: list('hpa', autoscalerSchema, autoscalerOf),
    budgets: list('pdb', budgetSchema, budgetOf),
    nodePools: list('nodepools', nodePoolSchema, nodePoolOf),
    unread: bad,
  }
}

type Reading<Schema extends z.ZodType, T> = {
  readonly file: SnapshotFile
  readonly text: string | undefined
  readonly schema: Schema
  readonly read: (item: z.infer<Schema>) => readonly T[]
  readonly bad: string[]
}

function readItems<Schema extends z.ZodType, T>({ file, text, schema, read, bad }: Reading<Schema, T>): T[] {
  if (text === undefined) {
    if (file === 'nodes' || file === 'pods') bad.push(`${file}.json is missing`)
    return []
  }
  const items = itemsOf(text)
  if (typeof items === 'string') {
    bad.push(`${file}.json: ${items}`)
    return []
  }
  return items.flatMap((item, i) => {
    const parsed = schema.safeParse(item)
    try {
      if (parsed.success) return read(parsed.data)
      const [issue] = parsed.error.issues
      bad.push(`${file}.json, item ${i}: ${issue?.path.join('.')}: ${issue?.message}`)
    } catch (error) {
      bad.push(`${file}.json, item ${i}: ${error instanceof Error ? error.message : String(error)}`)
    }
    return []
  })
}

function itemsOf(text: string): readonly unknown[] | string {
  try {
    const list = listSchema.safeParse(JSON.parse(text))
    return list.success ? list.data.items : 'it is not a list of Kubernetes objects'
  } catch (error) {
    return `it is not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
}

function firstOf(labels: Readonly<Record<string, string>>, keys: readonly string[]): string | undefined {
  return keys.map((key) => labels[key]).find((value) => value !== undefined)
}

function nodeOf({ metadata, spec, status }: z.infer<typeof nodeSchema>): KubernetesNode[] {
  const instanceId = /\/(i-[0-9a-f]+)$/.exec(spec.providerID ?? '')?.[1]
  const pool = firstOf(metadata.labels, poolLabels)
  const instanceType = metadata.labels['node.kubernetes.io/instance-type']
  const pods = quantityOf(status.allocatable.pods)
  if (pods === undefined) throw new Error(`${metadata.name} does not say how many pods it takes`)
  return [
    {
      name: metadata.name,
      allocatable: { ...amountsOf(status.allocatable), pods },
      ...(instanceId === undefined ? {} : { instanceId }),
      ...(pool === undefined ? {} : { pool }),
      ...(instanceType === undefined ? {} : { instanceType }),
    },
  ]
}

const ended = new Set(['Succeeded', 'Failed'])

function podOf({ metadata, spec, status }: PodItem): KubernetesPod[] {
  if (ended.has(status.phase)) return []
  const gang =
    firstOf(metadata.labels, gangLabels) ?? firstOf(metadata.annotations, ['scheduling.k8s.io/group-name'])
  const queue = metadata.labels['kueue.x-k8s.io/queue-name']
  const createdMs = Date.parse(metadata.creationTimestamp ?? '')
  return [
    {
      namespace: metadata.namespace,
      name: metadata.name,
      pools: poolsOf(spec),
      daemonSet: metadata.ownerReferences.some(({ kind }) => kind === 'DaemonSet'),
      hostNetwork: spec.hostNetwork,
      requests: podRequests(spec),
      ...(spec.nodeName === undefined ? {} : { node: spec.nodeName }),
      ...(gang === undefined ? {} : { gang }),
      ...(queue === undefined ? {} : { queue }),
      ...(Number.isNaN(createdMs) ? {} : { createdMs }),
    },
  ]
}

function poolsOf({ nodeSelector, affinity }: PodItem['spec']): readonly string[] {
  const selected = firstOf(nodeSelector, poolLabels)
  if (selected !== undefined) return [selected]
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return (required?.nodeSelectorTerms ?? []).flatMap(({ matchExpressions }) =>
    matchExpressions.flatMap(({ key, operator, values }) =>
      operator === 'In' && poolLabels.includes(key) ? values : [],
    ),
  )
}

function autoscalerOf({ metadata, spec, status }: z.infer<typeof autoscalerSchema>): KubernetesAutoscaler[] {
  const { scaleTargetRef, minReplicas, maxReplicas } = spec
  const target = `${scaleTargetRef.kind}/${scaleTargetRef.name}`
  const { name, namespace } = metadata
  return [{ namespace, name, target, minReplicas, maxReplicas, currentReplicas: status.currentReplicas }]
}

function budgetOf({ metadata, status }: z.infer<typeof budgetSchema>): KubernetesBudget[] {
  const { name, namespace } = metadata
  return [{ namespace, name, disruptionsAllowed: status.disruptionsAllowed }]
}

function nodePoolOf({ metadata, spec: { limits } }: z.infer<typeof nodePoolSchema>): KubernetesNodePool[] {
  const { cpu, memoryGib, gpu } = amountsOf(limits)
  return [
    {
      name: metadata.name,
      ...(limits.cpu === undefined ? {} : { cpu }),
      ...(limits.memory === undefined ? {} : { memoryGib }),
      ...(gpu === 0 ? {} : { gpu }),
    },
  ]
}
