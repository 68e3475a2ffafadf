import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

type Commit = { readonly tree: string; readonly parents: readonly string[]; readonly message: string }
type Pull = {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly head: string
  readonly base: string
  readonly draft: boolean
}
type Issue = {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly labels: string[]
}

const pullSchema = z.object({
  title: z.string(),
  body: z.string(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean(),
})
const treeSchema = z.object({
  base_tree: z.string(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.literal('100644'), type: z.literal('blob'), content: z.string() }),
  ),
})
const commitSchema = z.object({ message: z.string(), tree: z.string(), parents: z.array(z.string()) })
const issueSchema = z.object({ title: z.string(), body: z.string(), labels: z.array(z.string()) })

const shaOf = (value: unknown) => createHash('sha1').update(JSON.stringify(value)).digest('hex')

/**
 * One repository of GitHub over HTTP: refs, commits, trees, blobs, pull requests and issues with the paths, bodies and
 * statuses that its REST API documents (version 2022-11-28).
 */
export async function githubServer(files: Readonly<Record<string, string>>) {
  const blobs = new Map<string, string>()
  const trees = new Map<string, Map<string, string>>()
  const commits = new Map<string, Commit>()
  const refs = new Map<string, string>()
  const pulls: Pull[] = []
  const issues: Issue[] = []
  const requests: string[] = []
  const state = { draftsAllowed: true, failNext: undefined as string | undefined, limited: false }

  const addBlob = (text: string) => {
    blobs.set(shaOf(text), text)
    return shaOf(text)
  }
  const addTree = (tree: Map<string, string>) => {
    const sha = shaOf([...tree])
    trees.set(sha, tree)
    return sha
  }
  const addCommit = (commit: Commit) => {
    const sha = shaOf(commit)
    commits.set(sha, commit)
    return sha
  }
  const first = addTree(new Map(Object.entries(files).map(([path, text]) => [path, addBlob(text)])))
  refs.set('heads/main', addCommit({ tree: first, parents: [], message: 'first' }))

  const pullAnswer = ({ number, draft }: Pull) => ({
    number,
    draft,
    state: 'open',
    html_url: `https://github.com/acme/infra/pull/${number}`,
  })
  const refused = (message: string, resource: string) => ({
    status: 422,
    body: { message: 'Validation Failed', errors: [{ resource, code: 'custom', message }] },
  })

  type Answer = { readonly status: number; readonly body: unknown }
  const get = (path: string, query: URLSearchParams): Answer => {
    const [, kind = '', rest = ''] = /^\/git\/(ref|commits|trees|blobs)\/(.+)$/.exec(path) ?? []
    if (kind === 'ref' && refs.has(rest)) {
      return { status: 200, body: { ref: `refs/${rest}`, object: { type: 'commit', sha: refs.get(rest) } } }
    }
    const commit = commits.get(rest)
    if (kind === 'commits' && commit) return { status: 200, body: { sha: rest, tree: { sha: commit.tree } } }
    const tree = trees.get(rest)
    if (kind === 'trees' && tree) {
      const entries = [...tree].map(([name, sha]) => ({
        path: name,
        mode: '100644',
        type: 'blob',
        sha,
        size: 10,
      }))
      return { status: 200, body: { sha: rest, tree: entries, truncated: false } }
    }
    const blob = blobs.get(rest)
    if (kind === 'blobs' && blob !== undefined) {
      const content = Buffer.from(blob)
        .toString('base64')
        .replace(/(.{60})/g, '$1\n')
      return { status: 200, body: { sha: rest, encoding: 'base64', content } }
    }
    if (path === '/pulls') {
      const head = query.get('head')?.split(':')[1]
      return { status: 200, body: pulls.filter((pull) => pull.head === head).map(pullAnswer) }
    }
    if (path === '/issues') return { status: 200, body: issues.map(issueAnswer) }
    return { status: 404, body: { message: 'Not Found' } }
  }
  const issueAnswer = (issue: Issue) => ({
    ...issue,
    html_url: `https://github.com/acme/infra/issues/${issue.number}`,
  })

  const post = (path: string, body: unknown): Answer => {
    if (path === '/git/trees') {
      const { base_tree, tree } = treeSchema.parse(body)
      const entries = new Map(trees.get(base_tree))
      for (const { path: name, content } of tree) entries.set(name, addBlob(content))
      return { status: 201, body: { sha: addTree(entries) } }
    }
    if (path === '/git/commits') return { status: 201, body: { sha: addCommit(commitSchema.parse(body)) } }
    if (path === '/git/refs') {
      const { ref, sha } = z.object({ ref: z.string().startsWith('refs/'), sha: z.string() }).parse(body)
      const name = ref.slice('refs/'.length)
      if (refs.has(name)) return { status: 422, body: { message: 'Reference already exists' } }
      refs.set(name, sha)
      return { status: 201, body: { ref, object: { sha } } }
    }
    if (path === '/pulls') {
      const pull = pullSchema.parse(body)
      if (pull.draft && !state.draftsAllowed)
        return { status: 422, body: { message: 'Draft pull requests are not supported in this repository.' } }
      if (!refs.has(`heads/${pull.head}`)) return refused('head is invalid', 'PullRequest')
      if (pulls.some(({ head }) => head === pull.head))
        return refused(`A pull request already exists for acme:${pull.head}.`, 'PullRequest')
      const made = { ...pull, number: pulls.length + 1 }
      pulls.push(made)
      return { status: 201, body: pullAnswer(made) }
    }
    if (path === '/issues') {
      const made = { ...issueSchema.parse(body), number: issues.length + 1 }
      issues.push(made)
      return { status: 201, body: issueAnswer(made) }
    }
    return { status: 404, body: { message: 'Not Found' } }
  }

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://x')
    requests.push(`${request.method} ${url.pathname}`)
    if (request.headers.authorization !== 'Bearer good-token')
      return { status: 401, body: { message: 'Bad credentials' } }
    if (state.limited) return { status: 403, body: { message: 'API rate limit exceeded' } }
    const path = url.pathname.replace('/repos/acme/infra', '')
    if (path === url.pathname) return { status: 404, body: { message: 'Not Found' } }
    if (`${request.method} ${path}` === state.failNext) {
      state.failNext = undefined
      return { status: 502, body: { message: 'Server Error' } }
    }
    if (request.method === 'GET') return get(path, url.searchParams)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body: unknown = JSON.parse(Buffer.concat(parts).toString())
    if (request.method === 'POST') return post(path, body)
    const name = path.replace('/git/refs/', '')
    const { sha } = z.object({ sha: z.string(), force: z.literal(true) }).parse(body)
    refs.set(name, sha)
    return { status: 200, body: { ref: `refs/${name}`, object: { sha } } }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => {
        const limits = state.limited ? { 'x-ratelimit-remaining': '0', 'retry-after': '60' } : {}
        response.writeHead(status, { 'content-type': 'application/json', ...limits })
        response.end(JSON.stringify(body))
      },
      (error) => response.writeHead(500).end(JSON.stringify({ message: String(error) })),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    state,
    pulls,
    issues,
    requests,
    /** A file of a branch, and the commits of the branch before it, newest first. */
    fileOf: (branch: string, path: string) => {
      const commit = commits.get(refs.get(`heads/${branch}`) ?? '')
      return blobs.get(trees.get(commit?.tree ?? '')?.get(path) ?? '')
    },
    parentOf: (branch: string) => commits.get(refs.get(`heads/${branch}`) ?? '')?.parents[0],
    headOf: (branch: string) => refs.get(`heads/${branch}`),
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
