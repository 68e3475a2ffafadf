import { isoDay } from '#lib/model/time.ts'
import { auroraCapacity } from '#lib/resources/aurora-cluster.ts'
import { serverlessClass } from '#lib/resources/aurora-serverless.ts'
import { supportFacts } from '#lib/resources/extended-support.ts'
import { clusterResource } from './cluster-resource.ts'
import { type ClusterMembers, readClusters } from './db-clusters.ts'
import { typeName } from './rds-instance.ts'
import type { ClassReader, RegionFacts, SizedResource } from './region.ts'

/** Aurora clusters whose writer is a provisioned instance. */
export const readAuroraClusters: ClassReader = async (facts, asking) => {
  const clusters = await readClusters(facts, { asking, engine: /^aurora/ })
  const day = isoDay(asking.nowMs)
  return clusters
    .filter(({ writer }) => writer.databaseClass !== serverlessClass)
    .map((members) => sizedCluster(facts, { members, day }))
}

type Today = { readonly members: ClusterMembers; readonly day: string }

function sizedCluster(facts: RegionFacts, { members, day }: Today): SizedResource {
  const { cluster } = members
  const { engine, engineVersion } = cluster
  const live = facts.support.engineDates(engine, engineVersion)
  return clusterResource(facts, {
    resourceClass: 'aurora-cluster',
    members,
    sizedByWriter: true,
    facts: supportFacts({ engine, engineVersion, day, live, optedOut: cluster.supportOptedOut }),
    capacityOf: ({ shape = '', count = 1 }) => {
      const { cpu, memory } = facts.types.get(typeName(shape))?.capacity ?? {}
      return auroraCapacity({ engine, databaseClass: shape, members: count, cpu, memory })
    },
  })
}
