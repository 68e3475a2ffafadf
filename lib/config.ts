import { existsSync, readFileSync } from 'node:fs'
import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { configSchema } from './config-schema.ts'
import { AppError, errorText } from './errors.ts'
import { nearestWords } from './nearest-word.ts'

/** `headroom.yaml`: what to collect, whose it is, and what is planned. */
export type Config = z.output<typeof configSchema>

const maxBytes = 256 * 1024
/** Problems that one message lists. */
const maxProblems = 30

/** Reads the file if it is there; without it no account is configured and the simulated estate serves. */
export function readConfig(path: string): Config {
  if (!existsSync(path)) return configSchema.parse({})
  return parseConfig(readFileSync(path, 'utf8'), path)
}

/** Whether there is anything to collect: else the simulated estate serves. */
export function isConfigured({ accounts, organization }: Config): boolean {
  return accounts.length > 0 || organization !== undefined
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
    const place = lineOf(document, lines, issue)
    const key = issue.path.map(String).join('.') || 'the file'
    return `  line ${place}: ${key}: ${issue.message}${suggestion(issue)}`
  })
  const more = wrong.length > maxProblems ? [`  and ${wrong.length - maxProblems} more`] : []
  throw new AppError(
    'invalid-input',
    `${path} is not usable. Correct it and start again:\n${[...wrong.slice(0, maxProblems), ...more].join('\n')}`,
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

/** The line of the key that is wrong: of an unknown key its own, of a missing one that of what lacks it. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  issue: z.core.$ZodIssue,
): number {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = [...issue.path, ...unknown]
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
  const known = keysAt(configSchema, issue.path)
  const near = issue.keys.flatMap((key) => nearestWords(key, known))
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : `; known keys are ${known.join(', ')}`
}

/** The keys that the schema knows at a path of the file. */
function keysAt(schema: unknown, [step, ...rest]: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return keysAt(schema.unwrap(), step === undefined ? [] : [step, ...rest])
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  const shape: Readonly<Record<string, unknown>> = schema.shape
  return step === undefined ? Object.keys(shape) : keysAt(shape[String(step)], rest)
}
