import { createHash, randomBytes } from 'node:crypto'
import { type EpochMs, minuteMs } from '../model/time.ts'
import { database } from './client.ts'

const goodForMs = 10 * minuteMs

/** What must come back from the provider unchanged. */
export type SignInAttempt = {
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
  readonly returnTo: string
}

/** Keeps an attempt; the secret that finds it again goes into a cookie of the browser that began it. */
export async function saveAttempt(attempt: SignInAttempt, nowMs: EpochMs): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const { prisma } = database()
  await prisma.signInAttempt.deleteMany({ where: { expiresAt: { lt: new Date(nowMs) } } })
  await prisma.signInAttempt.create({
    data: { ...attempt, hash: hashOf(secret), expiresAt: new Date(nowMs + goodForMs) },
  })
  return secret
}

/** Uses an attempt up; undefined where it is unknown, used or too old. */
export async function takeAttempt(secret: string, nowMs: EpochMs): Promise<SignInAttempt | undefined> {
  const { rows } = await database().pool.query<SignInAttempt>(
    `DELETE FROM sign_in_attempt WHERE hash = $1 AND expires_at > to_timestamp($2::float8 / 1000)
     RETURNING state, nonce, verifier, return_to AS "returnTo"`,
    [hashOf(secret), nowMs],
  )
  return rows[0]
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
