import type { Handler } from '../call.ts'
import { getMetricData } from '../cloudwatch/get-metric-data.ts'
import { listMetrics } from '../cloudwatch/list-metrics.ts'
import { describeInstances, describeVolumes } from './ec2-instances.ts'
import { describeInstanceTypes, describeRegions } from './ec2-types.ts'
import { assumeRole, getCallerIdentity } from './sts.ts'

export type Protocol = 'json-1.0' | 'json-1.1' | 'query' | 'ec2'

/** One simulated service: how it is addressed, how it speaks, what it can do. */
export type Service = {
  /** Prefix of its IAM actions. */
  readonly prefix: string
  /** Service of the credential scope. */
  readonly signingName: string
  readonly protocol: Protocol
  /** Prefix of X-Amz-Target (JSON) or XML namespace (query). */
  readonly target: string
  readonly operations: Readonly<Record<string, Handler>>
}

export const services: readonly Service[] = [
  {
    prefix: 'cloudwatch',
    signingName: 'monitoring',
    protocol: 'json-1.0',
    target: 'GraniteServiceVersion20100801',
    operations: { GetMetricData: getMetricData, ListMetrics: listMetrics },
  },
  {
    prefix: 'ec2',
    signingName: 'ec2',
    protocol: 'ec2',
    target: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    operations: {
      DescribeInstances: describeInstances,
      DescribeInstanceTypes: describeInstanceTypes,
      DescribeVolumes: describeVolumes,
      DescribeRegions: describeRegions,
    },
  },
  {
    prefix: 'sts',
    signingName: 'sts',
    protocol: 'query',
    target: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
  },
]

/** The service that speaks under this name, if it is simulated. */
export function findService(signingName: string): Service | undefined {
  return services.find((service) => service.signingName === signingName)
}
