import { type Product, regionAttributes } from './price-product.ts'

/** Provisioned performance of EBS, us-east-1: AWS's public price pages, as they stood in 2024. */
const listed: readonly {
  readonly type: string
  readonly family: 'System Operation' | 'Provisioned Throughput'
  readonly usage: string
  readonly unit: string
  readonly usd: number
}[] = [
  { type: 'gp3', family: 'System Operation', usage: 'EBS:VolumeP-IOPS.gp3', unit: 'IOPS-Mo', usd: 0.005 },
  {
    type: 'gp3',
    family: 'Provisioned Throughput',
    usage: 'EBS:VolumeP-Throughput.gp3',
    unit: 'GiBps-mo',
    usd: 40.96,
  },
  { type: 'io1', family: 'System Operation', usage: 'EBS:VolumeP-IOPS.piops', unit: 'IOPS-Mo', usd: 0.065 },
]

/** IOPS and throughput that are bought beyond what a volume includes. */
export function ebsPerformanceProducts(region: string): Product[] {
  return listed.map(({ type, family, usage, unit, usd }) => ({
    serviceCode: 'AmazonEC2',
    productFamily: family,
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonEC2',
      servicename: 'Amazon Elastic Compute Cloud',
      volumeApiName: type,
      usagetype: usage,
    },
    unit,
    usd,
    description: `$${usd} per ${unit} of ${type}`,
    asOf: '2024-07-01',
  }))
}
