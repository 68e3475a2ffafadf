import type { Place, WorldTagChange } from '../world.ts'
import { databaseArn } from './rds-instances.ts'

/** What a call to an API was, as CloudTrail keeps it. */
export type TagApi = {
  readonly name: string
  readonly source: string
  readonly resource: { readonly ResourceType: string; readonly ResourceName: string }
  readonly requestParameters: Readonly<Record<string, unknown>>
}

type Pair = { readonly key: string; readonly value?: string }

/** The calls behind a change of tags: one that sets, one that removes. */
export function tagApis(place: Place, change: WorldTagChange): TagApi[] {
  if (change.kind === 'kafka') return []
  const set = Object.entries(change.after)
    .filter(([key, value]) => change.before[key] !== value)
    .map(([key, value]) => ({ key, value }))
  const removed = Object.keys(change.before)
    .filter((key) => !Object.hasOwn(change.after, key))
    .map((key) => ({ key }))
  return [
    ...(set.length > 0 ? [apiOf(place, change, { pairs: set, removes: false })] : []),
    ...(removed.length > 0 ? [apiOf(place, change, { pairs: removed, removes: true })] : []),
  ]
}

type Tagging = { readonly pairs: readonly Pair[]; readonly removes: boolean }

function apiOf(place: Place, { kind, id }: WorldTagChange, { pairs, removes }: Tagging): TagApi {
  if (kind === 'group') {
    return {
      name: removes ? 'DeleteTags' : 'CreateOrUpdateTags',
      source: 'autoscaling.amazonaws.com',
      resource: { ResourceType: 'AWS::AutoScaling::AutoScalingGroup', ResourceName: id },
      requestParameters: {
        tags: pairs.map((pair) => ({ resourceId: id, resourceType: 'auto-scaling-group', ...pair })),
      },
    }
  }
  if (kind === 'database') {
    const keys = pairs.map(({ key }) => key)
    return {
      name: removes ? 'RemoveTagsFromResource' : 'AddTagsToResource',
      source: 'rds.amazonaws.com',
      resource: { ResourceType: 'AWS::RDS::DBInstance', ResourceName: id },
      requestParameters: {
        resourceName: databaseArn(place, id),
        ...(removes ? { tagKeys: keys } : { tags: pairs }),
      },
    }
  }
  return {
    name: removes ? 'DeleteTags' : 'CreateTags',
    source: 'ec2.amazonaws.com',
    resource: { ResourceType: 'AWS::EC2::Instance', ResourceName: id },
    requestParameters: { resourcesSet: { items: [{ resourceId: id }] }, tagSet: { items: pairs } },
  }
}
