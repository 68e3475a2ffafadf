import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { snapshotFiles } from '#lib/collect/kubernetes/parse-snapshot.ts'

const path = new URL('../../../lib/collect/kubernetes/cronjob.yaml', import.meta.url)
const documents = parseAllDocuments(readFileSync(path, 'utf8'))
const objects = documents.map((one): unknown => one.toJS())

const kindSchema = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) })
const roleSchema = z.object({
  rules: z.array(
    z.object({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
})
const container = z.object({
  image: z.string(),
  args: z.tuple([z.string()]),
  securityContext: z.object({ allowPrivilegeEscalation: z.boolean(), readOnlyRootFilesystem: z.boolean() }),
})
const podSpec = z.object({ serviceAccountName: z.string(), containers: z.tuple([container]) })
const template = z.object({ template: z.object({ spec: podSpec }) })
const cronSchema = z.object({ spec: z.object({ jobTemplate: z.object({ spec: template }) }) })

function objectOf(kind: string): unknown {
  const found = objects.find((one) => kindSchema.parse(one).kind === kind)
  if (!found) throw new Error(`the manifest has no ${kind}`)
  return found
}

const pod = cronSchema.parse(objectOf('CronJob')).spec.jobTemplate.spec.template.spec
const [{ args, image, securityContext }] = pod.containers

describe('the CronJob that writes snapshots', () => {
  test('is valid YAML of the objects that it needs', () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([])
    expect(objects.map((one) => kindSchema.parse(one).kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
      'PersistentVolumeClaim',
      'CronJob',
    ])
  })

  test('may only get and list, and no secrets', () => {
    const { rules } = roleSchema.parse(objectOf('ClusterRole'))
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']))
    expect(rules.flatMap(({ resources }) => resources).sort()).toEqual([
      'horizontalpodautoscalers',
      'nodepools',
      'nodes',
      'poddisruptionbudgets',
      'pods',
    ])
    expect(rules.flatMap(({ apiGroups }) => apiGroups)).not.toContain('*')
  })

  test('runs as that account, without privileges, from an image with a tag', () => {
    expect(pod.serviceAccountName).toBe('headroom-snapshot')
    expect(securityContext).toEqual(
      expect.objectContaining({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true }),
    )
    expect(image).toMatch(/^[a-z0-9./-]+:\d+\.\d+\.\d+$/)
  })

  test('writes every file that is read', () => {
    for (const file of snapshotFiles) expect(args[0]).toContain(`take ${file} `)
    expect(args[0]).toContain(`for file in ${snapshotFiles.join(' ')}; do`)
  })

  test('its script is one that a shell accepts', () => {
    expect(() => execFileSync('bash', ['-n', '-c', args[0]])).not.toThrow()
  })
})
