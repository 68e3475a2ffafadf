import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { type Page, pageOf } from '../wire/page.ts'
import { type Bounds, intParam } from '../wire/params.ts'
import { isoTime } from '../wire/xml.ts'
import { kafkaArn, type WorldKafkaCluster } from '../world-kafka.ts'

const clustersOf = (call: Call) => call.world.things?.(call.place, 'msk-cluster') ?? []

/** ListClustersV2: provisioned and serverless clusters; pages of 1 to 100. */
export function listKafkaClusters(call: Call): Answer {
  const page = paged(call, clustersOf(call), 'ListClustersV2')
  return json({ clusterInfoList: page.items.map((one) => clusterInfo(call, one)), nextToken: page.next })
}

/** DescribeClusterV2: one cluster by its ARN. */
export function describeKafkaCluster(call: Call): Answer {
  return json({ clusterInfo: clusterInfo(call, clusterOf(call)) })
}

/** ListNodes: the brokers of one cluster, numbered from 1. */
export function listBrokers(call: Call): Answer {
  const { brokers } = clusterOf(call)
  if (!brokers) throw new AwsError('BadRequestException', 'Serverless clusters have no nodes.', 400)
  const numbers = Array.from({ length: brokers.count }, (_, i) => i + 1)
  const page = paged(call, numbers, 'ListNodes')
  const nodeInfoList = page.items.map((brokerId) => ({
    brokerNodeInfo: {
      brokerId,
      currentBrokerSoftwareInfo: { kafkaVersion: brokers.kafkaVersion },
    },
    instanceType: brokers.type.replace(/^(kafka|express)\./, ''),
    nodeType: 'BROKER',
  }))
  return json({ nodeInfoList, nextToken: page.next })
}

const sizes: Bounds = { min: 1, max: 100 }

function paged<T>(call: Call, items: readonly T[], kind: string): Page<T> {
  const size = intParam(call.params, 'maxResults', sizes) ?? sizes.max
  if (Number.isNaN(size)) throw new AwsError('BadRequestException', 'maxResults must be between 1 and 100.')
  return pageOf(items, {
    kind,
    size,
    token: call.params.get('nextToken'),
    invalidCode: 'BadRequestException',
  })
}

function clusterOf(call: Call): WorldKafkaCluster {
  const arn = call.params.get('ClusterArn') ?? ''
  const found = clustersOf(call).find(({ name }) => kafkaArn(call.place, name) === arn)
  if (found) return found
  throw new AwsError('NotFoundException', 'The requested resource doesn’t exist.', 404)
}

function clusterInfo(call: Call, cluster: WorldKafkaCluster) {
  const { name, brokers, subnets, createdMs, tags } = cluster
  return {
    clusterArn: kafkaArn(call.place, name),
    clusterName: name,
    clusterType: brokers ? 'PROVISIONED' : 'SERVERLESS',
    creationTime: isoTime(createdMs),
    currentVersion: 'K3AEGXETSR30VB',
    state: 'ACTIVE',
    tags,
    ...(brokers ? { provisioned: provisioned(cluster, brokers) } : { serverless: serverless(subnets) }),
  }
}

function serverless(subnetIds: readonly string[]) {
  return { vpcConfigs: [{ subnetIds }], clientAuthentication: { sasl: { iam: { enabled: true } } } }
}

function provisioned({ subnets }: WorldKafkaCluster, brokers: NonNullable<WorldKafkaCluster['brokers']>) {
  const { type, count, kafkaVersion, volumeGib, iamAccess } = brokers
  return {
    brokerNodeGroupInfo: {
      brokerAZDistribution: 'DEFAULT',
      clientSubnets: subnets,
      instanceType: type,
      ...(volumeGib !== undefined && { storageInfo: { ebsStorageInfo: { volumeSize: volumeGib } } }),
    },
    clientAuthentication: { sasl: { iam: { enabled: iamAccess } } },
    currentBrokerSoftwareInfo: { kafkaVersion },
    enhancedMonitoring: 'DEFAULT',
    numberOfBrokerNodes: count,
    ...(volumeGib !== undefined && { storageMode: 'LOCAL' }),
  }
}
