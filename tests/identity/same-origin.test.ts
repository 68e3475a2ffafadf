import { expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { isSameOrigin } from '#lib/identity/same-origin.ts'

test.each([
  [{ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
  [{ origin: 'https://headroom.example.com', host: 'headroom.example.com' }, true],
  [{ host: '127.0.0.1:3000' }, false],
  [{ origin: 'null', host: '127.0.0.1:3000' }, false],
  [{ origin: '', host: '127.0.0.1:3000' }, false],
  [{ origin: 'http://127.0.0.1:3001', host: '127.0.0.1:3000' }, false],
  [{ origin: 'http://evil.example', host: '127.0.0.1:3000' }, false],
  [{ origin: 'http://127.0.0.1:3000.evil.example', host: '127.0.0.1:3000' }, false],
  [{ origin: 'http://127.0.0.1:3000' }, false],
  [{ 'sec-fetch-site': 'same-origin', host: '127.0.0.1:3000' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, false],
  [{ 'sec-fetch-site': 'same-site', host: '127.0.0.1:3000' }, false],
  [{ 'sec-fetch-site': 'none', host: '127.0.0.1:3000' }, false],
  [{ 'sec-fetch-site': 'same-origin', origin: 'null', host: '127.0.0.1:3000' }, false],
])('a request with %j is ours: %s', (headers, ours) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(ours)
})

test('behind a proxy the public address is ours, whatever host the proxy asks for', () => {
  setEnvironment({ PUBLIC_URL: 'https://headroom.example.com' })
  const headers = { origin: 'https://headroom.example.com', host: '10.0.0.5:3000' }
  expect(isSameOrigin(new Headers(headers))).toBe(true)
  setEnvironment({ PUBLIC_URL: '' })
  expect(isSameOrigin(new Headers(headers))).toBe(false)
})
