import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>
const operationSchema = z.object({
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })) }),
  ),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.object({ get: operationSchema })),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})

/** What is wrong with an answer of the API by its own OpenAPI document; empty = nothing. */
export type Judge = (answer: ApiAnswer) => string[]
export type ApiAnswer = {
  readonly path: string
  readonly status: number
  readonly contentType: string | null
  readonly body: string
}

/** Compiles the schemas of an OpenAPI document as it is served, and judges answers by them. */
export function judgeBy(document: unknown): Judge {
  const { paths, components } = documentSchema.parse(document)
  const compiled = new Map<object, z.ZodType>()
  const routes = Object.entries(paths)
    .map(([template, { get }]) => ({ template, responses: get.responses, pattern: patternOf(template) }))
    .sort((a, b) => Number(a.template.includes('{')) - Number(b.template.includes('{')))
  const resolve = (schema: Json): Json => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ''))?.[1]
    return name === undefined ? schema : (components.schemas[name] ?? {})
  }
  return ({ path, status, contentType, body }) => {
    const bare = path.split('?')[0] ?? ''
    const route = routes.find(({ pattern }) => pattern.test(bare))
    if (!route) return [`${bare} is not in the document`]
    const response = route.responses[String(status)] ?? route.responses.default
    const type = contentType?.split(';')[0] ?? ''
    const schema = response?.content[type]?.schema
    if (!schema) return [`${bare} answered ${status} as ${type}, which the document does not say`]
    const validator = compiled.get(schema) ?? z.fromJSONSchema(resolve(schema))
    compiled.set(schema, validator)
    const { error } = validator.safeParse(JSON.parse(body))
    return (error?.issues ?? []).slice(0, 3).map(({ path: at, message }) => {
      return `${bare} ${at.join('.')}: ${message}`
    })
  }
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}/?$`)
}

/** Whether an address is one of the API that answers in JSON by the document. */
export function isApiAddress(path: string): boolean {
  return path.startsWith('/api/v1/') && !path.startsWith('/api/v1/openapi.json')
}
