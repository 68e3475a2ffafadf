import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import type { Call } from '../call.ts'
import type { WorldEcsCluster } from '../estate/ecs-things.ts'
import { pageOf } from '../wire/page.ts'
import type { Place } from '../world.ts'

/** Fields that the listings of ECS share. */
export const listing = {
  cluster: z.string().optional(),
  maxResults: z.number().int().min(1).max(100).optional(),
  nextToken: z.string().optional(),
}
export const include = z.array(z.string()).optional()

type Listing = { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined }

/** One page of a listing of ECS; without `maxResults` as many as that listing gives. */
export function ecsPage<T>(
  kind: string,
  items: readonly T[],
  { maxResults, nextToken }: Listing,
  usual = 100,
) {
  const invalidCode = 'InvalidParameterException'
  return pageOf(items, { kind, size: maxResults ?? usual, token: nextToken, invalidCode })
}

/** ARN of something of ECS: `service/main/web`. */
export function ecsArn({ region, accountId }: Place, rest: string): string {
  return `arn:aws:ecs:${region}:${accountId}:${rest}`
}

/** The last part of an ARN or path, which is the name itself where it is no ARN. */
export const lastPart = (text: string) => text.slice(text.lastIndexOf('/') + 1)

/** Clusters of the place, by name or ARN where names are given. */
export function clustersOf(call: Call): readonly WorldEcsCluster[] {
  return call.world.things?.(call.place, 'ecs-cluster') ?? []
}

/** The cluster that a request names, `default` without a name. Throws an `AwsError` where there is none. */
export function clusterOf(call: Call, name = 'default'): WorldEcsCluster {
  const found = clustersOf(call).find((cluster) => cluster.name === lastPart(name))
  if (!found) throw new AwsError('ClusterNotFoundException', 'Cluster not found.')
  return found
}

/** Tags as ECS lists them, where the request includes them. */
export function ecsTags(tags: Readonly<Record<string, string>>, wanted: readonly string[] = []) {
  return wanted.includes('TAGS') ? Object.entries(tags).map(([key, value]) => ({ key, value })) : []
}
