import pino from 'pino'
import { env } from './env.ts'

export type Log = pino.Logger

let root: Log | undefined

/** One structured line per event, on stderr; stdout belongs to the commands. */
export function log(): Log {
  root ??= pino(
    {
      base: null,
      level: env().LOG_LEVEL,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: [
        '*.externalId',
        '*.DATABASE_URL',
        '*.SMTP_URL',
        '*.WEBHOOK_SECRET',
        '*.GITHUB_TOKEN',
        '*.OIDC_CLIENT_SECRET',
        '*.authorization',
        '*.password',
        '*.secretAccessKey',
        '*.sessionToken',
      ],
    },
    pino.destination({ fd: 2, sync: true }),
  )
  return root
}
