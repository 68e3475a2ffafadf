import { z } from 'zod'

const rule = z
  .strictObject({
    group: z.string().min(1).max(256).describe('As the identity provider names it'),
    role: z.enum(['viewer', 'editor', 'reviewer', 'admin']),
    teams: z.array(z.string().min(1).max(256)).default([]).describe('Of a viewer or editor'),
  })
  .refine(({ role, teams }) => (role === 'viewer' || role === 'editor') === teams.length > 0, {
    error: 'a viewer or editor needs `teams`; a reviewer or admin sees all and has none',
    path: ['teams'],
  })

/** What the groups of the identity provider may. */
export const access = z.strictObject({
  groupsClaim: z.string().min(1).max(256).default('groups').describe('Claim that names the groups'),
  rules: z.array(rule).default([]),
})
