import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldDomain } from '../world-domain.ts'
import { parseInput } from './json-input.ts'

const domainsOf = (call: Call) => call.world.things?.(call.place, 'opensearch-domain') ?? []

export function domainArn({ place }: Pick<Call, 'place'>, name: string): string {
  return `arn:aws:es:${place.region}:${place.accountId}:domain/${name}`
}

/** ListDomainNames: all in one answer; the operation has no pages. */
export function listDomainNames(call: Call): Answer {
  const DomainNames = domainsOf(call).map(({ name, engineVersion }) => ({
    DomainName: name,
    EngineType: engineVersion.split('_')[0],
  }))
  return json({ DomainNames })
}

const namesSchema = z.object({ DomainNames: z.array(z.string()).max(5, 'Member must have length at most 5') })

/** DescribeDomains: of at most five names those that exist. */
export function describeDomains(call: Call): Answer {
  const { DomainNames } = parseInput(namesSchema, call.input, 'ValidationException')
  const found = domainsOf(call).filter(({ name }) => DomainNames.includes(name))
  return json({ DomainStatusList: found.map((domain) => domainStatus(call, domain)) })
}

/** DescribeDomainConfig: nodes and volumes with the time of their last update, in seconds since the epoch. */
export function describeDomainConfig(call: Call): Answer {
  const name = call.params.get('DomainName') ?? ''
  const domain = domainsOf(call).find((one) => one.name === name)
  if (!domain) throw new AwsError('ResourceNotFoundException', `Domain not found: ${name}`, 409)
  const Status = {
    CreationDate: domain.createdMs / 1000,
    UpdateDate: domain.configuredMs / 1000,
    UpdateVersion: 1,
    State: 'Active',
    PendingDeletion: false,
  }
  return json({
    DomainConfig: {
      ClusterConfig: { Options: clusterConfig(domain), Status },
      EBSOptions: { Options: ebsOptions(domain), Status },
    },
  })
}

/** ListTags of one domain by its ARN. */
export function listDomainTags(call: Call): Answer {
  const arn = call.params.get('arn') ?? ''
  const domain = domainsOf(call).find(({ name }) => domainArn(call, name) === arn)
  if (!domain) throw new AwsError('ResourceNotFoundException', `Domain not found: ${arn}`, 409)
  return json({ TagList: Object.entries(domain.tags).map(([Key, Value]) => ({ Key, Value })) })
}

function domainStatus(call: Call, domain: WorldDomain) {
  return {
    DomainId: `${call.place.accountId}/${domain.name}`,
    DomainName: domain.name,
    ARN: domainArn(call, domain.name),
    Created: true,
    Deleted: false,
    Processing: false,
    EngineVersion: domain.engineVersion,
    ClusterConfig: clusterConfig(domain),
    EBSOptions: ebsOptions(domain),
  }
}

function clusterConfig({ nodeType, nodes, zones, masters, warm }: WorldDomain) {
  return {
    InstanceType: nodeType,
    InstanceCount: nodes,
    DedicatedMasterEnabled: masters !== undefined,
    ...(masters && { DedicatedMasterType: masters.nodeType, DedicatedMasterCount: masters.count }),
    ZoneAwarenessEnabled: zones > 1,
    ...(zones > 1 && { ZoneAwarenessConfig: { AvailabilityZoneCount: zones } }),
    WarmEnabled: warm !== undefined,
    ...(warm && { WarmType: warm.nodeType, WarmCount: warm.count }),
    MultiAZWithStandbyEnabled: false,
  }
}

function ebsOptions({ volume }: WorldDomain) {
  if (!volume) return { EBSEnabled: false }
  return {
    EBSEnabled: true,
    VolumeType: volume.type,
    VolumeSize: volume.gib,
    Iops: volume.iops,
    Throughput: volume.throughputMibps,
  }
}
