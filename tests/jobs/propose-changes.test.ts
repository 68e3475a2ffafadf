import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { listAudit } from '#lib/store/audit.ts'
import { database } from '#lib/store/client.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readProposals } from '#lib/store/proposals.ts'
import { saveRecommendation } from '#lib/store/recommendations.ts'
import { recommendation, resource } from '#tests/support/detail-fixture.ts'
import { githubServer } from '#tests/support/github-server.ts'
import type { JobContext } from '../../jobs/job.ts'
import { proposeChanges } from '../../jobs/propose-changes.ts'
import { inventoryOf, recommendationOf } from '../store/estate-rows.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const folder = mkdtempSync(join(tmpdir(), 'headroom-propose-'))
const config = join(folder, 'headroom.yaml')
const code = `resource "aws_db_instance" "a" {\n  identifier     = "orders-primary"\n  instance_class = "${resource.shape}"\n}\n`
let server: Awaited<ReturnType<typeof githubServer>>
let decisionId = 0
const nowMs = recommendation.asOfMs

beforeAll(async () => {
  server = await githubServer({ 'main.tf': code })
  writeFileSync(join(folder, 'main.tf'), code)
  await database().pool.query('TRUNCATE resource, decision, audit_entry, proposal, recommendation')
  await saveInventory(inventoryOf([resource]))
  const { summary } = recommendationOf(resource.id, { finding: 'runs-out' })
  const { current, recommended } = recommendation
  const shown = { ...summary, asOfMs: nowMs, current, recommended }
  await saveRecommendation({ runId: 1, recommendation, summary: shown })
  const accepted = await recordDecision(
    system,
    {
      resourceId: resource.id,
      kind: 'capacity',
      verdict: 'accept',
      reason: '',
      owner: 'Sven',
      dueMs: nowMs + 9 * dayMs,
      basis: basisOf(shown),
    },
    nowMs,
  )
  decisionId = accepted.id
})
afterAll(async () => {
  setEnvironment({ HEADROOM_CONFIG: '', GITHUB_TOKEN: '', GITHUB_API_URL: '' })
  await server.close()
  rmSync(folder, { recursive: true })
})

async function run(yaml: string, token: string) {
  writeFileSync(config, `terraform:\n${yaml}`)
  setEnvironment({ HEADROOM_CONFIG: config, GITHUB_TOKEN: token, GITHUB_API_URL: server.apiUrl })
  const signal = new AbortController().signal
  const result = await proposeChanges.run({ nowMs: nowMs + dayMs, signal } as JobContext)
  return { result, proposal: (await readProposals(system, [decisionId])).get(decisionId) }
}

describe('accepted changes in code', () => {
  test('a folder gives a patch', async () => {
    const { result, proposal } = await run('  - directory: .\n', '')
    expect(result).toEqual({ counts: { written: 1, refused: 0, failed: 0 }, problems: [] })
    expect(proposal).toMatchObject({ state: 'patch', text: 'A patch of main.tf.' })
  })

  test('code of another team is not ours', async () => {
    const { result } = await run('  - { team: nobody, directory: . }\n', '')
    expect(result.counts).toEqual({ written: 0, refused: 0, failed: 0 })
  })

  test('a repository without a token says what is missing', async () => {
    const { result } = await run('  - repository: acme/infra\n', '')
    expect(result.problems[0]?.code).toBe('proposal-failed')
    expect(result.problems[0]?.text).toMatch(/GITHUB_TOKEN is not set/)
  })

  test('what GitHub refuses is a problem, and is tried again', async () => {
    const { result, proposal } = await run('  - repository: acme/infra\n', 'bad')
    expect(result.problems[0]?.text).toMatch(/Check GITHUB_TOKEN/)
    expect(proposal?.state).toBe('failed')
  })

  test('a repository gets a pull request once, and the audit log tells it', async () => {
    const { proposal } = await run('  - repository: acme/infra\n', 'good-token')
    expect(proposal).toMatchObject({ state: 'opened', url: 'https://github.com/acme/infra/pull/1' })
    const asked = server.requests.length
    const again = await run('  - repository: acme/infra\n', 'good-token')
    expect(again.result.counts.written).toBe(0)
    expect(server.requests.length).toBe(asked)
    const actions = (await listAudit(system, 10)).map(({ action }) => action)
    expect(actions).toEqual([
      'proposal.opened',
      'proposal.failed',
      'proposal.failed',
      'proposal.patch',
      'decision.accept',
    ])
  })

  test('one team does not see what another opened', async () => {
    const other = { ...system, teams: ['search'] }
    expect((await readProposals(other, [decisionId])).size).toBe(0)
  })
})
