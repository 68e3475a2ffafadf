import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openGithub } from '#lib/deliver/github/client.ts'
import { type AcceptedChange, propose } from '#lib/deliver/propose.ts'
import type { Decision } from '#lib/model/decision.ts'
import { dayMs } from '#lib/model/time.ts'
import { presentTerraform } from '#lib/present/resource-terraform.ts'
import { terraformChanges } from '#lib/present/terraform-changes.ts'
import { recommendation, resource } from '#tests/support/detail-fixture.ts'
import { current, recommended } from '#tests/support/detail-options.ts'
import { nowMs } from '#tests/support/detail-series.ts'
import { githubServer } from '#tests/support/github-server.ts'

const main = `# The orders database
resource "aws_db_instance" "orders" {
  identifier     = "orders-primary"
  instance_class = "${current.shape}" # since June
}
`
const patched = main.replace(current.shape, recommended.shape)
const files = { 'orders/main.tf': main, 'README.md': 'none of ours' }

const decision: Decision = {
  id: 12,
  resourceId: resource.id,
  kind: 'capacity',
  verdict: 'accept',
  atMs: nowMs,
  actor: 'ana',
  reason: 'before the sale, see @acme/sre #4',
  owner: 'Sven',
  dueMs: nowMs + 5 * dayMs,
  basis: {
    asOfMs: nowMs,
    finding: 'runs-out',
    chance: 0.4,
    medianMs: nowMs + 30 * dayMs,
    fromLabel: current.label,
    fromMonthlyUsd: current.monthlyUsd,
    optionId: recommended.id,
    optionLabel: recommended.label,
    optionChance: 0.01,
    deltaMonthlyUsd: recommended.deltaMonthlyUsd,
  },
}

let server: Awaited<ReturnType<typeof githubServer>>
beforeEach(async () => {
  server = await githubServer(files)
})
afterEach(() => server.close())

function accepted(given: Partial<AcceptedChange> = {}, token = 'good-token'): AcceptedChange {
  const github = openGithub({ apiUrl: server.apiUrl, token })
  return {
    home: { repository: 'acme/infra', base: 'main', github },
    change: terraformChanges(resource, current, recommended),
    subject: {
      decision,
      resource,
      merge: { atMs: nowMs, text: 'May be merged now.' },
      baseUrl: 'https://headroom.example.com',
      snippet: presentTerraform(resource, recommendation, recommended),
    },
    nowMs,
    ...given,
  }
}

const branch = 'headroom/decision-12'

