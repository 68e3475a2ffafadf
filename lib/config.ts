import { existsSync, readFileSync } from 'node:fs'
import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { AppError, errorText } from './errors.ts'

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/
const rolePattern = /^arn:aws(-cn|-us-gov)?:iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/

const accountSchema = z.strictObject({
  id: z.string().regex(/^\d{12}$/, 'expected the 12 digits of an AWS account, in quotes'),
  name: z.string().min(1).max(200).optional(),
  regions: z.array(z.string().regex(regionPattern, 'expected a region such as us-east-1')).min(1),
  role: z.string().regex(rolePattern, 'expected arn:aws:iam::123456789012:role/NAME').optional(),
  externalId: z.string().min(2).max(1224).optional(),
  payer: z.boolean().default(false),
})

/** `headroom.yaml`: which accounts to collect, and which tags name the team. */
export const configSchema = z.strictObject({
  accounts: z.array(accountSchema).default([]),
  teamTags: z.array(z.string().min(1).max(128)).min(1).default(['team', 'Team', 'owner']),
})
export type Config = z.infer<typeof configSchema>

const maxBytes = 256 * 1024

/** Reads the file if it is there; without it no account is configured and the simulated estate serves. */
export function readConfig(path: string): Config {
  if (!existsSync(path)) return configSchema.parse({})
  return parseConfig(readFileSync(path, 'utf8'), path)
}

/** Parses YAML text; throws one `AppError` naming file, line and key of everything that is wrong. */
export function parseConfig(text: string, path: string): Config {
  if (text.length > maxBytes) {
    throw new AppError(
      'invalid-input',
      `${path} is ${text.length} characters long; at most ${maxBytes} are read.`,
    )
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const syntax = document.errors[0]
  if (syntax) {
    const { line } = lines.linePos(syntax.pos[0])
    throw new AppError(
      'invalid-input',
      `${path}, line ${line}: ${syntax.message}. Correct it and start again.`,
    )
  }
  const parsed = configSchema.safeParse(plainOf(document, path) ?? {})
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => {
    const place = lineOf(document, lines, issue.path)
    const key = issue.path.join('.') || 'the file'
    return `  line ${place}: ${key}: ${issue.message}${suggestion(issue)}`
  })
  throw new AppError(
    'invalid-input',
    `${path} is not usable. Correct it and start again:\n${wrong.join('\n')}`,
  )
}

/** The plain value; anchors may be used, but not to blow a small file up. */
function plainOf(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new AppError(
      'invalid-input',
      `${path}: ${errorText(error)}. Write the repeated parts out and start again.`,
    )
  }
}

function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const keys = path.slice(0, depth).map((key) => (typeof key === 'symbol' ? String(key) : key))
    const node = document.getIn(keys, true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return isMap(document.contents) && document.contents.range
    ? lines.linePos(document.contents.range[0]).line
    : 1
}

function suggestion(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return ''
  const known = issue.path.length === 0 ? Object.keys(configSchema.shape) : Object.keys(accountSchema.shape)
  const near = issue.keys.flatMap((key) => known.filter((name) => distance(key, name) <= 2))
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : `; known keys are ${known.join(', ')}`
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
