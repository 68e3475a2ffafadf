import type { Tags } from '#lib/model/resource.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { clusterHourlyUsd, eksSupport, eksVersions, extendedFromMs } from '#lib/resources/eks-versions.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldInstance } from '../world.ts'
import type { HeldThings } from '../world-things.ts'
import { type Location, locationOf } from './accounts.ts'
import { nodeSeries } from './eks-pool-series.ts'
import { type Frame, seedFor } from './frame.ts'
import { groupOf } from './group.ts'
import { hexId } from './hash.ts'
import { eksClusterRows, eksPoolRows } from './inventory/eks-pools.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf, type ServiceCost } from './resource.ts'
import { cell, numberCell, type TableRow } from './table.ts'

const nodeDiskGib = 80
const eksService = 'Amazon Elastic Container Service for Kubernetes'

/** Version of a cluster of the table. */
export function clusterVersion(cluster: TableRow, frame: Frame): string {
  const version = cell(cluster, 'version')
  if (version !== 'ended') return version
  const fourWeeksAgo = frame.anchorMs - 28 * dayMs
  const ended = eksVersions.filter((one) => eksSupport(one, fourWeeksAgo)?.extendedSupport === true)
  return ended.at(-1) ?? (eksVersions[0] as string)
}

/** Name of the cluster's pool, as Headroom calls it. */
export function eksPoolName(row: TableRow): string {
  return `${cell(row, 'cluster')}/${cell(row, 'name')}`
}

function clusterOfRow(row: TableRow): TableRow {
  const found = eksClusterRows.find((one) => cell(one, 'cluster') === cell(row, 'cluster'))
  if (!found) throw new Error(`no EKS cluster ${cell(row, 'cluster')} in the table`)
  return found
}

/** A pool of the table with its nodes, its group where it has one, and, if it is the cluster's first, the cluster. */
export function eksPoolOf(row: TableRow, frame: Frame): EstateResource {
  return cell(row, 'manager') === 'mng' ? nodeGroupOf(row, frame) : nodePoolOf(row, frame)
}

function tagsOf(row: TableRow): Tags {
  const [cluster, pool] = [cell(row, 'cluster'), cell(row, 'name')]
  const owned = { [`kubernetes.io/cluster/${cluster}`]: 'owned' }
  if (cell(row, 'manager') === 'mng')
    return { ...owned, 'eks:cluster-name': cluster, 'eks:nodegroup-name': pool }
  const karpenter = { ...owned, 'eks:eks-cluster-name': cluster, 'aws:eks:cluster-name': cluster }
  return cell(row, 'manager') === 'auto'
    ? { ...karpenter, 'eks:kubernetes-node-pool-name': pool, 'karpenter.sh/nodepool': pool }
    : { ...karpenter, 'karpenter.sh/nodepool': pool }
}

/** Subnets of a pool, by the names of `limits.ts` in option `subnets=A+B`. */
export function poolSubnetIds(row: TableRow, frame: Frame): readonly string[] {
  const names = (row.options.subnets ?? `${eksPoolName(row)}-private`).split('+')
  return names.map((name) => `subnet-${hexId(seedFor(frame, name), 17)}`)
}

/** A row of `inventory/groups.ts` for the node group's Auto Scaling group. */
function groupRow(row: TableRow, frame: Frame): TableRow {
  const hex = hexId(seedFor(frame, eksPoolName(row)), 8)
  const name = `eks-${cell(row, 'name')}-${hex}`
  return { ...row, cells: { ...row.cells, name, mem: '-' } }
}

function nodeGroupOf(row: TableRow, frame: Frame): EstateResource {
  const base = groupOf(groupRow(row, frame), frame)
  const subnets = poolSubnetIds(row, frame)
  const named = (tags: Tags): Tags => ({ ...tags, ...tagsOf(row), Name: eksPoolName(row) })
  const nodes = (nowMs: EpochMs) =>
    (base.instances?.(nowMs) ?? []).map((instance, i) => ({
      ...instance,
      // A node keeps its place in the group for as long as the group has it: its metrics go on.
      instanceId: `i-${hexId(seedFor(frame, `${eksPoolName(row)}/${i}`), 17)}`,
      launchMs: base.createdMs,
      tags: named(instance.tags),
      subnetId: subnets[i % subnets.length] as string,
    }))
  const group = (nowMs: EpochMs) => {
    const found = base.group?.(nowMs)
    if (!found) throw new Error(`no Auto Scaling group of ${eksPoolName(row)}`)
    const instanceIds = nodes(nowMs).map(({ instanceId }) => instanceId)
    return { ...found, instanceIds, tags: { ...found.tags, ...tagsOf(row) } }
  }
  const steady = nodes(frame.anchorMs).slice(0, numberCell(row, 'min'))
  return {
    ...base,
    resourceClass: 'eks-node-pool',
    name: eksPoolName(row),
    series: [...base.series, ...insightsOf(row, frame, steady)],
    cost: (fromHour, hours) => [
      ...base.cost(fromHour, hours),
      ...clusterCost(row, frame, { fromHour, alive: hoursAlive(base.createdMs, fromHour, hours) }),
    ],
    instances: nodes,
    group,
    things: (nowMs) => ({
      ...clusterThings(row, frame, base.location),
      'eks-nodegroup': [
        {
          cluster: cell(row, 'cluster'),
          name: cell(row, 'name'),
          version: clusterVersion(clusterOfRow(row), frame),
          capacityType: 'ON_DEMAND',
          instanceTypes: [cell(row, 'type')],
          minSize: numberCell(row, 'min'),
          maxSize: numberCell(row, 'max'),
          desired: group(nowMs).desired,
          groupName: group(nowMs).name,
          subnetIds: subnets,
          createdMs: base.createdMs,
          tags: ownerOf(row, base.location, frame.anchorMs).tagsAt(nowMs),
        },
      ],
    }),
  }
}

