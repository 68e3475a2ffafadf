import { AppError, errorText } from '#lib/errors.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { monthOf } from '#lib/model/cost.ts'
import type { Aws } from '../../aws.ts'
import { problemOf } from '../../fault.ts'
import { type Assembly, newestAssemblies } from './assembly.ts'
import { type CostSums, openSums, type Summing } from './cost-sums.ts'
import { csvRows } from './csv-rows.ts'
import { curColumns, curLine, isCurColumn } from './cur-line.ts'
import { openDiscounts, type SummedDiscount } from './discount-sums.ts'
import { type Cells, type ExportLine, MalformedRowError, tagName } from './export-line.ts'
import { type ExportSource, exportSource } from './export-source.ts'
import { focusColumns, focusLine, isFocusColumn } from './focus-line.ts'
import { manifestFiles } from './manifest.ts'
import { parquetRows } from './parquet-rows.ts'
import type { Columns } from './rows.ts'

const formats = {
  cur: { line: curLine, isRead: isCurColumn, needed: curColumns },
  focus: { line: focusLine, isRead: isFocusColumn, needed: focusColumns },
} as const

/** Sums that are held before they are staged: some tens of megabytes. */
const heldMax = 50_000
/** Faults of a file that are named; the rest is counted. */
const namedMax = 3
const rulesVersion = '1'

export type ExportRequest = {
  readonly payer: Account
  readonly kind: 'cur' | 'focus'
  readonly location: string
  readonly teamTagKeys: readonly string[]
  /** Fingerprints of the assemblies that were read, by billing period. */
  readonly known: ReadonlyMap<string, string>
}

/** What an assembly said, once all of it is staged. */
export type ReadAssembly = {
  readonly assembly: Assembly
  readonly rows: number
  readonly malformed: number
  /** Net unblended, unblended and amortized dollars of each billing month, from the rows themselves. */
  readonly months: readonly {
    readonly month: string
    readonly usd: number
    readonly amortizedUsd: number
    readonly netUsd: number
  }[]
  /** On-demand usage by account: as paid and by the public price. */
  readonly discounts: readonly SummedDiscount[]
}

/** Takes what is read; nothing counts before `publish`. */
export type ExportSink = {
  begin(assembly: Assembly): Promise<void>
  stage(assembly: Assembly, sums: CostSums): Promise<void>
  publish(read: ReadAssembly): Promise<void>
  /** It cannot be read: forget what was staged of it. */
  abandon(assembly: Assembly): Promise<void>
}

export type ExportResult = {
  readonly counts: Readonly<Record<'assemblies' | 'rows' | 'malformed', number>>
  readonly problems: readonly Problem[]
}

/**
 * Reads every billing period whose newest assembly has not been read, newest first. A row that cannot be read is counted
 * and named and the others count; a file that cannot be read leaves its period as it was.
 */
export async function readExports(aws: Aws, request: ExportRequest, sink: ExportSink): Promise<ExportResult> {
  const counts = { assemblies: 0, rows: 0, malformed: 0 }
  const problems: Problem[] = []
  const source = exportSource(aws, request.payer, request.location)
  const scope = request.location
  try {
    const salt = [rulesVersion, request.kind, ...request.teamTagKeys].join(',')
    for (const assembly of newestAssemblies(await source.list(), salt)) {
      if (request.known.get(assembly.period) === assembly.fingerprint) continue
      const read = await readAssembly({ source, request, sink, assembly })
      problems.push(...read.problems)
      if (!read.done) {
        await sink.abandon(assembly)
        continue
      }
      await sink.publish(read.done)
      counts.assemblies += 1
      counts.rows += read.done.rows
      counts.malformed += read.done.malformed
    }
  } catch (error) {
    problems.push(faultOf(error, scope))
  }
  return { counts, problems }
}

type Reading = {
  readonly source: ExportSource
  readonly request: ExportRequest
  readonly sink: ExportSink
  readonly assembly: Assembly
}

type Outcome = { readonly done?: ReadAssembly; readonly problems: Problem[] }

