import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { gibPerAcu, serverlessClass } from '#lib/resources/aurora-serverless.ts'
import { supportFacts } from '#lib/resources/extended-support.ts'
import { clusterResource } from './cluster-resource.ts'
import { type DailyQuery, meanOf, readDailyValues } from './daily-values.ts'
import { type ClusterMembers, readClusters } from './db-clusters.ts'
import { defined } from './ec2-instance.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'

/** Aurora clusters whose writer is Serverless v2. */
export const readAuroraServerless: ClassReader = async (facts, asking) => {
  const clusters = await readClusters(facts, { asking, engine: /^aurora/ })
  const day = isoDay(asking.nowMs)
  const serverless = clusters.filter(({ writer }) => writer.databaseClass === serverlessClass)
  if (serverless.length === 0) return []
  const uses = await asking.attempt('cloudwatch:GetMetricData', () => readMeanAcu(asking, serverless))
  return serverless.map((members, i) => sizedServerless(facts, { members, day, meanAcu: uses?.[i] }))
}

/** Two whole weeks stand for the present. */
const recentDays = 14

/** ACU that ran on the mean of the last 14 days, over the serverless members of each cluster; a member without samples makes it unknown. */
async function readMeanAcu(
  { aws, nowMs }: Asking,
  clusters: readonly ClusterMembers[],
): Promise<readonly (number | undefined)[]> {
  const toMs = floorTo(nowMs, dayMs)
  const range = { fromMs: toMs - recentDays * dayMs, toMs }
  const ids = clusters.flatMap(({ alike }) => alike.map(({ id }) => id))
  const queries = ids.map((DBInstanceIdentifier): DailyQuery => {
    const name = 'ServerlessDatabaseCapacity'
    return {
      metric: { namespace: 'AWS/RDS', name, dimensions: { DBInstanceIdentifier } },
      statistic: 'Average',
    }
  })
  const values = await readDailyValues(aws, { queries, range })
  const means = new Map(ids.map((id, i) => [id, meanOf(values[i])]))
  return clusters.map(({ alike }) => {
    const acu = alike.reduce((sum, { id }) => sum + (means.get(id) ?? Number.NaN), 0)
    return Number.isNaN(acu) ? undefined : Math.round(acu * 1000) / 1000
  })
}

type Today = {
  readonly members: ClusterMembers
  readonly day: string
  readonly meanAcu: number | undefined
}

/** Every member may scale to the maximum. What it was before today no source of ours tells. */
function sizedServerless(facts: RegionFacts, { members, day, meanAcu }: Today): SizedResource {
  const { cluster } = members
  const { minAcu, maxAcu, engine, engineVersion } = cluster
  const live = facts.support.engineDates(engine, engineVersion)
  return clusterResource(facts, {
    resourceClass: 'aurora-serverless',
    members,
    sizedByWriter: false,
    facts: {
      ...knownFacts({ minAcu, maxAcu, meanAcu, autoPause: minAcu === undefined ? undefined : minAcu === 0 }),
      ...supportFacts({ engine, engineVersion, day, live, optedOut: cluster.supportOptedOut }),
    },
    capacityOf: ({ count = 1 }) =>
      defined({
        acu: maxAcu === undefined ? undefined : maxAcu * count,
        memory: maxAcu === undefined ? undefined : maxAcu * count * gibPerAcu,
      }),
  })
}
