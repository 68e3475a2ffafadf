import type { DimensionDefinition, MetricDefinition } from '#lib/model/measure.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { NoteContext } from './definition.ts'

/** A GPU is held when more than this much of its memory is in use, MiB. */
export const heldMib = 512

/**
 * What a GPU tells, by source. The CloudWatch agent on the instance counts memory in MiB; Container Insights, on nodes
 * of Kubernetes, in bytes. `nvidia_smi_utilization_memory` is left out: it is the activity of the memory's bus and not
 * how much of it is in use.
 */
export const gpuMetrics: readonly MetricDefinition[] = [
  {
    key: 'gpu-utilization',
    namespace: 'CWAgent',
    name: 'nvidia_smi_utilization_gpu',
    mean: 'Average',
    per: 'member',
  },
  {
    key: 'gpu-memory-used',
    namespace: 'CWAgent',
    name: 'nvidia_smi_memory_used',
    mean: 'Maximum',
    per: 'member',
  },
  {
    key: 'gpu-memory-used-bytes',
    namespace: 'ContainerInsights',
    name: 'node_gpu_memory_used',
    mean: 'Maximum',
    per: 'member',
    optional: true,
  },
]

/** Container Insights' name of `gpu-utilization`: the same percentage of time that a kernel ran. */
export const gpuUtilizationOfNodes = 'node_gpu_utilization'

/** GPUs held and their memory in use, GB (10^9 bytes), from either source. */
export const gpuDimensions: readonly DimensionDefinition[] = [
  {
    dimension: 'gpu',
    hard: true,
    integral: true,
    conversion: { kind: 'count-above', metric: 'gpu-memory-used', threshold: heldMib },
    otherwise: [{ kind: 'count-above', metric: 'gpu-memory-used-bytes', threshold: heldMib * 2 ** 20 }],
  },
  {
    dimension: 'gpu-memory',
    hard: false,
    conversion: { kind: 'absolute', metrics: ['gpu-memory-used'], scale: 2 ** 20 / 1e9 },
    otherwise: [{ kind: 'absolute', metrics: ['gpu-memory-used-bytes'], scale: 1e-9 }],
  },
]

/** What only a scheduler would know of a pool of GPUs that no scheduler tells of. */
export function gpuNotes({ facts }: { readonly facts: Facts }): readonly EvidenceItem[] {
  if (facts.gpusAllocated !== 'not measured') return []
  const text =
    'Which GPUs are given out, to whom, and who waits for them: only a scheduler knows, and none is read here.'
  return [{ title: 'Not measured', text }]
}

const benchmarksShown = 3

/**
 * Types with as many GPUs of another model and at least as much memory on each. Whether the work runs there as well only
 * a benchmark tells: without the activity of DRAM and tensor cores no dollars are set against it.
 */
export function benchmarkNotes({ resource, shapes }: NoteContext): readonly EvidenceItem[] {
  const own = shapes.find(({ name }) => name === resource.shape)
  const { gpu, 'gpu-memory': memory } = own?.capacity ?? {}
  if (own?.gpuModel === undefined || gpu === undefined || memory === undefined) return []
  const others = shapes.filter(
    ({ gpuModel, capacity, currentGeneration, arch, service }) =>
      service === 'ec2' &&
      currentGeneration &&
      arch === own.arch &&
      gpuModel !== undefined &&
      gpuModel !== own.gpuModel &&
      capacity.gpu === gpu &&
      (capacity['gpu-memory'] ?? 0) >= memory,
  )
  const models = [...Map.groupBy(others, ({ gpuModel }) => gpuModel)].map(([model = '', types]) => {
    const [smallest] = types.toSorted((a, b) => (a.capacity.cpu ?? 0) - (b.capacity.cpu ?? 0))
    return `${smallest?.name} (${model.replace('NVIDIA ', '')})`
  })
  if (models.length === 0) return []
  const text = `${models.toSorted().slice(0, benchmarksShown).join(', ')}: as many GPUs with at least as much memory. How the work runs on them is not known without the activity of DRAM and tensor cores: run a benchmark before a price counts.`
  return [{ title: 'Benchmark candidates', text }]
}
