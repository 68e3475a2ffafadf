import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeDatabase, database, openDatabase } from '#lib/store/client.ts'
import { isApiAddress, type Judge, judgeBy } from '../support/api-answers.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { type Pages, startPages } from '../support/pages.ts'
import { type Headers, type RoleName, roleCredentials, roleNames } from '../support/role-credentials.ts'
import { address, disguises, leaks, open, routes } from '../support/routes.ts'
import { canary, ids, otherTeam, ownTeam, seedTwoTeams } from '../support/two-teams.ts'

let pages: Pages
let judge: Judge
const judged = new Set<string>()
let credentials: ReadonlyMap<RoleName, Headers>

beforeAll(async () => {
  const databaseUrl = await freshDatabaseUrl()
  openDatabase({ url: databaseUrl, connections: 4, queryMs: 60_000 })
  await seedTwoTeams()
  credentials = await roleCredentials(Date.now())
  pages = await startPages(databaseUrl)
  judge = judgeBy(await (await fetch(`${pages.url}/api/v1/openapi.json`)).json())
}, 420_000)

afterAll(async () => {
  await pages?.close()
  await closeDatabase()
}, 60_000)

async function get(path: string, name: RoleName, headers: Headers = {}) {
  const response = await fetch(`${pages.url}${path}`, {
    redirect: 'manual',
    headers: { ...credentials.get(name), ...headers },
  })
  const { status } = response
  const body = await response.text()
  const contentType = response.headers.get('content-type')
  // The framework leads its own requests, which some disguises imitate, elsewhere, and has no page of an encoded route.
  if (isApiAddress(path) && decodeURI(path) === path && (status < 300 || status >= 400)) {
    const wrong = judge({ path, status, contentType, body })
    expect(wrong, `${path} as ${name}`).toEqual([])
    judged.add(path)
  }
  return { status, body, headers: response.headers }
}

const limited = ['viewer', 'editor', 'readKey', 'writeKey'] as const
describe.each(routes)('$route', ({ route }) => {
  test('tells a team nothing of another', async () => {
    for (const name of limited) {
      for (const whose of ['own', 'other'] as const) {
        for (const { name: how, path, headers } of whose === 'own' || name === 'viewer'
          ? disguises
          : disguises.slice(0, 1)) {
          const asked = path(address(route, whose))
          const { body, status } = await get(asked, name, headers)
          expect({ how, name, asked, leaks: leaks(body, asked) }).toEqual({ how, name, asked, leaks: [] })
          expect(status, `${asked} as ${name} ${how}`).toBeLessThan(500)
        }
      }
    }
  }, 120_000)

  test('tells a stranger nothing at all', async () => {
    for (const { name: how, path, headers } of disguises) {
      const asked = path(address(route, 'own'))
      const { body, status, headers: answered } = await get(asked, 'anonymous', headers)
      expect(leaks(body, '')).toEqual([])
      expect(body).not.toContain('alpha-visible')
      if (how !== 'plain' || open.has(route)) continue
      const wayIn = status === 307 && answered.get('location')?.startsWith('/sign-in')
      expect(wayIn || status === 401 || status === 405, `${asked} answered ${status}`).toBe(true)
    }
  }, 60_000)
})

test('every route of the API was held against its document', () => {
  const asked = routes.filter(({ route }) => isApiAddress(route)).map(({ route }) => address(route, 'own'))
  expect(asked.length).toBeGreaterThan(30)
  expect(asked.filter((path) => !judged.has(path))).toEqual([])
})

