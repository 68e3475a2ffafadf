import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { problemSchema } from '#lib/present/api-schemas.ts'
import { answer } from '../../app/api/v1/answer.ts'
import { listQuery, seriesQuery } from '../../app/api/v1/parameters.ts'

const asker = vi.hoisted(() => ({ actor: undefined as Actor | undefined }))
vi.mock('#lib/identity/actor.ts', () => ({ currentActor: async () => asker.actor }))

async function ask(query: string) {
  const work = async ({ search }: { search: URLSearchParams }) => listQuery(search)
  const response = await answer(new Request(`http://x/api/v1/resources${query}`), '/api/v1/resources', work)
  return { response, body: await response.json() }
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
    const { response, body } = await ask('?class=asg&limit=cpu&sort=-cost&page-size=7')
    expect(response.status).toBe(200)
    expect(body.pageSize).toBe(7)
    expect(body.query).toMatchObject({ classes: ['asg'], limits: ['cpu'], sort: 'cost', descending: true })
  })

  test('for a series takes a window in days only', () => {
    const day = 86_400_000
    expect(seriesQuery(new URLSearchParams('window=90d'), 100 * day).sinceMs).toBe(10 * day)
    expect(() => seriesQuery(new URLSearchParams('window=yesterday'), 0)).toThrow('number of days')
    expect(() => seriesQuery(new URLSearchParams('dim=colour'), 0)).toThrow('dim is one of')
  })
})