async function readAssembly({ source, request, sink, assembly }: Reading): Promise<Outcome> {
  const problems: Problem[] = []
  const sums = openSums(request.teamTagKeys.map(tagName), assembly.period)
  const totals: Totals = new Map()
  const discounts = openDiscounts()
  const flush = async (limit: number) => {
    if (sums.size() > limit) await sink.stage(assembly, sums.take())
  }
  let [rows, malformed] = [0, 0]
  await sink.begin(assembly)
  let scope = `${request.location} ${assembly.period}`.trim()
  try {
    for (const file of await manifestFiles(source, assembly)) {
      scope = `${request.location} ${file.key}`
      const read = await source.withFile(file, (path) =>
        readFile(request.kind, path, { sums, totals, discounts, flush, period: assembly.period }),
      )
      rows += read.rows
      malformed += read.faults
      if (read.faults > 0) problems.push(malformedProblem(scope, read))
    }
  } catch (error) {
    return { problems: [...problems, faultOf(error, scope)] }
  }
  await flush(0)
  return {
    done: { assembly, rows, malformed, months: [...totals.values()], discounts: discounts.sums() },
    problems,
  }
}

type Totals = Map<string, { month: string; usd: number; amortizedUsd: number; netUsd: number }>
type Target = {
  readonly sums: Summing
  readonly totals: Totals
  readonly discounts: ReturnType<typeof openDiscounts>
  readonly period: string
  readonly flush: (limit: number) => Promise<void>
}
type FileRead = { rows: number; faults: number; named: string[] }

async function readFile(
  kind: ExportRequest['kind'],
  path: string,
  { sums, totals, discounts, period, flush }: Target,
): Promise<FileRead> {
  const format = formats[kind]
  const columns: Columns = { isRead: format.isRead, check: (names) => checkColumns(names, format.needed) }
  const read: FileRead = { rows: 0, faults: 0, named: [] }
  const rows = /\.parquet$/i.test(path) ? parquetRows(path, columns) : csvRows(path, columns)
  for await (const row of rows) {
    read.rows += 1
    const line = 'fault' in row ? row.fault : lineOf(format.line, row.cells)
    if (typeof line === 'string') {
      read.faults += 1
      if (read.named.length < namedMax) read.named.push(`row ${read.rows}: ${line}`)
      continue
    }
    sums.add(line)
    discounts.add(line)
    if (!line.split) addTotal(totals, line, period)
    await flush(heldMax)
  }
  return read
}

function lineOf(parse: (cells: Cells) => ExportLine, cells: Cells): ExportLine | string {
  try {
    return parse(cells)
  } catch (error) {
    if (error instanceof MalformedRowError) return error.message
    throw error
  }
}

function addTotal(totals: Totals, line: ExportLine, period: string): void {
  const { usd, amortizedUsd, netUsd } = line
  const month = line.period || period || monthOf(line.day)
  const total = totals.get(month) ?? { month, usd: 0, amortizedUsd: 0, netUsd: 0 }
  total.usd += usd
  total.amortizedUsd += amortizedUsd
  total.netUsd += netUsd
  totals.set(month, total)
}

function checkColumns(names: readonly string[], needed: readonly string[]): void {
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length > 0)
    throw new AppError(
      'invalid-input',
      `It has no column ${missing.join(', ')}. Export them, or name the format that it is in (cur or focus).`,
    )
}

function malformedProblem(scope: string, { rows, faults, named }: FileRead): Problem {
  const more = faults > named.length ? `; and ${faults - named.length} more` : ''
  const text = `${faults} of ${rows} rows of ${scope} could not be read: ${named.join('; ')}${more}. The others count.`
  return { scope, code: 'cost-row-malformed', text }
}

function faultOf(error: unknown, scope: string): Problem {
  const isAws = typeof error === 'object' && error !== null && '$metadata' in error
  if (isAws) return problemOf(error, { scope, action: 's3:GetObject' })
  return {
    scope,
    code: 'cost-export',
    text: `Reading the cost export ${scope}: ${errorText(error)} What was read of the period before stays.`,
  }
}
