import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { checkCode } from '../../jobs/doctor-code.ts'
import { githubServer } from '../support/github-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-doctor-code-'))
const config = join(folder, 'headroom.yaml')
let server: Awaited<ReturnType<typeof githubServer>>

beforeAll(async () => {
  server = await githubServer({ 'main.tf': '', 'prod.tfvars': '', 'README.md': '' })
})
afterEach(() => setEnvironment({ HEADROOM_CONFIG: '', GITHUB_TOKEN: '', GITHUB_API_URL: '' }))
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function found(yaml: string, token: string) {
  writeFileSync(config, yaml)
  setEnvironment({ HEADROOM_CONFIG: config, GITHUB_TOKEN: token, GITHUB_API_URL: server.apiUrl })
  return (await checkCode()).map(({ check, good, text }) => `${good} ${check}: ${text}`)
}

test.each([
  ['accounts: []\n', 'good-token', []],
  [
    'terraform: [{ repository: acme/infra }]\n',
    'good-token',
    [/^true .*all other teams: 2 files of acme\/infra, branch main/],
  ],
  ['terraform: [{ repository: acme/infra }]\n', 'bad', [/^false .*Check GITHUB_TOKEN/]],
  ['terraform: [{ repository: acme/infra, base: gone }]\n', 'good-token', [/^false .*404/]],
  [
    'terraform: [{ team: pay, repository: acme/infra }]\n',
    '',
    [/^false terraform of pay: .*GITHUB_TOKEN is not set/],
  ],
  ['terraform: [{ directory: ./nothing }]\n', '', [/^false .*ENOENT/]],
  ['terraform: [{ directory: . }]\n', '', [/^false .*0 files of/]],
])('the doctor reads the code that is named: %j', async (yaml, token, texts) => {
  const findings = await found(yaml, token)
  expect(findings).toHaveLength(texts.length)
  for (const [i, text] of texts.entries()) expect(findings[i]).toMatch(text)
})
