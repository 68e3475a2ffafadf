import { folderOf, isOurs, type SourceFile } from './source.ts'

/** A rule says what is wrong, one sentence a place; nothing where all is well. */
export type Rule = (files: readonly SourceFile[]) => string[]

const core = [
  ...['model', 'stats', 'resources', 'forecast', 'recommend', 'autoscale', 'scenario', 'verify'],
  ...['present', 'draw'],
].map((name) => `lib/${name}`)

/** Who may import whom; itself apart. `lib` stands for the small files directly in lib. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/model': [],
  'lib/stats': [],
  'lib/resources': ['lib/model'],
  'lib/forecast': ['lib/model', 'lib/stats'],
  'lib/recommend': ['lib/model', 'lib/stats', 'lib/resources'],
  'lib/autoscale': ['lib/model', 'lib/stats'],
  'lib/scenario': ['lib/model', 'lib/stats'],
  'lib/present': ['lib/model', 'lib/resources'],
  'lib/draw': ['lib/model'],
  'lib/collect': ['lib/model', 'lib/resources', 'lib'],
  'lib/store': ['lib/model', 'lib', 'prisma'],
  'lib/identity': ['lib/model', 'lib/store', 'lib'],
  'lib/deliver': ['lib/model', 'lib/present', 'lib/draw', 'lib'],
  'lib/verify': ['lib/model', 'lib/stats'],
  'lib/simulate': ['lib/model', 'lib/stats', 'lib/resources', 'lib'],
  lib: [],
  app: [
    'lib/store',
    'lib/identity',
    'lib/present',
    'lib/draw',
    'lib/recommend',
    'lib/autoscale',
    'lib/scenario',
    'lib/resources',
    'lib/model',
    'lib',
  ],
}

const stagesWithOneDoor = [
  ...['lib/collect', 'lib/forecast', 'lib/recommend', 'lib/autoscale', 'lib/scenario', 'lib/simulate'],
]

/** Packages that only some folders may name. */
const doors: readonly { readonly pattern: RegExp; readonly folders: readonly string[] }[] = [
  { pattern: /^@aws-sdk\/client-sesv2$/, folders: ['lib/deliver', 'tests'] },
  { pattern: /^@aws-sdk\/(?!client-sesv2$)|^@smithy\//, folders: ['lib/collect', 'tests'] },
  { pattern: /^@prisma\/|^pg$|^prisma\/generated/, folders: ['lib/store', 'tests'] },
  { pattern: /^pg-boss$/, folders: ['jobs'] },
  { pattern: /^next(\/|$)/, folders: ['app', 'lib/identity', 'jobs', 'proxy.ts'] },
  { pattern: /^react|^recharts$/, folders: ['app'] },
  { pattern: /^@prometheus-io\//, folders: ['lib/deliver', 'tests'] },
  { pattern: /^pino$/, folders: ['lib'] },
]

const banned = ['utils', 'helpers', 'common', 'types', 'constants', 'shared']
const maxFileLines = 300

export const importDirections: Rule = (files) =>
  files.flatMap((file) => {
    const from = folderOf(file.path)
    const may = allowed[from]
    if (!may) return []
    return file.imports
      .filter(({ target }) => isOurs(target) && folderOf(target) !== from && !may.includes(folderOf(target)))
      .map(
        ({ target }) =>
          `${file.path} imports ${target}; ${from} may import ${may.join(', ') || 'nothing of ours'}`,
      )
  })

export const sideDoors: Rule = (files) =>
  files.flatMap((file) =>
    file.imports
      .filter(({ target }) => {
        const to = folderOf(target)
        const outside = folderOf(file.path) !== to && folderOf(file.path) !== 'tests'
        return outside && stagesWithOneDoor.includes(to) && target !== `${to}/index.ts`
      })
      .map(
        ({ target }) => `${file.path} enters ${target}; ${folderOf(target)} is entered through its index.ts`,
      ),
  )

export const librariesBehindDoors: Rule = (files) =>
  files.flatMap((file) =>
    file.imports.flatMap(({ target }) =>
      doors
        .filter(({ pattern, folders }) => pattern.test(target) && !folders.includes(folderOf(file.path)))
        .map(({ folders }) => `${file.path} imports ${target}; only ${folders.join(', ')} may`),
    ),
  )

export const noCycles: Rule = (files) => {
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    ]),
  )
  const state = new Map<string, 'open' | 'closed'>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'closed') return
    if (state.get(path) === 'open') {
      found.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`)
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path])
    state.set(path, 'closed')
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

const impurities: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, what: 'reads the clock' },
  { pattern: /\bMath\.random\(|\bcrypto\b/, what: 'is random' },
  { pattern: /\bprocess\.|\bglobalThis\b/, what: 'reads the environment' },
  { pattern: /\bfetch\(|\bsetTimeout\(|\bsetInterval\(/, what: 'does IO' },
]

export const pureCore: Rule = (files) =>
  files
    .filter(({ path }) => core.includes(folderOf(path)))
    .flatMap((file) => {
      const words = impurities.filter(({ pattern }) => pattern.test(withoutComments(file.text)))
      const imports = file.imports.filter(({ target }) => target.startsWith('node:'))
      return [
        ...words.map(({ what }) => `${file.path} ${what}; the core takes everything as an argument`),
        ...imports.map(({ target }) => `${file.path} imports ${target}; the core does no IO`),
      ]
    })

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}

export const oneEnvironmentReader: Rule = (files) =>
  files
    .filter(
      ({ path, text }) => /^(app|lib)\//.test(path) && path !== 'lib/env.ts' && /\bprocess\.env\b/.test(text),
    )
    .map(({ path }) => `${path} reads process.env; only lib/env.ts does`)

export const fileLengths: Rule = (files) =>
  files
    .filter(({ text }) => text.split('\n').length > maxFileLines)
    .map(({ path, text }) => `${path} has ${text.split('\n').length} lines; at most ${maxFileLines}`)

export const plainNames: Rule = (files) =>
  files
    .filter(({ path }) =>
      banned.some((name) => new RegExp(`(^|/)${name}(\\.tsx?$|/)`).test(path.replace(/^tests\//, ''))),
    )
    .map(({ path }) => `${path}: a file or folder is named after what is in it, not ${banned.join(', ')}`)

export const noBarrels: Rule = (files) =>
  files
    .filter(({ path, text }) => !path.startsWith('tests/') && /^export \* from/m.test(text))
    .map(({ path }) => `${path} re-exports a whole file; import from where it stands`)

export const storeVerbsTakeActor: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('app/'))
    .flatMap((file) =>
      file.imports
        .filter(({ target, typeOnly }) => !typeOnly && target.startsWith('lib/store/'))
        .flatMap(({ target }) =>
          verbsWithoutActor(
            files.find(({ path }) => path === target),
            target,
          ),
        )
        .map((verb) => `${file.path} may call ${verb}, which takes no actor first`),
    )

/** Verbs that decide themselves who asks (sign-in) or say nothing of the estate (readiness). */
const actorless = ['openSession', 'databaseAnswers']
const pageVerbFiles = [
  'fleet',
  'accuracy',
  'resource-detail',
  'scaling-study',
  'scenario-pages',
  'freshness',
  'costs',
  'cost-forecasts',
  'owners',
  'page-memory',
  'policies',
  'usage',
  'sessions',
  'client',
  'bill',
  'budgets',
  'discounts',
  'commitments',
  'data-page',
  'decisions',
  'follow-ups',
  'proposals',
  'reviews',
  'audit',
  'day-coverage',
  'gpu-use',
  'support-prices',
  'economics',
  'limits',
  'deliveries',
  'digests',
  'api-keys',
  'calendar',
  'team-page',
  'digest-requests',
  'rate-limits',
  'schema-version',
  'capacity-changes',
  'audit',
]

function verbsWithoutActor(file: SourceFile | undefined, target: string): string[] {
  if (!file) return []
  const name = target.replace(/^lib\/store\/|\.ts$/g, '')
  return pageVerbFiles.includes(name) ? [] : [`${target} (not a file of page verbs)`]
}

/** Page verbs by file: each exported async function takes an actor first or is listed above. */
export const pageVerbs: Rule = (files) =>
  files
    .filter(({ path }) =>
      ['fleet', 'accuracy', 'resource-detail', 'freshness', 'policies', 'decisions'].some(
        (name) => path === `lib/store/${name}.ts`,
      ),
    )
    .flatMap((file) =>
      [...file.text.matchAll(/export async function (\w+)\(\s*_?(\w+)/g)]
        .filter(([, verb, first]) => first !== 'actor' && !actorless.includes(verb ?? ''))
        .map(([, verb]) => `${file.path}: ${verb} takes no actor first`),
    )

export const rules: Readonly<Record<string, Rule>> = {
  importDirections,
  sideDoors,
  librariesBehindDoors,
  noCycles,
  pureCore,
  oneEnvironmentReader,
  fileLengths,
  plainNames,
  noBarrels,
  storeVerbsTakeActor,
  pageVerbs,
}
