import type { Capacity } from '#lib/model/capacity.ts'
import { clusterResource } from './cluster-resource.ts'
import { type ClusterMembers, readClusters } from './db-clusters.ts'
import { defined } from './ec2-instance.ts'
import { typeName } from './rds-instance.ts'
import type { ClassReader, RegionFacts, SizedResource } from './region.ts'

/** DocumentDB clusters: the RDS API lists them too. */
export const readDocumentdbClusters: ClassReader = async (facts, asking) => {
  const clusters = await readClusters(facts, { asking, engine: /^docdb$/ })
  return clusters.map((members) => sizedCluster(facts, members))
}

function sizedCluster(facts: RegionFacts, members: ClusterMembers): SizedResource {
  return clusterResource(facts, {
    resourceClass: 'documentdb-cluster',
    members,
    sizedByWriter: true,
    facts: {},
    capacityOf: ({ shape = '', count = 1 }): Capacity => {
      const { cpu, memory } = facts.types.get(typeName(shape))?.capacity ?? {}
      return defined({
        cpu: cpu === undefined ? undefined : cpu * count,
        memory: memory === undefined ? undefined : memory * count,
      })
    },
  })
}
