import type { z } from 'zod'
import { AwsError } from '../aws-error.ts'

/** The body of a JSON call in the shape of its schema. Throws an `AwsError` with the service's own code. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, code: string): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AwsError(
    code,
    `Value at '${issue?.path.join('.') ?? ''}' failed to satisfy constraint: ${issue?.message}`,
  )
}
