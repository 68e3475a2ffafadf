import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError, errorText } from './errors.ts'

/** Everything that an operator sets. Behaviour that a user of the product sets lives in the policy. */
export const envSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000).describe('Port of the web pages'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address that the web binds'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Port of /metrics for Prometheus, served by the web process; without it there is none'),
  METRICS_HOST: z.string().min(1).default('127.0.0.1').describe('Address that /metrics binds'),
  COMMIT: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/, 'expected a commit in hexadecimal')
    .optional()
    .describe('Commit that this was built from, for /version; that of the checkout unless given'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .optional()
    .describe('PostgreSQL 16 or later; without it the embedded one in HEADROOM_DIR is used'),
  HEADROOM_DIR: z
    .string()
    .min(1)
    .default('.headroom')
    .describe('Folder of the embedded database and of local state'),
  HEADROOM_CONFIG: z.string().min(1).default('headroom.yaml').describe('File with the accounts to collect'),
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^/?#]+$/, 'expected https://headroom.example.com without a path')
    .optional()
    .describe('Address under which people reach the pages, for links; that of HOST and PORT unless given'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/, 'expected an address such as headroom@example.com')
    .optional()
    .describe('Sender of the weekly e-mail'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'expected smtp://user:password@host:port')
    .optional()
    .describe('SMTP server; smtps:// for TLS from the start, else STARTTLS where the server offers it'),
  SES_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as eu-west-1')
    .optional()
    .describe('Send by Amazon SES in this region with the credentials of the worker, in place of SMTP'),
  WEBHOOK_SECRET: z
    .string()
    .min(16, 'expected at least 16 characters')
    .optional()
    .describe('Signs webhooks (HMAC-SHA256); without it none is sent'),
  GITHUB_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Opens pull requests and issues in the repositories of headroom.yaml; without it none is'),
  GITHUB_API_URL: z
    .string()
    .regex(/^https?:\/\/[^?#]+[^/?#]$/, 'expected https://api.github.com, or https://HOST/api/v3')
    .default('https://api.github.com')
    .describe('REST API of GitHub'),
  OIDC_ISSUER: z.url().optional().describe('Identity provider (OpenID Connect) that people sign in with'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('Client of this installation there'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('Its secret'),
  TRUSTED_JWT_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'expected a header in lower case')
    .optional()
    .describe('Header in which a proxy that signs people in hands over a JWT; set it only behind that proxy'),
  TRUSTED_JWKS_URL: z.url().optional().describe('Keys that verify it'),
  TRUSTED_JWT_ISSUER: z.string().min(1).optional().describe('Its issuer'),
  TRUSTED_JWT_AUDIENCE: z.string().min(1).optional().describe('Its audience'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged'),
})
export type Env = Readonly<z.infer<typeof envSchema>>

/** Each may be given as a file instead: `SMTP_URL_FILE`. */
const secrets = ['DATABASE_URL', 'SMTP_URL', 'WEBHOOK_SECRET', 'GITHUB_TOKEN', 'OIDC_CLIENT_SECRET'] as const
type Secret = (typeof secrets)[number]

/** Secrets are never shown, also where they are wrong; of a database one sees where it is. */
const isHidden = (name: string) => name !== 'DATABASE_URL' && (secrets as readonly string[]).includes(name)

/** Of the worker alone: the web process sends nothing and opens nothing. */
const workerSecrets: readonly Secret[] = ['SMTP_URL', 'WEBHOOK_SECRET', 'GITHUB_TOKEN']

type Source = Readonly<Record<string, string | undefined>>

/**
 * Parses the environment. Throws one `AppError` that lists every wrong variable with what it is for. An empty string counts
 * as unset; of a secret, the content of the file that `NAME_FILE` names counts.
 */
export function parseEnv(source: Source): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const { files, wrong } = readSecrets(set)
  const parsed = envSchema.safeParse({ ...set, ...files })
  if (parsed.success && wrong.length === 0) return Object.freeze(parsed.data)
  const lines = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0])
    const purpose = envSchema.shape[name as keyof typeof envSchema.shape]?.description ?? ''
    const value = isHidden(name) ? '...' : (set[name] ?? '')
    return `  ${name}=${value}: ${issue.message} (${purpose})`
  })
  throw new AppError(
    'invalid-input',
    `The environment is not usable. Correct these variables:\n${[...wrong, ...lines].join('\n')}`,
  )
}

/** Secrets that are given as files; a line end at the end is none of theirs. */
function readSecrets(set: Source): { files: Partial<Record<Secret, string>>; wrong: string[] } {
  const files: Partial<Record<Secret, string>> = {}
  const wrong: string[] = []
  for (const name of secrets) {
    const path = set[`${name}_FILE`]
    if (path === undefined) continue
    if (set[name] !== undefined) {
      wrong.push(`  ${name} and ${name}_FILE: give one of them`)
      continue
    }
    try {
      const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (text === '') wrong.push(`  ${name}_FILE=${path}: the file is empty`)
      else files[name] = text
    } catch (error) {
      wrong.push(`  ${name}_FILE=${path}: ${errorText(error)}`)
    }
  }
  return { files, wrong }
}

let parsedEnv: Env | undefined

/** The environment of this process, parsed on first use. The only reader of `process.env`. */
export function env(): Env {
  parsedEnv ??= parseEnv(process.env)
  return parsedEnv
}

/** Sets variables of this process, for libraries that read them, and parses the environment anew. */
export function setEnvironment(changes: Readonly<Record<string, string>>): void {
  Object.assign(process.env, changes)
  parsedEnv = undefined
}

/** Whether a variable is of the worker alone: everything that AWS's credential chain reads, and what it sends with. */
export function isWorkerSecret(name: string): boolean {
  const bare = name.replace(/_FILE$/, '')
  return name.startsWith('AWS_') || (workerSecrets as readonly string[]).includes(bare)
}

/** Removes what only the worker may hold from this process: the web process holds no credentials but the database's. */
export function dropWorkerSecrets(): void {
  for (const name of Object.keys(process.env)) if (isWorkerSecret(name)) delete process.env[name]
  process.env.AWS_EC2_METADATA_DISABLED = 'true'
  parsedEnv = undefined
}

/** Where the SDK is sent instead of AWS (`AWS_ENDPOINT_URL`); undefined = AWS itself. */
export function otherEndpoint(): string | undefined {
  const url = process.env.AWS_ENDPOINT_URL_STS || process.env.AWS_ENDPOINT_URL || undefined
  const host = url && URL.canParse(url) ? new URL(url).hostname : undefined
  return host?.match(/(^|\.)amazonaws\.com(\.cn)?$/) ? undefined : url
}

/** The environment for a child process: ours with `changes`; a value of `undefined` removes a variable. */
export function childEnv(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...changes }
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete merged[name]
  return merged
}
