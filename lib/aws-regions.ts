/**
 * Regions by partition, as the AWS SDK for JavaScript v3.1175 lists them (partitions of its endpoint rules, read on
 * 2026-11-25). A test compares them with the SDK that is installed.
 */
const regionsByPartition = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'me-west-1',
    'mx-central-1',
    'sa-east-1',
    'sa-west-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
} as const

export type Partition = keyof typeof regionsByPartition

/** Every region that an account may name. */
export const awsRegions: readonly string[] = Object.values(regionsByPartition).flat()

/** The partition of a region: part of every ARN in it. Unknown regions count as commercial. */
export function regionPartition(region: string): Partition {
  const partitions = Object.keys(regionsByPartition) as Partition[]
  return partitions.find((name) => (regionsByPartition[name] as readonly string[]).includes(region)) ?? 'aws'
}
