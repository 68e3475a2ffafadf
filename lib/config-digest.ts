import { z } from 'zod'

const zone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}, 'expected a time zone such as Europe/Berlin')

const address = z
  .string()
  .max(254)
  .regex(/^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/, 'expected an address such as team@example.com')

const httpsUrl = z
  .string()
  .max(2000)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'expected an https:// address')

const list = {
  zone: zone.default('UTC').describe('Monday 08:00 by its clocks'),
  recipients: z.array(address).max(200).default([]),
  slack: httpsUrl.optional().describe('Incoming webhook of Slack'),
  webhook: httpsUrl.optional().describe('Gets the digest as signed JSON'),
}

/** Who gets the digest of everything. */
export const digestList = z.strictObject(list)

/** Who gets the digest of a team. */
export const teamDigest = z.strictObject({ name: z.string().min(1).max(256), ...list })
