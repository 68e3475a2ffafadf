import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, errorText } from '#lib/errors.ts'

const plainName = z.string().regex(/^[^/\\]+$/, 'expected the name of a file in the same folder')

const metricSchema = z.object({
  namespace: z.string().min(1),
  metric: z.string().min(1),
  unit: z.string().min(1),
  file: plainName,
  layout: z.enum(['long', 'wide']),
  key: z.string().min(1),
  scale: z.number().optional(),
  as: z.enum(['percent-of-vcpu', 'percent-of-memory']).optional(),
})

const shapeSchema = z.object({
  from: z.number().optional(),
  instanceType: z.string().min(1),
  count: z.number().int().positive().optional(),
  vcpu: z.number().nonnegative().optional(),
})

const resourceSchema = z.object({
  id: z.string().min(1),
  class: z.enum(['ec2-instance', 'asg', 'rds-instance']),
  tags: z.record(z.string(), z.string()),
  shapes: z.array(shapeSchema).min(1),
  assumed: z.array(z.string()).optional(),
  metrics: z.array(metricSchema).min(1),
})

const replaySchema = z.object({
  account: z.string().regex(/^\d{12}$/, 'expected twelve digits'),
  region: z.string().min(1),
  periodSeconds: z.number().int().positive().multipleOf(60),
  resources: z.array(resourceSchema).min(1),
})

/** What `replay.json` says of a folder of recorded traces. Times are epoch seconds, UTC. */
export type ReplayFile = z.infer<typeof replaySchema>
export type ReplayResource = ReplayFile['resources'][number]
export type ReplayShape = ReplayResource['shapes'][number]
export type ReplayMetric = ReplayResource['metrics'][number]

const remedy =
  'Give --replay the folder of a recorded trace: one with replay.json and the files that it names.'

/** Reads `replay.json` of a folder. Throws one `AppError` that names the path and what is wrong with it. */
export async function readReplayFile(dir: string): Promise<ReplayFile> {
  const path = join(dir, 'replay.json')
  const folder = await stat(dir).catch(() => undefined)
  if (!folder?.isDirectory()) {
    throw new AppError('not-found', `Cannot replay ${dir}: there is no such folder. ${remedy}`)
  }
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('not-found', `Cannot replay ${dir}: ${path} cannot be read. ${remedy}`, error)
  })
  const parsed = replaySchema.safeParse(parseJson(text, path))
  if (!parsed.success) throw malformed(path, issueText(parsed.error))
  const ids = parsed.data.resources.map((resource) => resource.id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw malformed(path, `the resource ${twice} stands there twice`)
  return parsed.data
}

/** The one error for a trace that cannot be used. */
export function malformed(path: string, what: string): AppError {
  return new AppError(
    'invalid-input',
    `Cannot replay ${path}: ${what}. Correct the file, or replay another folder.`,
  )
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(path, errorText(error))
  }
}

function issueText(error: z.ZodError): string {
  const issue = error.issues[0]
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`
}