/** Nodes of Karpenter or Auto Mode: in no group, and of mixed types. */
function nodePoolOf(row: TableRow, frame: Frame): EstateResource {
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(groupRow(row, frame), frame)
  const types = nodeTypes(row)
  const nodes = (nowMs: EpochMs) =>
    types.map((type, i) => nodeOf(row, frame, { type, i, location, createdMs, tags: owner.tagsAt(nowMs) }))
  return {
    resourceClass: 'eks-node-pool',
    name: eksPoolName(row),
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: insightsOf(row, frame, nodes(frame.anchorMs)),
    changes: [],
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMs, fromHour, hours)
      return [...nodeCost(types, alive), ...clusterCost(row, frame, { fromHour, alive })]
    },
    instances: nodes,
    things: () => clusterThings(row, frame, location),
  }
}

function nodeTypes(row: TableRow): readonly InstanceTypeFact[] {
  const names = [cell(row, 'type'), row.options.also ?? cell(row, 'type')]
  return Array.from({ length: numberCell(row, 'now') }, (_, i) => instanceType(names[i % 2] as string))
}

type Node = {
  readonly type: InstanceTypeFact
  readonly i: number
  readonly location: Location
  readonly createdMs: EpochMs
  readonly tags: Tags
}

function nodeOf(row: TableRow, frame: Frame, { type, i, location, createdMs, tags }: Node): WorldInstance {
  const seed = seedFor(frame, `${eksPoolName(row)}/${i}`)
  const subnets = poolSubnetIds(row, frame)
  return {
    instanceId: `i-${hexId(seed, 17)}`,
    instanceType: type.name,
    state: 'running',
    zone: `${location.region}${'abc'[i % 3]}`,
    launchMs: createdMs,
    tags: { ...tags, ...tagsOf(row), Name: eksPoolName(row) },
    subnetId: subnets[i % subnets.length] as string,
    volumes: [
      {
        volumeId: `vol-${hexId(seed ^ 7, 17)}`,
        gib: nodeDiskGib,
        volumeType: 'gp3',
        iops: 3000,
        throughputMibps: 125,
      },
    ],
  }
}

function insightsOf(row: TableRow, frame: Frame, nodes: readonly WorldInstance[]) {
  const paid = cell(clusterOfRow(row), 'insights') === 'yes'
  const life = lifeOf(groupRow(row, frame), frame)
  const { offsetHours } = locationOf(cell(row, 'place'))
  return nodeSeries({ row, frame, nodes, paid, life, offsetHours })
}

function nodeCost(types: readonly InstanceTypeFact[], alive: number): readonly ServiceCost[] {
  const disk = alive * types.length * nodeDiskGib * storageHourlyUsd('ec2', 'gp3')
  return [
    ...types.map((type) => ({
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: `BoxUsage:${type.name}`,
      usd: alive * type.hourlyUsd,
    })),
    { service: 'EC2 - Other', usd: disk },
  ]
}

function isFirst(row: TableRow): boolean {
  const first = eksPoolRows.find((one) => cell(one, 'cluster') === cell(row, 'cluster'))
  return first !== undefined && cell(first, 'name') === cell(row, 'name')
}

function clusterThings(row: TableRow, frame: Frame, location: Location): HeldThings {
  if (!isFirst(row)) return {}
  const cluster = clusterOfRow(row)
  return {
    'eks-cluster': [
      {
        name: cell(cluster, 'cluster'),
        version: clusterVersion(cluster, frame),
        createdMs: createdMsOf(groupRow(row, frame), frame),
        supportType: 'EXTENDED',
        autoMode: cell(row, 'manager') === 'auto',
        tags: ownerOf(
          { ...cluster, cells: { ...cluster.cells, name: cell(cluster, 'cluster') } },
          location,
          frame.anchorMs,
        ).tagsAt(frame.anchorMs),
      },
    ],
  }
}

type Hours = { readonly fromHour: number; readonly alive: number }

/** The cluster's own fee, which its first pool carries: six times as much past the end of standard support. */
function clusterCost(row: TableRow, frame: Frame, { fromHour, alive }: Hours): readonly ServiceCost[] {
  if (!isFirst(row) || alive === 0) return []
  const support = eksSupport(clusterVersion(clusterOfRow(row), frame), frame.anchorMs)
  const extendedHour = support ? extendedFromMs(support.supportEndsOn) / hourMs : Number.POSITIVE_INFINITY
  const extended = Math.max(0, Math.min(alive, fromHour + alive - extendedHour))
  const fee = (usageType: string, usd: number) => ({ service: eksService, usageType, usd })
  return [
    fee('AmazonEKS-Hours:perCluster', alive * clusterHourlyUsd.standard),
    fee(
      'AmazonEKS-Hours:extendedSupport',
      extended * (clusterHourlyUsd.extended - clusterHourlyUsd.standard),
    ),
  ].filter(({ usd }) => usd > 0)
}
