import { z } from 'zod'

const path = z.string().min(1).max(1000)

/** Where the Terraform code of a team is: a folder of this machine, or a repository on GitHub. */
export const terraformCode = z
  .strictObject({
    team: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe('Of the resources of this team; of all others unless given'),
    directory: path.optional().describe('Folder with the code; patches are shown beside the decision'),
    repository: z
      .string()
      .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'expected owner/name')
      .optional()
      .describe('Repository on GitHub; accepted changes are opened as pull requests (GITHUB_TOKEN)'),
    base: z.string().min(1).max(200).default('main').describe('Branch that changes go to'),
    varFile: path.optional().describe('The .tfvars that is meant where several set a variable'),
    addresses: z
      .record(
        z.string(),
        z.string().regex(/^[\w.-]+\.[\w-]+$/, 'expected an address such as aws_db_instance.orders'),
      )
      .optional()
      .describe('Address by the name AWS knows, where the code does not tell it'),
  })
  .refine(({ directory, repository }) => (directory === undefined) !== (repository === undefined), {
    error: 'give either `directory` or `repository`',
  })
