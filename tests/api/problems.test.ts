import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { windowStart } from '#lib/present/api-data.ts'
import { problemSchema } from '#lib/present/api-schemas.ts'
import { answer } from '../../app/api/v1/answer.ts'
import { onePage } from '../../app/api/v1/one-page.ts'
import { fleetQuery } from '../../app/api/v1/parameters.ts'

const asker = vi.hoisted(() => ({ actor: undefined as Actor | undefined }))
vi.mock('#lib/identity/actor.ts', () => ({ currentActor: async () => asker.actor }))

async function ask(query: string) {
  let read: unknown
  const request = new Request(`http://x/api/v1/resources${query}`)
  const response = await answer(request, '/api/v1/resources', async (asked) => {
    read = { ...asked.query, filters: fleetQuery(asked.search) }
    return { total: 0, items: [], next: null }
  })
  return { response, body: await response.json(), read }
}

async function askSeries(query: string) {
  let read: unknown
  const request = new Request(`http://x/api/v1/resources/a/series${query}`)
  const response = await answer(request, '/api/v1/resources/{id}/series', async (asked) => {
    read = asked.query
    return { dimension: 'cpu', unit: 'vCPU', points: [] }
  })
  return { body: await response.json(), read }
}

describe('a request of the API', () => {
  beforeEach(() => {
    asker.actor = { id: 'a', role: 'viewer', teams: 'all' }
  })

  test('is refused without sign-in', async () => {
    asker.actor = undefined
    const { response, body } = await ask('')
    expect(response.status).toBe(401)
    expect(problemSchema.parse(body).status).toBe(401)
  })

  test.each([
    ['?clas=asg', 'did you mean "class"?'],
    ['?class=nonsense', 'class=nonsense is not known'],
    ['?page-size=0', 'page-size is a whole number'],
    ['?page-size=1.5', 'page-size is a whole number'],
  ])('with %s is a problem that says why', async (query, text) => {
    const { response, body } = await ask(query)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(problemSchema.parse(body).detail).toContain(text)
  })

  test('with the query of the page is read as the page reads it', async () => {
    const { response, read } = await ask('?class=asg&limit=cpu&sort=-cost&page-size=7')
    expect(response.status).toBe(200)
    expect(read).toMatchObject({
      'page-size': 7,
      filters: { classes: ['asg'], limits: ['cpu'], sort: 'cost', descending: true },
    })
  })

  test('for a series takes a window in days and a known dimension only', async () => {
    const day = 86_400_000
    expect((await askSeries('?window=90d&dim=cpu')).read).toEqual({ window: '90d', dim: 'cpu' })
    expect(windowStart('90d', 100 * day)).toBe(10 * day)
    expect((await askSeries('?window=yesterday')).body.detail).toContain('number of days')
    expect((await askSeries('?window=0d')).body.status).toBe(400)
    expect((await askSeries('?dim=colour')).body.detail).toContain('dim is one of')
  })
})

describe('a page of a list', () => {
  const items = Array.from({ length: 7 }, (_, i) => ({ id: `i${i}` }))
  const page = (search: string, all = items) => {
    const given = new URLSearchParams(search)
    const query = {
      'page-size': Number(given.get('page-size') ?? 3),
      cursor: given.get('cursor') ?? undefined,
    }
    return onePage({ items: all, extra: 'kept' }, '/api/v1/x', { search: given, query }, ({ id }) => id)
  }

  test('gives every item once and in order, whatever order the parameters stand in', () => {
    const seen: string[] = []
    let next: string | null = '/api/v1/x?page-size=3&kind=a&b=c'
    while (next) {
      const found = page(new URL(next, 'http://x').search)
      expect(found).toMatchObject({ total: 7, extra: 'kept' })
      seen.push(...found.items.map(({ id }) => id))
      next = found.next
    }
    expect(seen).toEqual(items.map(({ id }) => id))
  })

  test('that ends exactly has no next', () => {
    expect(page('page-size=7').next).toBeNull()
    expect(page('page-size=6').next).not.toBeNull()
    expect(page('', []).next).toBeNull()
  })

  test('refuses the cursor of another query, of an item that is gone, and nonsense', () => {
    const { next } = page('kind=a')
    const cursor = new URL(next ?? '', 'http://x').searchParams.get('cursor') ?? ''
    expect(() => page(`kind=b&cursor=${cursor}`)).toThrow('not one of this query')
    expect(() => page(`kind=a&cursor=${cursor}`, items.slice(3))).toThrow('no longer listed')
    expect(() => page('cursor=nonsense')).toThrow('not one of this query')
  })
})