describe('an accepted change on GitHub', () => {
  test('is one commit on a branch of its own, in a pull request that says what and why', async () => {
    const base = server.headOf('main')
    const proposal = await propose(accepted())
    expect(proposal).toMatchObject({
      decisionId: 12,
      state: 'opened',
      url: 'https://github.com/acme/infra/pull/1',
    })
    expect(server.fileOf(branch, 'orders/main.tf')).toBe(patched)
    expect(server.fileOf(branch, 'README.md')).toBe(files['README.md'])
    expect(server.parentOf(branch)).toBe(base)
    expect(server.headOf('main')).toBe(base)
    const [pull] = server.pulls
    expect(pull).toMatchObject({ head: branch, base: 'main', draft: false })
    expect(pull?.title).toMatch(/^orders-primary: db\./)
    expect(pull?.body).toContain('https://headroom.example.com/resources/r4f2a91c07')
    expect(pull?.body).toContain('Owner: Sven')
    // Nobody is called and nothing is referred to by what people wrote.
    expect(pull?.body).not.toMatch(/@acme|[^\\]#4/)
    expect(proposal.diff).toBe(
      `--- a/orders/main.tf\n+++ b/orders/main.tf\n@@ -3,2 +3,2 @@\n   identifier     = "orders-primary"\n-  instance_class = "${current.shape}" # since June\n+  instance_class = "${recommended.shape}" # since June\n`,
    )
  })

  test('is opened once, however often it is tried', async () => {
    const first = await propose(accepted())
    const second = await propose(accepted())
    expect(second.url).toBe(first.url)
    expect(server.pulls).toHaveLength(1)
  })

  test('is finished where a try broke off after its branch was made', async () => {
    server.state.failNext = 'POST /pulls'
    await expect(propose(accepted())).rejects.toThrow(/502 to POST \/repos\/acme\/infra\/pulls/)
    expect(server.fileOf(branch, 'orders/main.tf')).toBe(patched)
    expect(await propose(accepted())).toMatchObject({ state: 'opened' })
    expect(server.pulls).toHaveLength(1)
  })

  test('is a draft until it may be merged, and says when', async () => {
    const merge = { atMs: nowMs + 20 * dayMs, text: 'Not before 3 Jan: after the freeze year end.' }
    const proposal = await propose(accepted({ subject: { ...accepted().subject, merge } }))
    expect(proposal).toMatchObject({ text: 'Opened as a draft pull request.', mergeAfterMs: merge.atMs })
    expect(server.pulls[0]).toMatchObject({ draft: true })
    expect(server.pulls[0]?.body).toContain('Not before 3 Jan')
  })

  test('is opened as it is where the repository knows no drafts', async () => {
    server.state.draftsAllowed = false
    const merge = { atMs: nowMs + dayMs, text: 'Not before tomorrow.' }
    const proposal = await propose(accepted({ subject: { ...accepted().subject, merge } }))
    expect(proposal).toMatchObject({ state: 'opened', text: 'Opened as a pull request.' })
    expect(server.pulls[0]).toMatchObject({ draft: false })
  })

  test('is an issue with the snippet and the reason where the code cannot be edited, once', async () => {
    const elsewhere = { ...resource, nativeId: 'invoices' }
    const change = terraformChanges(elsewhere, current, recommended)
    const proposal = await propose(accepted({ change }))
    expect(proposal).toMatchObject({ state: 'issue', url: 'https://github.com/acme/infra/issues/1' })
    expect(await propose(accepted({ change }))).toMatchObject({ url: proposal.url })
    expect(server.issues).toHaveLength(1)
    expect(server.issues[0]?.labels).toEqual(['headroom'])
    expect(server.issues[0]?.body).toMatch(/The code was not edited: No block declares/)
    expect(server.issues[0]?.body).toMatch(/```diff\n[\s\S]*- {3}instance_class = /)
    expect(server.pulls).toHaveLength(0)
  })

  test.each<[string, () => void, string, RegExp]>([
    [
      'a wrong token',
      () => undefined,
      'secret-but-wrong',
      /401 to GET .*Bad credentials\. Check GITHUB_TOKEN/,
    ],
    [
      'a rate limit',
      () => {
        server.state.limited = true
      },
      'good-token',
      /API rate limit exceeded.*used up for 60 s: it is tried again/,
    ],
  ])('says what GitHub said: %s', async (_, prepare, token, text) => {
    prepare()
    const failure = propose(accepted({}, token))
    await expect(failure).rejects.toThrow(text)
    await expect(failure).rejects.not.toThrow(/secret-but-wrong/)
  })

  test('says that GitHub did not answer', async () => {
    const github = openGithub({ apiUrl: 'http://127.0.0.1:9', token: 'x' })
    const home = { repository: 'acme/infra', base: 'main', github }
    await expect(propose(accepted({ home }))).rejects.toThrow(
      /GitHub did not answer GET \/repos\/acme\/infra\/pulls/,
    )
  })
})

describe('an accepted change in a folder', () => {
  const directory = mkdtempSync(join(tmpdir(), 'headroom-code-'))
  mkdirSync(join(directory, '.terraform/modules/x'), { recursive: true })
  writeFileSync(join(directory, '.terraform/modules/x/main.tf'), main)
  writeFileSync(join(directory, 'main.tf'), main)

  test('is a patch; what Terraform downloaded is not read, and nothing is written', async () => {
    const proposal = await propose(accepted({ home: { directory } }))
    expect(proposal).toMatchObject({ state: 'patch', text: 'A patch of main.tf.' })
    expect(proposal.diff).toContain(`+  instance_class = "${recommended.shape}" # since June`)
  })

  test('is refused with its reason', async () => {
    const change = { missing: 'No patch: the autoscaler removes the nodes.' }
    expect(await propose(accepted({ home: { directory }, change }))).toMatchObject({
      state: 'refused',
      text: change.missing,
    })
    rmSync(directory, { recursive: true })
  })
})
