import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseSnapshot, type SnapshotFile } from '#lib/collect/kubernetes/parse-snapshot.ts'
import { readSnapshot } from '#lib/collect/kubernetes/read-snapshot.ts'
import { kubernetesPoolUse } from '#lib/model/kubernetes-pool.ts'
import { writeKubernetesSnapshots } from '#lib/simulate/index.ts'

const list = (...items: readonly object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
const parse = (texts: Partial<Record<SnapshotFile, string>>) =>
  parseSnapshot({ cluster: 'prod', takenMs: 5, texts: { nodes: list(), pods: list(), ...texts } })

const node = {
  metadata: { name: 'ip-10-0-0-1', labels: { 'eks.amazonaws.com/nodegroup': 'general' } },
  spec: { providerID: 'aws:///us-east-1a/i-0abc12' },
  status: { allocatable: { cpu: '3920m', memory: '15Gi', pods: '58', 'nvidia.com/gpu': '8' } },
}

const container = (requests: object) => ({ name: 'x', resources: { requests } })
const podWith = (spec: object, rest: object = {}) => ({
  metadata: { name: 'web-1', namespace: 'shop' },
  spec: { containers: [container({ cpu: '1', memory: '1Gi' })], ...spec },
  status: { phase: 'Running' },
  ...rest,
})
const requestsOf = (spec: object) => parse({ pods: list(podWith(spec)) }).pods[0]?.requests

describe('nodes', () => {
  test('tell their instance, pool and what pods may take', () => {
    expect(parse({ nodes: list(node) }).nodes).toEqual([
      {
        name: 'ip-10-0-0-1',
        instanceId: 'i-0abc12',
        pool: 'general',
        allocatable: { cpu: 3.92, memoryGib: 15, gpu: 8, pods: 58 },
      },
    ])
  })
})

describe('what a pod reserves', () => {
  // Kubernetes documentation, "Sidecar Containers": resource sharing within a pod.
  test.each([
    [
      'its containers together',
      { containers: [container({ cpu: '500m' }), container({ cpu: '250m' })] },
      0.75,
    ],
    ['the largest init container if that is more', { initContainers: [container({ cpu: '3' })] }, 3],
    ['no init container that is smaller', { initContainers: [container({ cpu: '200m' })] }, 1],
    [
      'a sidecar beside its containers',
      { initContainers: [{ ...container({ cpu: '2' }), restartPolicy: 'Always' }] },
      3,
    ],
    [
      'an init container with the sidecar that was started before it',
      { initContainers: [{ ...container({ cpu: '2' }), restartPolicy: 'Always' }, container({ cpu: '4' })] },
      6,
    ],
    ['the overhead of its runtime', { overhead: { cpu: '250m' } }, 1.25],
    [
      'its limits where it names no requests',
      { containers: [{ name: 'x', resources: { limits: { cpu: '2' } } }] },
      2,
    ],
  ])('is %s', (_name, spec, cpu) => {
    expect(requestsOf(spec)?.cpu).toBeCloseTo(cpu, 12)
  })

  test('is nothing of a pod that has ended', () => {
    const ended = ['Succeeded', 'Failed'].map((phase) => podWith({}, { status: { phase } }))
    expect(parse({ pods: list(...ended) }).pods).toEqual([])
  })
})

describe('pods', () => {
  test('say which pool they want by selector or by affinity', () => {
    const selector = podWith({ nodeSelector: { 'karpenter.sh/nodepool': 'gpus' } })
    const nodeSelectorTerms = [
      { matchExpressions: [{ key: 'eks.amazonaws.com/nodegroup', operator: 'In', values: ['a', 'b'] }] },
      { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['us-east-1a'] }] },
    ]
    const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }
    const affinity = podWith({ affinity: { nodeAffinity: required } })
    expect(parse({ pods: list(selector, affinity, podWith({})) }).pods.map(({ pools }) => pools)).toEqual([
      ['gpus'],
      ['a', 'b'],
      [],
    ])
  })
})

describe('what cannot be read', () => {
  test('is named by file and item, and the rest stands', () => {
    const broken = { ...node, status: { allocatable: { cpu: 'a lot', pods: '58' } } }
    const snapshot = parse({ nodes: list(node, { metadata: {} }, broken), hpa: 'not json', pdb: '[]' })
    expect(snapshot.nodes).toHaveLength(1)
    expect(snapshot.unread).toHaveLength(4)
    expect(snapshot.unread[0]).toMatch(/^nodes\.json, item 1: metadata\.name: /)
    expect(snapshot.unread[1]).toBe('nodes.json, item 2: cpu is not a quantity: a lot')
    expect(snapshot.unread[2]).toMatch(/^hpa\.json: it is not JSON: /)
    expect(snapshot.unread[3]).toBe('pdb.json: it is not a list of Kubernetes objects')
  })

  test('nodes and pods have to be there, the others not', () => {
    const { unread } = parseSnapshot({ cluster: 'prod', takenMs: 0, texts: {} })
    expect(unread).toEqual(['nodes.json is missing', 'pods.json is missing'])
  })

  test('hostile keys are data', () => {
    const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}')
    const pods = `{"items":[${JSON.stringify(podWith({}, { metadata: { name: 'web', labels } }))}]}`
    expect(parse({ pods }).pods).toHaveLength(1)
    expect({}).not.toHaveProperty('x')
  })
})

describe('the snapshots of the simulated estate', () => {
  let folder: string
  const anchorMs = Date.parse('2026-11-25T03:20:00Z')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-estate-'))
    await writeKubernetesSnapshots({ folder, seed: 7, anchorMs, nowMs: anchorMs })
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('are read whole, one for each cluster', async () => {
    for (const cluster of ['shop-prod', 'data-platform', 'ml-training', 'staging-eks']) {
      const snapshot = await readSnapshot(join(folder, cluster))
      expect(snapshot.cluster).toBe(cluster)
      expect(snapshot.unread).toEqual([])
      expect(snapshot.nodes.length).toBeGreaterThan(0)
      expect(snapshot.pods.length).toBeGreaterThan(snapshot.nodes.length)
    }
  })

  test('hold a gang of eight that waits while eleven GPUs are free in pieces of at most three', async () => {
    const snapshot = await readSnapshot(join(folder, 'ml-training'))
    const instanceIds = new Set(snapshot.nodes.flatMap(({ instanceId }) => instanceId ?? []))
    const use = kubernetesPoolUse(snapshot, { name: 'training-gpu', instanceIds })
    expect(use).toMatchObject({ freeGpus: 11, largestFreeGpuBlock: 3 })
    expect(use.gangs).toMatchObject([{ gpus: 8, fits: false }])
  })

  test('a file that is a folder is named and the rest is read', async () => {
    const { mkdir } = await import('node:fs/promises')
    const odd = join(folder, 'odd')
    await mkdir(join(odd, 'hpa.json'), { recursive: true })
    await writeFile(join(odd, 'nodes.json'), list(node))
    await writeFile(join(odd, 'pods.json'), list())
    const snapshot = await readSnapshot(odd)
    expect(snapshot.nodes).toHaveLength(1)
    expect(snapshot.unread[0]).toMatch(/^hpa\.json: EISDIR/)
  })
})
