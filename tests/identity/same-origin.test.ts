import { expect, test } from 'vitest'
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
])('a request with %j is ours: %s', (headers, ours) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(ours)
})
