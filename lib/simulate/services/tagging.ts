import { z } from 'zod'
import type { Tags } from '#lib/model/resource.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { instanceTags } from './ec2-instances.ts'
import { parseInput } from './json-input.ts'
import { databaseArn } from './rds-instances.ts'

const requestSchema = z.object({
  PaginationToken: z.string().optional(),
  ResourcesPerPage: z.number().int().min(1).max(100).optional(),
  ResourceTypeFilters: z.array(z.string()).optional(),
  TagFilters: z
    .array(z.object({ Key: z.string(), Values: z.array(z.string()).optional() }))
    .max(50)
    .optional(),
})
type Request = z.infer<typeof requestSchema>
type Tagged = { readonly type: string; readonly arn: string; readonly tags: Tags }

/** GetResources: tagged instances and databases (never tagged ones do not show); pages of at most 100. */
export function getResources(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'InvalidParameterException')
  const wanted = taggedResources(call).filter((resource) => matches(resource, request))
  const page = pageOf(wanted, {
    kind: 'GetResources',
    size: request.ResourcesPerPage ?? 50,
    token: request.PaginationToken === '' ? undefined : request.PaginationToken,
    invalidCode: 'PaginationTokenExpiredException',
  })
  return json({
    ResourceTagMappingList: page.items.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
    PaginationToken: page.next ?? '',
  })
}

function taggedResources(call: Call): Tagged[] {
  const { place, world } = call
  const instances = world.instances(place).map((instance) => ({
    type: 'ec2:instance',
    arn: `arn:aws:ec2:${place.region}:${place.accountId}:instance/${instance.instanceId}`,
    tags: instanceTags(instance),
  }))
  const databases = world.databases(place).map((database) => {
    return { type: 'rds:db', arn: databaseArn(place, database.identifier), tags: database.tags }
  })
  return [...instances, ...databases].filter(({ tags }) => Object.keys(tags).length > 0)
}

function matches(resource: Tagged, request: Request): boolean {
  const types = request.ResourceTypeFilters ?? []
  const service = resource.type.split(':')[0] ?? ''
  if (types.length > 0 && !types.includes(resource.type) && !types.includes(service)) return false
  return (request.TagFilters ?? []).every(({ Key, Values }) => {
    const value = resource.tags[Key]
    return value !== undefined && (Values === undefined || Values.length === 0 || Values.includes(value))
  })
}
