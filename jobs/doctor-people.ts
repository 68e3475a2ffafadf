import { readConfig } from '#lib/config.ts'
import { probeSmtp } from '#lib/deliver/smtp.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import { probeProvider } from '#lib/identity/oidc.ts'
import { oidcSettings, trustedJwtSettings } from '#lib/identity/sign-in-settings.ts'
import { digestLists } from './digest-lists.ts'
import type { Finding } from './doctor.ts'

/** Whether messages can leave and people can come in, as far as that is set up. */
export async function checkPeople(): Promise<Finding[]> {
  return [...(await checkMail()), ...(await checkProvider()), ...checkProxy()]
}

async function checkMail(): Promise<Finding[]> {
  const { MAIL_FROM, SMTP_URL, SES_REGION, WEBHOOK_SECRET } = env()
  const lists = digestLists(readConfig(env().HEADROOM_CONFIG))
  const asked = (channel: string) =>
    lists.some(({ recipients }) => recipients.some((one) => one.channel === channel))
  const findings: Finding[] = []
  const check = 'mail'
  if (asked('email') && !(MAIL_FROM && (SMTP_URL || SES_REGION))) {
    const text =
      'headroom.yaml names recipients; set MAIL_FROM, and SMTP_URL or SES_REGION, or nothing is sent'
    findings.push({ check, good: false, text })
  }
  if (asked('webhook') && !WEBHOOK_SECRET) {
    findings.push({ check: 'webhook', good: false, text: 'headroom.yaml names one; set WEBHOOK_SECRET' })
  }
  if (SES_REGION)
    findings.push({ check, good: true, text: `by SES in ${SES_REGION}; send a test from /digests` })
  else if (SMTP_URL) findings.push(await smtpFinding(SMTP_URL))
  return findings
}

async function smtpFinding(url: string): Promise<Finding> {
  const { host } = new URL(url)
  return probeSmtp({ url, silenceMs: 5_000 }).then(
    () => ({ check: 'mail', good: true, text: `the SMTP server ${host} takes us` }),
    (error) => ({
      check: 'mail',
      good: false,
      text: `the SMTP server ${host}: ${errorText(error)}. Check SMTP_URL`,
    }),
  )
}

async function checkProvider(): Promise<Finding[]> {
  const settings = oidcSettings()
  if (!settings) {
    const begun = env().OIDC_ISSUER ?? env().OIDC_CLIENT_ID ?? env().OIDC_CLIENT_SECRET
    const text = 'only a part is set: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together'
    return begun === undefined ? [] : [{ check: 'sign-in', good: false, text }]
  }
  const { issuer, redirectUri } = settings
  const finding = await probeProvider(settings).then(
    () => ({ check: 'sign-in', good: true, text: `${issuer} answers; it must know ${redirectUri}` }),
    (error) => ({ check: 'sign-in', good: false, text: `${issuer}: ${errorText(error)}. Check OIDC_ISSUER` }),
  )
  return [finding]
}

function checkProxy(): Finding[] {
  const { TRUSTED_JWT_HEADER: header } = env()
  if (!header) return []
  if (trustedJwtSettings())
    return [{ check: 'sign-in', good: true, text: `a proxy hands over a JWT in ${header}` }]
  const text =
    'only a part is set: TRUSTED_JWT_HEADER, TRUSTED_JWKS_URL, TRUSTED_JWT_ISSUER and TRUSTED_JWT_AUDIENCE go together'
  return [{ check: 'sign-in', good: false, text }]
}
