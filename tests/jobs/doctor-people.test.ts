import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { checkPeople } from '../../jobs/doctor-people.ts'
import { openOpenIdProvider } from '../support/openid-provider.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-doctor-'))
const unset = {
  HEADROOM_CONFIG: '',
  SMTP_URL: '',
  MAIL_FROM: '',
  OIDC_ISSUER: '',
  OIDC_CLIENT_ID: '',
  OIDC_CLIENT_SECRET: '',
  TRUSTED_JWT_HEADER: '',
}
afterEach(() => {
  setEnvironment(unset)
  rmSync(dir, { recursive: true, force: true })
})

const found = async (environment: Record<string, string>) => {
  setEnvironment(environment)
  return (await checkPeople()).map(({ check, good, text }) => `${good} ${check}: ${text}`)
}

describe('npm run doctor', () => {
  test('says nothing of what is not set up', async () => {
    expect(await found({})).toEqual([])
  })

  test('says that recipients are named and nothing can be sent', async () => {
    const path = join(mkdtempSync(dir), 'headroom.yaml')
    writeFileSync(path, 'digest: { recipients: [a@example.com], webhook: "https://example.com/x" }\n')
    const [mail, webhook] = await found({ HEADROOM_CONFIG: path })
    expect(mail).toMatch(/^false mail: .*set MAIL_FROM/)
    expect(webhook).toMatch(/^false webhook: .*WEBHOOK_SECRET/)
  })

  test('tries the SMTP server, without sending anything', async () => {
    const sink = await openSmtpSink()
    expect((await found({ SMTP_URL: sink.url }))[0]).toMatch(
      /^true mail: the SMTP server 127.0.0.1:\d+ takes us/,
    )
    expect(sink.received).toEqual([])
    await sink.close()
    expect((await found({ SMTP_URL: 'smtp://127.0.0.1:1' }))[0]).toMatch(
      /^false mail: .*ECONNREFUSED.*Check SMTP_URL/,
    )
  })

  test('asks the identity provider, and names what is missing', async () => {
    const provider = await openOpenIdProvider('http://127.0.0.1:3000/sign-in/callback', [])
    const client = { OIDC_CLIENT_ID: 'headroom', OIDC_CLIENT_SECRET: 'secret' }
    expect((await found({ OIDC_ISSUER: provider.issuer, ...client }))[0]).toMatch(
      /^true sign-in: .*\/sign-in\/callback/,
    )
    await provider.close()
    expect((await found({ OIDC_ISSUER: 'http://127.0.0.1:1', ...client }))[0]).toMatch(
      /^false sign-in: .*Check OIDC_ISSUER/,
    )
    expect((await found({ ...unset, OIDC_CLIENT_ID: 'x' }))[0]).toMatch(/only a part is set/)
    expect((await found({ ...unset, TRUSTED_JWT_HEADER: 'x-jwt' }))[0]).toMatch(/only a part is set/)
  })
})
