import type { Account, Problem } from '#lib/model/account.ts'
import type { KubernetesSnapshot, KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { OwnershipRules } from '#lib/model/ownership.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import type { Aws, RegionAws } from '../aws.ts'
import { readCapacityHistory } from '../capacity-history.ts'
import type { Inventory, OwnerHistory } from '../collector.ts'
import { distinctProblems, problemOf } from '../fault.ts'
import { capacityTimeline, type History } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { readClusterSnapshots } from '../kubernetes/read-clusters.ts'
import { ownerHistories } from '../owner-history.ts'
import { cleanedCount } from '../ownership.ts'
import { ownershipReader, tagRules } from '../ownership-rules.ts'
import { listAgentMetrics } from './agent-metrics.ts'
import { readGroups } from './asg.ts'
import { readAuroraClusters } from './aurora-cluster.ts'
import { readAuroraServerless } from './aurora-serverless.ts'
import { describeDatabases, describeGroups, describeInstances } from './describe.ts'
import { readDocumentdbClusters } from './documentdb-cluster.ts'
import { readIndexes } from './dynamodb-index.ts'
import { readTables } from './dynamodb-table.ts'
import { readInstances } from './ec2-instance.ts'
import { providersByGroup, readEcs } from './ecs.ts'
import { readEcsProviders } from './ecs-capacity-provider.ts'
import { readEcsServices } from './ecs-service.ts'
import { readEks } from './eks-clusters.ts'
import { readNodePools } from './eks-node-pool.ts'
import { readCacheGroups } from './elasticache-group.ts'
import { readServerlessCaches } from './elasticache-serverless.ts'
import { readPools } from './gpu-pool.ts'
import { readClusters } from './msk-cluster.ts'
import { nodePools } from './node-pools.ts'
import { readDomains } from './opensearch-domain.ts'
import { readDatabases } from './rds-instance.ts'
import { readRedshiftClusters } from './redshift-cluster.ts'
import type { Attempt, ClassReader, FoundGroup, FoundInstance, RegionFacts, SizedResource } from './region.ts'
import { withoutRepeats } from './repeats.ts'
import { readEndpoints } from './sagemaker-endpoint.ts'
import { readDetailed } from './sample-period.ts'
import { readSupportCalendar, supportActions } from './support-dates.ts'

/** How each class is found in what AWS describes. A missing one does not compile. */
const classReaders = {
  'ec2-instance': readInstances,
  asg: readGroups,
  'gpu-pool': readPools,
  'rds-instance': readDatabases,
  'opensearch-domain': readDomains,
  'msk-cluster': readClusters,
  'dynamodb-table': readTables,
  'dynamodb-index': readIndexes,
  'elasticache-group': readCacheGroups,
  'elasticache-serverless': readServerlessCaches,
  'eks-node-pool': readNodePools,
  'ecs-capacity-provider': readEcsProviders,
  'ecs-service': readEcsServices,
  'sagemaker-endpoint': readEndpoints,
  'aurora-cluster': readAuroraClusters,
  'aurora-serverless': readAuroraServerless,
  'documentdb-cluster': readDocumentdbClusters,
  'redshift-cluster': readRedshiftClusters,
} satisfies Record<ResourceClass, ClassReader>

export type InventoryOptions = {
  readonly aws: Aws
  readonly account: Account
  readonly nowMs: EpochMs
  readonly teamTagKeys: readonly string[]
  /** By `teamTagKeys` alone unless given. */
  readonly ownership?: OwnershipRules | undefined
  /** Clusters and where they keep what they say of their pods. */
  readonly kubernetes?: readonly KubernetesSource[] | undefined
  readonly instanceTypes: (aws: RegionAws) => Promise<InstanceTypes>
}

/** Resources, their past sizes and their series in every region of an account. Denied and failed parts are named. */
export async function readInventory(options: InventoryOptions): Promise<Inventory> {
  const { aws, account, kubernetes = [], nowMs } = options
  const clusters = await readClusterSnapshots({ aws, account, sources: kubernetes, nowMs })
  const read = { ...options, kubernetesSnapshots: clusters.snapshots }
  const regions = await Promise.all(account.regions.map((region) => readRegion(read, region)))
  const resources = regions.flatMap((region) => region.resources)
  const series = regions.flatMap((region) => region.series)
  const byClass = Object.fromEntries(
    Object.keys(classReaders).map((name) => [
      name,
      resources.filter(({ resourceClass }) => resourceClass === name).length,
    ]),
  )
  return {
    resources,
    changes: regions.flatMap((region) => region.changes),
    owners: regions.flatMap((region) => region.owners),
    series,
    problems: distinctProblems([...clusters.problems, ...regions.flatMap((region) => region.problems)]),
    complete: regions.flatMap(({ complete }) => complete),
    counts: {
      resources: resources.length,
      series: series.length,
      cleanedTags: resources.reduce((sum, { tags }) => sum + cleanedCount(tags), 0),
      ...byClass,
    },
  }
}

/** A refusal of these leaves every resource described. */
const hidesNothing: ReadonlySet<string> = new Set(['cloudwatch:ListMetrics', ...supportActions])

type RegionInventory = Pick<Inventory, 'resources' | 'changes' | 'series' | 'problems' | 'complete'> & {
  readonly owners: readonly OwnerHistory[]
}

type RegionOptions = InventoryOptions & { readonly kubernetesSnapshots: readonly KubernetesSnapshot[] }

async function readRegion(options: RegionOptions, region: string): Promise<RegionInventory> {
  const aws = options.aws.at({ account: options.account, region })
  const problems: Problem[] = []
  const attempt = attemptOf(aws, problems)
  const facts = await readFacts(options, { aws, attempt })
  // What the endpoint refuses now may be there all the same: nothing is called deleted for want of an answer.
  const shared = problems.some(({ action = '' }) => !hidesNothing.has(action))
  const classes = await readClasses(facts, { aws, nowMs: options.nowMs, problems })
  const sized = classes.flatMap((one) => one.sized)
  const histories = await readCapacityHistory({
    aws,
    nowMs: options.nowMs,
    subjects: sized.flatMap(({ subject }) => subject ?? []),
  })
  problems.push(...histories.problems)
  const series = sized.flatMap((one) => one.series)
  const detailed = await attempt('cloudwatch:GetMetricData', () =>
    series.length === 0 ? undefined : readDetailed(aws, { series, nowMs: options.nowMs }),
  )
  return {
    problems,
    series,
    complete: classes.flatMap(({ resourceClass, whole }) =>
      whole && !shared ? [{ region, resourceClass }] : [],
    ),
    owners: ownerHistories({ sized, histories, ownerOf: facts.ownerOf }),
    resources: sized.map(({ resource }) => ({
      ...resource,
      facts: { ...resource.facts, ...(detailed ? { detailedMonitoring: detailed.has(resource.id) } : {}) },
    })),
    changes: sized.map((one) => ({
      resourceId: one.resource.id,
      changes:
        one.changes ??
        capacityTimeline({
          history: historyOf(one, histories.byId),
          today: one.today,
          createdMs: one.subject?.kind === 'instance' ? undefined : one.resource.createdMs,
          nowMs: options.nowMs,
          capacityOf: one.capacityOf,
        }),
    })),
  }
}

function attemptOf(aws: RegionAws, problems: Problem[]): Attempt {
  return async (action, read) => {
    try {
      return await read()
    } catch (error) {
      problems.push(problemOf(error, { scope: aws.scope, action }))
      return undefined
    }
  }
}

type ReadClass = {
  readonly resourceClass: ResourceClass
  readonly sized: readonly SizedResource[]
  /** Every question of this class was answered. */
  readonly whole: boolean
}

async function readClasses(
  facts: RegionFacts,
  { aws, nowMs, problems }: { aws: RegionAws; nowMs: EpochMs; problems: Problem[] },
): Promise<readonly ReadClass[]> {
  const names = Object.keys(classReaders) as readonly ResourceClass[]
  return Promise.all(
    names.map(async (resourceClass) => {
      const own: Problem[] = []
      const read: ClassReader = classReaders[resourceClass]
      const found = await read(facts, { aws, nowMs, attempt: attemptOf(aws, own) })
      const { sized, problems: repeats } = withoutRepeats(found, aws.scope)
      problems.push(...own, ...repeats)
      return { resourceClass, sized, whole: own.length === 0 }
    }),
  )
}

function historyOf(
  { subject, todaySinceMs }: SizedResource,
  byId: ReadonlyMap<string, History>,
): History | undefined {
  if (subject) return byId.get(subject.id)
  return todaySinceMs === undefined
    ? undefined
    : { knownFromMs: todaySinceMs, source: 'inventory', changes: [] }
}

const agentMetricNames = [
  ...new Set(
    Object.values(classDefinitions)
      .flatMap((definition): readonly MetricDefinition[] => definition.metrics)
      .filter(({ namespace }) => namespace === 'CWAgent')
      .map(({ name }) => name),
  ),
]

async function readFacts(
  { teamTagKeys, ownership, instanceTypes, nowMs, kubernetesSnapshots }: RegionOptions,
  { aws, attempt }: { aws: RegionAws; attempt: Attempt },
): Promise<RegionFacts> {
  const [types, instances, groups, databases, agentMetrics, ecs, eks] = await Promise.all([
    attempt('ec2:DescribeInstanceTypes', () => instanceTypes(aws)),
    attempt('ec2:DescribeInstances', () => describeInstances(aws)),
    attempt('autoscaling:DescribeAutoScalingGroups', () => describeGroups(aws)),
    attempt('rds:DescribeDBInstances', () => describeDatabases(aws)),
    attempt('cloudwatch:ListMetrics', () => listAgentMetrics(aws, agentMetricNames)),
    readEcs(aws),
    readEks(aws),
  ])
  const groupOf = membership(groups ?? [], instances ?? [])
  const support = await readSupportCalendar(aws, {
    attempt,
    databases: (databases ?? []).length > 0,
    clusters: eks.clusters.length > 0,
  })
  return {
    support,
    accountId: aws.account.id,
    region: aws.region,
    ownerOf: ownershipReader(ownership ?? tagRules(teamTagKeys), nowMs),
    types: types ?? new Map(),
    instances: instances ?? [],
    groups: groups ?? [],
    groupOf,
    ...nodePools({ nodeGroups: eks.nodeGroups, instances: instances ?? [], groups: groups ?? [], groupOf }),
    kubernetesSnapshots,
    databases: databases ?? [],
    agentMetrics: agentMetrics ?? [],
    ecs,
    eks,
    providerOfGroup: providersByGroup(ecs),
  }
}

/** By the groups' own lists; an instance that is tagged with a group belongs to it while its group cannot be read. */
function membership(
  groups: readonly FoundGroup[],
  instances: readonly FoundInstance[],
): ReadonlyMap<string, string> {
  const tagged = instances.flatMap(({ id, groupName }) =>
    groupName === undefined ? [] : [[id, groupName] as const],
  )
  const listed = groups.flatMap(({ name, memberIds }) => memberIds.map((id) => [id, name] as const))
  return new Map([...tagged, ...listed])
}