describe('who may see', () => {
  const lists = ['/', '/resources', '/api/v1/resources', '/api/resources.csv', '/teams']
  beforeEach(() => database().pool.query('TRUNCATE rate_bucket'))
  test.each(lists)(
    '%s: each role sees its own, and who sees all sees both',
    async (path) => {
      for (const name of roleNames.filter((one) => one !== 'anonymous')) {
        const { status, body } = await get(path, name)
        expect(`${name} ${status}`).toBe(`${name} 200`)
        expect(body.includes(path === '/teams' ? ownTeam : 'alpha-visible'), `${path} as ${name}`).toBe(true)
        const isLimited = limited.some((one) => one === name)
        expect(body.includes(canary), `the canary lives: ${path} as ${name}`).toBe(!isLimited)
      }
    },
    60_000,
  )

  test.each([
    [`/resources/${ids.own}`, 200, 200],
    [`/resources/${ids.other}`, 404, 200],
    [`/api/v1/resources/${ids.other}`, 404, 200],
    [`/teams/${ownTeam}`, 200, 200],
    [`/teams/${otherTeam}`, 404, 200],
    [`/digests/2026-W48?team=${otherTeam}`, 404, 200],
    ['/digests/2026-W48', 404, 200],
  ])('%s: a viewer %i, an admin %i', async (path, viewer, admin) => {
    expect((await get(path, 'viewer')).status).toBe(viewer)
    expect((await get(path, 'admin')).status).toBe(admin)
  })

  test('a key that is wrong is nobody, also beside a session', async () => {
    const wrong = { ...credentials.get('admin'), authorization: 'Bearer hr_000000000000_wrong' }
    expect((await get('/api/v1/resources', 'anonymous', wrong)).status).toBe(401)
  })
})

