import { RateLimitError } from '#lib/errors.ts'
import { currentActor } from '#lib/identity/actor.ts'
import type { Actor } from '#lib/model/actor.ts'

/** Who asks a route, or the answer to a stranger (401) and to a key that has asked too often (429). */
export async function whoAsks(nowMs: number): Promise<Actor | Response> {
  try {
    return (await currentActor(nowMs)) ?? plainAnswer(401, 'Sign in first.\n')
  } catch (error) {
    if (error instanceof RateLimitError) return tooMany(error.waitSeconds)
    throw error
  }
}

/** An answer that asks to wait. */
export function tooMany(waitSeconds: number): Response {
  const wait = { 'retry-after': String(waitSeconds) }
  return plainAnswer(429, `Too many requests. Try again in ${waitSeconds} s.\n`, wait)
}

function plainAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { status, headers: { 'cache-control': 'no-store', ...headers } })
}
