import { ListMetricsCommand, type Metric } from '@aws-sdk/client-cloudwatch'
import type { MetricId } from '#lib/model/series.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

const namespace = 'CWAgent'

/**
 * Metrics of those names that the CloudWatch agent sent in the last two weeks, whatever dimensions its operators
 * append; those with samples in the last three hours first, where one thing has several. Throws the SDK's error.
 */
export async function listAgentMetrics(aws: RegionAws, names: readonly string[]): Promise<MetricId[]> {
  const found: MetricId[] = []
  for (const name of names) {
    const known = (await listMetrics(aws, { name, active: false })).flatMap(metricId)
    found.push(...(isAmbiguous(known) ? await activeFirst(aws, { name, known }) : known))
  }
  return found
}

function listMetrics(aws: RegionAws, { name, active }: { name: string; active: boolean }): Promise<Metric[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('cloudwatch:ListMetrics', ({ cloudwatch }, sending) =>
      cloudwatch.send(
        new ListMetricsCommand({
          Namespace: namespace,
          MetricName: name,
          NextToken: token,
          ...(active ? { RecentlyActive: 'PT3H' } : {}),
        }),
        sending,
      ),
    )
    return { items: page.Metrics ?? [], next: page.NextToken }
  })
}

function metricId({ Namespace, MetricName, Dimensions }: Metric): MetricId[] {
  if (Namespace === undefined || MetricName === undefined) return []
  const pairs = (Dimensions ?? []).flatMap(({ Name, Value }) =>
    Name && Value ? [[Name, Value] as const] : [],
  )
  return [{ namespace: Namespace, name: MetricName, dimensions: Object.fromEntries(pairs) }]
}

/** Has one instance's GPU, or one instance or group, more than one metric of the same name? */
function isAmbiguous(metrics: readonly MetricId[]): boolean {
  const owners = metrics.map(({ dimensions: { InstanceId = '', AutoScalingGroupName = '', index = '' } }) => {
    return InstanceId === '' ? AutoScalingGroupName : `${InstanceId}/${index}`
  })
  return new Set(owners).size < owners.length
}

async function activeFirst(
  aws: RegionAws,
  { name, known }: { name: string; known: readonly MetricId[] },
): Promise<MetricId[]> {
  const active = (await listMetrics(aws, { name, active: true })).flatMap(metricId)
  const keys = new Set(active.map(keyOf))
  return [...active, ...known.filter((metric) => !keys.has(keyOf(metric)))]
}

const keyOf = ({ dimensions }: MetricId) => JSON.stringify(Object.entries(dimensions).sort())
