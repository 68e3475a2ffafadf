import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldEksCluster, WorldNodeGroup } from '../estate/eks-things.ts'
import { pageOf } from '../wire/page.ts'
import { intParam } from '../wire/params.ts'
import type { Place } from '../world.ts'

const clustersOf = (call: Call) => call.world.things?.(call.place, 'eks-cluster') ?? []
const groupsOf = (call: Call) => call.world.things?.(call.place, 'eks-nodegroup') ?? []

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message)
}

/** Names of a list, in pages of 1 to 100. */
function namesPage(call: Call, kind: string, names: readonly string[]) {
  const size = intParam(call.params, 'maxResults', { min: 1, max: 100 }) ?? 100
  if (Number.isNaN(size)) throw invalid('maxResults must be between 1 and 100')
  const token = call.params.get('nextToken')
  return pageOf(names, { kind, size, token, invalidCode: 'InvalidParameterException' })
}

/** ListClusters. */
export function listClusters(call: Call): Answer {
  const names = clustersOf(call).map(({ name }) => name)
  const page = namesPage(call, 'ListClusters', names)
  return json({ clusters: page.items, nextToken: page.next ?? null })
}

function clusterNamed(call: Call, name: string): WorldEksCluster {
  const found = clustersOf(call).find((cluster) => cluster.name === name)
  if (!found) throw new AwsError('ResourceNotFoundException', `No cluster found for name: ${name}.`, 404)
  return found
}

function eksArn({ region, accountId }: Place, rest: string): string {
  return `arn:aws:eks:${region}:${accountId}:${rest}`
}

/** DescribeCluster: version, how its support is handled, and whether Auto Mode adds its nodes. */
export function describeCluster(call: Call): Answer {
  const { name, version, createdMs, supportType, autoMode, tags } = clusterNamed(
    call,
    call.params.get('name') ?? '',
  )
  return json({
    cluster: {
      name,
      arn: eksArn(call.place, `cluster/${name}`),
      createdAt: createdMs / 1000,
      version,
      platformVersion: 'eks.1',
      status: 'ACTIVE',
      upgradePolicy: { supportType },
      computeConfig: autoMode ? { enabled: true, nodePools: ['general-purpose', 'system'] } : undefined,
      tags,
    },
  })
}

/** ListNodegroups of a cluster. */
export function listNodegroups(call: Call): Answer {
  const { name } = clusterNamed(call, call.params.get('clusterName') ?? '')
  const names = groupsOf(call).flatMap((group) => (group.cluster === name ? group.name : []))
  const page = namesPage(call, 'ListNodegroups', names)
  return json({ nodegroups: page.items, nextToken: page.next ?? null })
}

/** DescribeNodegroup: its sizes and its Auto Scaling group. */
export function describeNodegroup(call: Call): Answer {
  const { name: cluster } = clusterNamed(call, call.params.get('clusterName') ?? '')
  const wanted = call.params.get('nodegroupName') ?? ''
  const group = groupsOf(call).find((one) => one.cluster === cluster && one.name === wanted)
  if (!group) {
    throw new AwsError('ResourceNotFoundException', `No node group found for name: ${wanted}.`, 404)
  }
  return json({ nodegroup: groupElement(call.place, group) })
}

function groupElement(place: Place, group: WorldNodeGroup): object {
  const { cluster, name, version, minSize, maxSize, desired, createdMs, tags } = group
  const uuid = createHash('sha256').update(`${cluster}/${name}`).digest('hex').slice(0, 32)
  return {
    nodegroupName: name,
    nodegroupArn: eksArn(place, `nodegroup/${cluster}/${name}/${uuid}`),
    clusterName: cluster,
    version,
    createdAt: createdMs / 1000,
    modifiedAt: createdMs / 1000,
    status: 'ACTIVE',
    capacityType: group.capacityType,
    scalingConfig: { minSize, maxSize, desiredSize: desired },
    instanceTypes: group.instanceTypes,
    subnets: group.subnetIds,
    amiType: 'AL2023_x86_64_STANDARD',
    resources: { autoScalingGroups: [{ name: group.groupName }] },
    health: { issues: [] },
    tags,
  }
}
