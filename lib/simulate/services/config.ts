import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { type ConfigResource, type ConfigState, findConfigResource } from './configuration-items.ts'
import { parseInput } from './json-input.ts'

const historySchema = z.object({
  resourceType: z.string(),
  resourceId: z.string().min(1),
  laterTime: z.number().optional(),
  earlierTime: z.number().optional(),
  chronologicalOrder: z.enum(['Reverse', 'Forward']).optional(),
  limit: z.number().int().min(0).max(100).optional(),
  nextToken: z.string().optional(),
})

const batchSchema = z.object({
  resourceKeys: z
    .array(z.object({ resourceType: z.string(), resourceId: z.string() }))
    .min(1)
    .max(100),
})

/** Default of `limit` in GetResourceConfigHistory. */
const pageSize = 10

/** DescribeConfigurationRecorderStatus: one recorder that runs, or none. */
export function describeConfigurationRecorderStatus(call: Call): Answer {
  const recorder = { name: 'default', recording: true, lastStatus: 'SUCCESS', lastStartTime: 1_600_000_000 }
  return json({ ConfigurationRecordersStatus: call.account.configRecorder ? [recorder] : [] })
}

/** GetResourceConfigHistory: newest first unless asked otherwise; 10 items a page, at most 100. */
export function getResourceConfigHistory(call: Call): Answer {
  requireRecorder(call)
  const request = parseInput(historySchema, call.input, 'ValidationException')
  const resource = findConfigResource(call, request.resourceType, request.resourceId)
  if (resource === undefined) {
    const what = `${request.resourceType} ${request.resourceId}`
    throw new AwsError(
      'ResourceNotDiscoveredException',
      `Resource ${what} is unknown or has not been discovered.`,
    )
  }
  const items = resource.states
    .map((state, index) => ({ state, index }))
    .filter(({ state }) => {
      const seconds = state.atMs / 1000
      if (state.atMs > call.nowMs || seconds < (request.earlierTime ?? 0)) return false
      return request.laterTime === undefined || seconds <= request.laterTime
    })
  if (request.chronologicalOrder !== 'Forward') items.reverse()
  const page = pageOf(items, {
    kind: 'GetResourceConfigHistory',
    size: request.limit || pageSize,
    token: request.nextToken,
    invalidCode: 'InvalidNextTokenException',
  })
  return json({
    configurationItems: page.items.map(({ state, index }) => ({
      ...itemElement(call, resource, { state, index }),
      relatedEvents: [],
      relationships: [],
    })),
    nextToken: page.next,
  })
}

/** BatchGetResourceConfig: the present state of at most 100 resources; unknown ones are left out. */
export function batchGetResourceConfig(call: Call): Answer {
  requireRecorder(call)
  const request = parseInput(batchSchema, call.input, 'ValidationException')
  const items: object[] = []
  for (const key of request.resourceKeys) {
    const resource = findConfigResource(call, key.resourceType, key.resourceId)
    const index = resource?.states.findLastIndex((state) => state.atMs <= call.nowMs) ?? -1
    const state = resource?.states[index]
    if (resource !== undefined && state !== undefined)
      items.push(itemElement(call, resource, { state, index }))
  }
  return json({ baseConfigurationItems: items, unprocessedResourceKeys: [] })
}

function requireRecorder(call: Call): void {
  if (call.account.configRecorder) return
  throw new AwsError(
    'NoAvailableConfigurationRecorderException',
    'Configuration recorder is not available to put delivery channel.',
  )
}

type NumberedState = { readonly state: ConfigState; readonly index: number }

function itemElement(call: Call, resource: ConfigResource, { state, index }: NumberedState): object {
  return {
    version: '1.3',
    accountId: call.account.id,
    configurationItemCaptureTime: state.atMs / 1000,
    configurationItemStatus: index === 0 ? 'ResourceDiscovered' : 'OK',
    configurationStateId: String(state.atMs),
    arn: resource.arn,
    resourceType: resource.resourceType,
    resourceId: resource.resourceId,
    resourceName: resource.resourceName,
    awsRegion: call.region,
    resourceCreationTime: resource.createdMs / 1000,
    configuration: JSON.stringify(state.configuration),
    tags: state.tags ?? {},
    supplementaryConfiguration: {},
  }
}
