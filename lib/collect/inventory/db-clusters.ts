import { type DBCluster, DescribeDBClustersCommand } from '@aws-sdk/client-rds'
import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { supportOptOut, tagsOf } from './describe.ts'
import type { Asking, FoundDatabase, RegionFacts } from './region.ts'
import { nameUnreadable } from './unreadable.ts'

/** A cluster of Aurora or DocumentDB; the RDS API lists both. */
export type FoundCluster = {
  readonly id: string
  readonly arn: string
  readonly engine: string
  readonly engineVersion: string
  /** `aurora` and `aurora-iopt1`; `standard` and `iopt1` of DocumentDB. */
  readonly storageType: string
  readonly writerId: string
  /** Writer included. */
  readonly memberIds: readonly string[]
  readonly minAcu?: number
  readonly maxAcu?: number
  readonly maintenanceWindow: string
  readonly state: string
  readonly supportOptedOut: boolean
  readonly createdMs?: EpochMs
  readonly tags: Tags
}

/** A cluster with its instances: the writer, and those of the writer's class, which alone are alike. */
export type ClusterMembers = {
  readonly cluster: FoundCluster
  readonly writer: FoundDatabase
  readonly alike: readonly FoundDatabase[]
  readonly others: readonly FoundDatabase[]
}

const action = 'rds:DescribeDBClusters'

/** Three classes need the same list: it is asked for once per region and inventory. */
const lists = new WeakMap<RegionAws, Promise<readonly DBCluster[]>>()

/** Clusters of the region whose engine matches, with their members. One without a known writer is named and left out. */
export async function readClusters(
  facts: RegionFacts,
  { asking, engine }: { readonly asking: Asking; readonly engine: RegExp },
): Promise<readonly ClusterMembers[]> {
  const { aws, attempt } = asking
  const listed = await attempt(action, () => listClusters(aws))
  const found: ClusterMembers[] = []
  for (const described of listed ?? []) {
    if (!engine.test(described.Engine ?? '')) continue
    const cluster = foundCluster(described)
    const members = cluster && withMembers(facts, cluster)
    if (members) found.push(members)
    else await nameUnreadable(attempt, { action, what: nameOf(described), lacks: 'a writer that is listed' })
  }
  return found
}

const nameOf = ({ DBClusterIdentifier }: DBCluster) =>
  `the cluster ${DBClusterIdentifier ?? 'without a name'}`

function listClusters(aws: RegionAws): Promise<readonly DBCluster[]> {
  const known = lists.get(aws)
  if (known) return known
  const asked = readAllPages(async (token) => {
    const page = await aws.call(action, ({ rds }, sending) =>
      rds.send(new DescribeDBClustersCommand({ MaxRecords: 100, Marker: token }), sending),
    )
    return { items: page.DBClusters ?? [], next: page.Marker }
  })
  lists.set(aws, asked)
  return asked
}

function foundCluster(cluster: DBCluster): FoundCluster | undefined {
  const { DBClusterIdentifier: id, DBClusterArn: arn, DBClusterMembers: members = [] } = cluster
  const writerId = members.find(({ IsClusterWriter }) => IsClusterWriter)?.DBInstanceIdentifier
  if (id === undefined || arn === undefined || writerId === undefined) return undefined
  const { MinCapacity: minAcu, MaxCapacity: maxAcu } = cluster.ServerlessV2ScalingConfiguration ?? {}
  const created = cluster.ClusterCreateTime?.getTime()
  return {
    id,
    arn,
    engine: cluster.Engine ?? 'unknown',
    engineVersion: cluster.EngineVersion ?? '',
    storageType: cluster.StorageType ?? (cluster.Engine === 'docdb' ? 'standard' : 'aurora'),
    writerId,
    memberIds: members.flatMap(({ DBInstanceIdentifier }) => DBInstanceIdentifier ?? []),
    maintenanceWindow: cluster.PreferredMaintenanceWindow ?? '',
    state: cluster.Status ?? 'unknown',
    supportOptedOut: cluster.EngineLifecycleSupport === supportOptOut,
    tags: tagsOf(cluster.TagList),
    ...(minAcu === undefined ? {} : { minAcu }),
    ...(maxAcu === undefined ? {} : { maxAcu }),
    ...(created === undefined ? {} : { createdMs: created }),
  }
}

function withMembers({ databases }: RegionFacts, cluster: FoundCluster): ClusterMembers | undefined {
  const members = databases.filter(({ id }) => cluster.memberIds.includes(id))
  const writer = members.find(({ id }) => id === cluster.writerId)
  if (!writer) return undefined
  const isAlike = ({ databaseClass }: FoundDatabase) => databaseClass === writer.databaseClass
  return {
    cluster,
    writer,
    alike: [writer, ...members.filter((one) => one !== writer && isAlike(one))],
    others: members.filter((one) => !isAlike(one)),
  }
}
