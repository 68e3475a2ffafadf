import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from '#lib/present/api-openapi.ts'
import { GET } from '../../app/api/v1/openapi.json/route.ts'
import { judgeBy } from '../support/api-answers.ts'

const schema = z.record(z.string(), z.unknown())
const reference = z.strictObject({ $ref: z.string().regex(/^#\/components\/schemas\/\w+$/) })
const content = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.strictObject({ schema }))
const response = z.strictObject({ description: z.string().min(1), content })
const parameter = z
  .strictObject({
    name: z.string().min(1),
    in: z.enum(['path', 'query']),
    required: z.boolean(),
    description: z.string().min(1),
    style: z.literal('form').optional(),
    explode: z.boolean().optional(),
    schema: schema.refine((one) => 'type' in one || 'anyOf' in one, 'a parameter has a type'),
  })
  .refine((one) => one.in === 'query' || one.required, 'a parameter in the path is required')

/** The parts of OpenAPI 3.1 that the document uses, strictly: a field that the standard does not know is wrong. */
const openApiSchema = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string().min(1),
    version: z.string().min(1),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().regex(/^\//),
    z.strictObject({
      get: z.strictObject({
        operationId: z.string().regex(/^[a-z]\w+$/i),
        summary: z.string().min(1),
        parameters: z.array(parameter),
        responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
      }),
    }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), schema),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer'), description: z.string() }),
    ),
  }),
})

const served = JSON.parse(JSON.stringify(await GET().json()))
const document = openApiSchema.parse(served)
const operations = Object.entries(document.paths).map(([path, { get }]) => ({ path, ...get }))

describe('the OpenAPI document', () => {
  test('has the version of the package', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(document.info.version).toBe(manifest.version)
    expect(openApi('7.7.7').info.version).toBe('7.7.7')
  })

  test('tells of every route below /api/v1, and of no other', () => {
    const routes = readdirSync('app/api/v1', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('route.ts') && !file.startsWith('openapi.json'))
      .map((file) => `/api/v1/${file.replace('/route.ts', '').replace(/\[(\w+)\]/g, '{$1}')}`)
    expect(operations.map(({ path }) => path).sort()).toEqual(routes.sort())
  })

  test('names each operation once, and every parameter of its address', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, parameters } of operations) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect([path, parameters.filter((one) => one.in === 'path').map(({ name }) => name)]).toEqual([
        path,
        wanted,
      ])
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length)
    }
  })

  test('gives every list a page size and a cursor', () => {
    const lists = operations.filter(({ responses }) => {
      const answer = responses['200']?.content['application/json']?.schema
      return (
        JSON.stringify(answer?.properties ?? {}).includes('"next"') && 'items' in Object(answer?.properties)
      )
    })
    expect(lists.length).toBeGreaterThan(15)
    for (const { path, parameters } of lists)
      expect([path, parameters.map(({ name }) => name)]).toEqual([
        path,
        expect.arrayContaining(['page-size', 'cursor']),
      ])
  })

  test('leaves no answer loose: every object names what it holds', () => {
    const loose: string[] = []
    const walk = (node: unknown, at: string) => {
      if (typeof node !== 'object' || node === null) return
      const one = node as Record<string, unknown>
      if (!Array.isArray(node) && one.type === 'object' && (one.additionalProperties ?? true) === true)
        loose.push(at)
      if (!Array.isArray(node) && Object.keys(one).length === 0) loose.push(`${at}: anything`)
      for (const [key, value] of Object.entries(one)) if (key !== 'default') walk(value, `${at}/${key}`)
    }
    for (const { path, responses } of operations)
      for (const [status, { content: said }] of Object.entries(responses))
        walk(Object.values(said)[0]?.schema, `${path} ${status}`)
    expect(loose.filter((at) => !/additionalProperties|propertyNames/.test(at))).toEqual([])
  })

  test('refers only to what it holds, and every schema can be compiled', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target ?? '',
    )
    expect(referred.length).toBeGreaterThan(0)
    for (const target of referred) {
      expect(reference.safeParse({ $ref: target }).success).toBe(true)
      expect(document.components.schemas[target.split('/').at(-1) ?? '']).toBeDefined()
    }
    for (const { parameters, responses } of operations) {
      for (const { schema: given } of parameters) z.fromJSONSchema(given)
      for (const { content: said } of Object.values(responses))
        for (const { schema: given } of Object.values(said)) if (!('$ref' in given)) z.fromJSONSchema(given)
    }
    expect(existsSync('lib/present/api-openapi.ts')).toBe(true)
  })
})

describe('judging answers by the document', () => {
  const judge = judgeBy(served)
  const good = { sinceDay: '2026-11-01', calls: 3, billedMetrics: 4, usd: 0.1 }
  const ask = (body: unknown, status = 200, contentType = 'application/json') =>
    judge({ path: '/api/v1/usage?x=1', status, contentType, body: JSON.stringify(body) })

  test('finds nothing wrong with what it says', () => {
    expect(ask(good)).toEqual([])
    const problem = {
      type: 'about:blank',
      title: 'Not permitted',
      status: 403,
      detail: 'x',
      instance: 'urn:uuid:1',
    }
    expect(ask(problem, 403, 'application/problem+json')).toEqual([])
  })

  test.each([
    ['a number that is text', { ...good, usd: '0.1' }, 200],
    ['a field that is missing', { calls: 3, billedMetrics: 4, usd: 0.1 }, 200],
    ['a field that is not named', { ...good, secret: 1 }, 200],
    ['a day that is none', { ...good, sinceDay: 'Invalid Date' }, 200],
    ['a problem that is none', { error: 'x' }, 500],
  ])('finds %s', (_, body, status) => {
    expect(ask(body, status).length).toBeGreaterThan(0)
  })

  test('finds an address and a type of answer that it does not know', () => {
    expect(
      judge({ path: '/api/v1/nothing', status: 200, contentType: 'application/json', body: '{}' })[0],
    ).toContain('not in the document')
    expect(ask(good, 200, 'text/html')[0]).toContain('does not say')
  })
})