describe('what changes something', () => {
  const posts = [
    '/decisions',
    '/digests/test',
    '/digests/resend',
    '/digests/resume',
    '/access/keys',
    '/access/revoke',
    '/sign-out',
    '/scenarios',
  ]
  const origins: readonly Headers[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ]
  const post = (path: string, headers: Headers, body = new URLSearchParams()) =>
    fetch(`${pages.url}${path}`, { method: 'POST', redirect: 'manual', headers, body })

  test.each(posts)(
    '%s: is refused from a foreign, missing or null origin, whoever is signed in',
    async (path) => {
      for (const origin of origins) {
        const { status } = await post(path, { ...credentials.get('admin'), ...origin })
        expect(`${JSON.stringify(origin)} ${status}`).toBe(`${JSON.stringify(origin)} 403`)
      }
    },
  )

  test('every route that takes a POST is in this list, or stops messages', () => {
    const taking = routes.filter(({ route, isPage }) => {
      return !isPage && /export (async )?function POST/.test(readFileSync(`app${route}/route.ts`, 'utf8'))
    })
    const known = [...posts, '/unsubscribe/[token]']
    expect(taking.map(({ route }) => route).filter((route) => !known.includes(route))).toEqual([])
  })

  test('a viewer changes nothing, an editor only of the own team', async () => {
    const decide = (resource: string) =>
      new URLSearchParams({
        resource,
        kind: 'capacity',
        verdict: 'snooze',
        option: '',
        reason: 'later',
        expires: '2099-01-01',
        back: '/',
      })
    const ask = async (name: RoleName, path: string, body: URLSearchParams) =>
      (await post(path, { ...credentials.get(name), origin: pages.url }, body)).status
    expect(await ask('viewer', '/decisions', decide(ids.own))).toBe(403)
    expect(await ask('editor', '/decisions', decide(ids.other))).toBe(404)
    expect(await ask('editor', '/decisions', decide(ids.own))).toBe(303)
    const mail = (team: string) => new URLSearchParams({ team, address: 'a@example.com' })
    expect(await ask('viewer', '/digests/test', mail(ownTeam))).toBe(403)
    expect(await ask('editor', '/digests/test', mail(otherTeam))).toBe(403)
    expect(await ask('editor', '/digests/test', mail(ownTeam))).toBe(303)
    expect(await ask('anonymous', '/digests/test', mail(ownTeam))).toBe(401)
  })

  test('a program decides with its key and without an origin, where the key may', async () => {
    const form = new URLSearchParams({
      resource: ids.own,
      kind: 'capacity',
      verdict: 'reject',
      option: '',
      reason: 'by a program',
      back: '/',
    })
    const ask = async (name: RoleName, body = form) =>
      (await post('/decisions', credentials.get(name) ?? {}, body)).status
    expect(await ask('readKey')).toBe(403)
    expect(await ask('writeKey')).toBe(303)
    form.set('resource', ids.other)
    expect(await ask('writeKey')).toBe(404)
  })

  test('the audit log goes out to admins, and to nobody else', async () => {
    for (const name of ['viewer', 'editor', 'reviewer', 'writeKey'] as const)
      expect((await get('/access/audit.csv', name)).status).toBe(404)
    const { status, body } = await get('/access/audit.csv', 'admin')
    expect(status).toBe(200)
    expect(body).toMatch(/^id,at,actor,action,target,before,after,hash\r\n\d+,/)
    expect((await get('/access', 'admin')).body).toMatch(/The chain of \d+ hashes holds/)
  })

  test.each(['/api/v1/resources', '/api/resources.csv', '/decisions'])(
    '%s: a key that asks too often is told to wait, and is not unknown',
    async (path) => {
      const key = (credentials.get('readKey') as { authorization: string }).authorization
      const bucket = `apiKey api-key ${key.split('_')[1]}`
      await database().pool.query(
        `INSERT INTO rate_bucket (key, tokens, filled_at) VALUES ($1, 0, now())
         ON CONFLICT (key) DO UPDATE SET tokens = 0, filled_at = now()`,
        [bucket],
      )
      const method = path === '/decisions' ? 'POST' : 'GET'
      const response = await fetch(`${pages.url}${path}`, { method, headers: credentials.get('readKey') })
      expect(response.status).toBe(429)
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      await database().pool.query('TRUNCATE rate_bucket')
    },
  )

  test('only an admin makes and revokes keys, and a key is shown once', async () => {
    const form = new URLSearchParams({ name: 'ci', scope: 'read', team: ownTeam, days: '3' })
    const ask = (name: RoleName, path: string, body: URLSearchParams) =>
      post(path, { ...credentials.get(name), origin: pages.url }, body)
    for (const name of ['viewer', 'editor', 'reviewer', 'writeKey'] as const) {
      expect((await ask(name, '/access/keys', form)).status).toBe(403)
      expect((await get('/access', name)).status).toBe(404)
    }
    const key = /hr_\w+_[\w-]+/.exec(await (await ask('admin', '/access/keys', form)).text())?.[0] ?? ''
    const use = () => get('/api/v1/resources', 'anonymous', { authorization: `Bearer ${key}` })
    expect((await use()).status).toBe(200)
    const page = (await get('/access', 'admin')).body
    expect(page).toContain('api-key.create')
    expect(page).not.toContain(key)
    const prefix = key.split('_')[1] ?? ''
    expect((await ask('admin', '/access/revoke', new URLSearchParams({ prefix }))).status).toBe(303)
    expect((await use()).status).toBe(401)
  })

  test('a body of more than a megabyte is refused before it is read', async () => {
    const { status } = await post(
      '/decisions',
      { origin: pages.url },
      new URLSearchParams({ reason: 'x'.repeat(1_100_000) }),
    )
    expect(status).toBe(413)
  })
})

describe('the headers of every page', () => {
  test('let only scripts with the nonce of the answer run', async () => {
    for (const path of ['/', '/resources', `/teams/${ownTeam}`, '/digests', '/sign-in']) {
      const { body, headers } = await get(path, 'admin')
      const policy = headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
      expect(policy).toMatch(/default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/)
      const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.length).toBeGreaterThan(3)
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  test('ask who exports too often to wait, and say how long', async () => {
    await database().pool.query('TRUNCATE rate_bucket')
    const answers = []
    for (let i = 0; i < 11; i++) answers.push(await get('/api/resources.csv', 'viewer'))
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await get('/api/resources.csv', 'admin')).status).toBe(200)
  })

  test('ask a client that tries to sign in too often to wait', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) statuses.push((await get('/sign-in/guessed', 'anonymous')).status)
    expect(statuses.at(-1)).toBe(429)
  })
})
