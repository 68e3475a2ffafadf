import { z } from 'zod'
import { costForecastsSchema } from './api-cost-schema.ts'
import {
  databasesSchema,
  gpuPoolsSchema,
  overviewSchema,
  problemSchema,
  recommendationsSchema,
  resourceDetailSchema,
  resourcesSchema,
  seriesSchema,
  teamsSchema,
  usageSchema,
} from './api-schemas.ts'
import { clusterSchema } from './cluster-export.ts'
import { scenarioDetailSchema, scenariosSchema } from './scenario-export.ts'

export const listParameters = ['class', 'account', 'region', 'team', 'limit', 'finding', 'q', 'sort'] as const

/** Every address of the API: its query parameters and what it answers. */
export const apiPaths = {
  '/api/v1/resources': { parameters: [...listParameters, 'page-size', 'cursor'], schema: resourcesSchema },
  '/api/v1/resources/{id}': { parameters: [], schema: resourceDetailSchema },
  '/api/v1/resources/{id}/series': { parameters: ['dim', 'window'], schema: seriesSchema },
  '/api/v1/overview': { parameters: [], schema: overviewSchema },
  '/api/v1/recommendations': { parameters: ['kind', 'id'], schema: recommendationsSchema },
  '/api/v1/clusters/{id}': { parameters: [], schema: clusterSchema },
  '/api/v1/scenarios': { parameters: [], schema: scenariosSchema },
  '/api/v1/scenarios/{id}': { parameters: [], schema: scenarioDetailSchema },
  '/api/v1/costs/forecast': { parameters: ['grouping'], schema: costForecastsSchema },
  '/api/v1/databases': { parameters: [], schema: databasesSchema },
  '/api/v1/gpu-pools': { parameters: [], schema: gpuPoolsSchema },
  '/api/v1/teams': { parameters: [], schema: teamsSchema },
  '/api/v1/usage': { parameters: [], schema: usageSchema },
} as const
export type ApiPath = keyof typeof apiPaths

const parameter = (place: 'path' | 'query') => (name: string) => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
})
const answer = (description: string, type: string, schema: z.ZodType) => ({
  description,
  content: { [type]: { schema: z.toJSONSchema(schema) } },
})

/** The OpenAPI 3.1 document, generated from the schemas that type the answers. */
export function openApi(version: string) {
  const paths = Object.entries(apiPaths).map(([path, { parameters, schema }]) => [
    path,
    {
      get: {
        parameters: [
          ...(path.includes('{id}') ? [parameter('path')('id')] : []),
          ...parameters.map(parameter('query')),
        ],
        responses: {
          200: answer('The answer', 'application/json', schema),
          default: answer('A problem (RFC 9457)', 'application/problem+json', problemSchema),
        },
      },
    },
  ])
  return { openapi: '3.1.0', info: { title: 'Headroom', version }, paths: Object.fromEntries(paths) }
}
