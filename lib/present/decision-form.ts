import { z } from 'zod'
import { questionKinds, verdicts } from '#lib/model/decision.ts'
import { rangeOfWeek } from '#lib/model/iso-week.ts'
import { dayStart } from '#lib/model/time.ts'

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .refine((value) => !value.includes('\0'), 'a NUL is no text')
const optional = (most: number) => text(most).transform((value) => value || undefined)
const day = z
  .string()
  .refine((value) => value === '' || z.iso.date().safeParse(value).success, 'a day such as 2026-12-06')
  .transform((value) => (value === '' ? undefined : dayStart(value)))

/** What the form of a decision sends; every field is text. */
export const decisionFormSchema = z.object({
  resource: text(100).min(1, 'is missing'),
  kind: z.enum(questionKinds),
  verdict: z.enum(verdicts),
  option: optional(200).optional(),
  reason: text(1000).default(''),
  owner: optional(100).optional(),
  due: day.optional(),
  expires: day.optional(),
  approver: optional(100).optional(),
  week: z
    .string()
    .refine((value) => rangeOfWeek(value) !== undefined, 'a week such as 2026-W48')
    .optional(),
  back: z.string().max(500).default('/').transform(localPath),
})
export type DecisionForm = z.infer<typeof decisionFormSchema>

/** A path of our own to return to; anything else leads to the overview. */
export function localPath(value: string): string {
  const base = 'http://headroom.invalid'
  if (!value.startsWith('/') || !URL.canParse(value, base)) return '/'
  const url = new URL(value, base)
  return url.origin === base ? url.pathname + url.search + url.hash : '/'
}

/** The form, or what is wrong with it in sentences. */
export function parseDecisionForm(
  fields: Readonly<Record<string, unknown>>,
): { readonly form: DecisionForm } | { readonly problems: readonly string[] } {
  const parsed = decisionFormSchema.safeParse(fields)
  if (parsed.success) return { form: parsed.data }
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`) }
}
