import { z } from 'zod'
import { type Parameter, pathParameters } from './api-parameters.ts'
import { apiPaths } from './api-paths.ts'
import { problemSchema } from './api-schemas.ts'

const jsonOf = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema)
  return rest
}

function parameter(place: 'path' | 'query', name: string, { schema, is, isList }: Parameter) {
  return {
    name,
    in: place,
    required: place === 'path',
    description: is,
    ...(isList ? { style: 'form', explode: false } : {}),
    schema: jsonOf(schema),
  }
}

/** The parameters that stand in the address itself, `{id}`. */
function pathNames(path: string): (keyof typeof pathParameters)[] {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return Object.keys(pathParameters).filter((name): name is keyof typeof pathParameters =>
    named.includes(name),
  )
}

const problem = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** `/api/v1/gpu-pools/{id}` is getGpuPoolsById. */
function operationId(path: string): string {
  const words = path
    .replace('/api/v1/', '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[/-]/)
  return `get${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
}

function operation(path: keyof typeof apiPaths) {
  const { about, query, schema } = apiPaths[path]
  return {
    operationId: operationId(path),
    summary: about,
    parameters: [
      ...pathNames(path).map((name) => parameter('path', name, pathParameters[name])),
      ...Object.entries<Parameter>(query).map(([name, known]) => parameter('query', name, known)),
    ],
    responses: {
      200: { description: 'The answer', content: { 'application/json': { schema: jsonOf(schema) } } },
      default: problem,
    },
  }
}

/** The OpenAPI 3.1 document, generated from the schemas that type the answers. */
export function openApi(version: string) {
  const paths = Object.keys(apiPaths) as (keyof typeof apiPaths)[]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Headroom',
      version,
      description:
        'Read-only. `null` = not known, never zero. Instants and days are UTC, money is US dollars.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { key: [] }],
    paths: Object.fromEntries(paths.map((path) => [path, { get: operation(path) }])),
    components: {
      schemas: { Problem: jsonOf(problemSchema) },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of the page Access, `hr_...`' },
      },
    },
  }
}
