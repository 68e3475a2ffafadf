import { isoDay } from '#lib/model/time.ts'
import { gibPerAcu, serverlessClass } from '#lib/resources/aurora-serverless.ts'
import { supportFacts } from '#lib/resources/extended-support.ts'
import { clusterResource } from './cluster-resource.ts'
import { type ClusterMembers, readClusters } from './db-clusters.ts'
import { defined } from './ec2-instance.ts'
import { knownFacts } from './known-facts.ts'
import type { ClassReader, RegionFacts, SizedResource } from './region.ts'

/** Aurora clusters whose writer is Serverless v2. */
export const readAuroraServerless: ClassReader = async (facts, asking) => {
  const clusters = await readClusters(facts, { asking, engine: /^aurora/ })
  const day = isoDay(asking.nowMs)
  return clusters
    .filter(({ writer }) => writer.databaseClass === serverlessClass)
    .map((members) => sizedServerless(facts, { members, day }))
}

type Today = { readonly members: ClusterMembers; readonly day: string }

/** Every member may scale to the maximum. What it was before today no source of ours tells. */
function sizedServerless(facts: RegionFacts, { members, day }: Today): SizedResource {
  const { cluster } = members
  const { minAcu, maxAcu } = cluster
  return clusterResource(facts, {
    resourceClass: 'aurora-serverless',
    members,
    sizedByWriter: false,
    facts: {
      ...knownFacts({ minAcu, maxAcu, autoPause: minAcu === undefined ? undefined : minAcu === 0 }),
      ...supportFacts({ ...cluster, day, optedOut: cluster.supportOptedOut }),
    },
    capacityOf: ({ count = 1 }) =>
      defined({
        acu: maxAcu === undefined ? undefined : maxAcu * count,
        memory: maxAcu === undefined ? undefined : maxAcu * count * gibPerAcu,
      }),
  })
}
