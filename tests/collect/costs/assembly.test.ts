import { describe, expect, test } from 'vitest'
import { type ExportFile, newestAssemblies } from '#lib/collect/costs/exports/assembly.ts'

const file = (key: string, modifiedMs = 0, rest: Partial<ExportFile> = {}): ExportFile => ({
  key,
  etag: 'e',
  bytes: 10,
  modifiedMs,
  ...rest,
})
const chosen = (files: readonly ExportFile[]) =>
  newestAssemblies(files, '').map(({ period, files }) => [period, files.map(({ key }) => key)])

describe('the newest assembly of a billing period', () => {
  test('is all files where deliveries overwrite each other', () => {
    const root = 'x/data/BILLING_PERIOD=2026-10'
    const files = [
      file(`${root}/x-00001.snappy.parquet`),
      file(`${root}/x-00002.snappy.parquet`),
      file('x/metadata/BILLING_PERIOD=2026-10/x-Manifest.json'),
    ]
    expect(chosen(files)).toEqual([
      ['2026-10-01', [`${root}/x-00001.snappy.parquet`, `${root}/x-00002.snappy.parquet`]],
    ])
  })

  test('is the last folder where every delivery has its own', () => {
    const root = 'x/data/BILLING_PERIOD=2026-10'
    const files = [file(`${root}/2026-10-02-a/x.csv.gz`, 5), file(`${root}/2026-10-01-b/x.csv.gz`, 3)]
    expect(chosen(files)).toEqual([['2026-10-01', [`${root}/2026-10-02-a/x.csv.gz`]]])
  })

  test('waits for the manifest of a delivery that is under way', () => {
    const files = [
      file('x/data/BILLING_PERIOD=2026-10/run-2/x.csv.gz', 5),
      file('x/data/BILLING_PERIOD=2026-10/run-1/x.csv.gz', 3),
      file('x/metadata/BILLING_PERIOD=2026-10/run-1/x-Manifest.json', 3),
    ]
    expect(chosen(files)).toEqual([['2026-10-01', ['x/data/BILLING_PERIOD=2026-10/run-1/x.csv.gz']]])
  })

  test('is found in legacy reports, the newest period first', () => {
    const files = [
      file('r/20260901-20261001/assembly/r-00001.csv.gz'),
      file('r/20261001-20261101/assembly/r-00001.csv.gz'),
    ]
    expect(chosen(files).map(([period]) => period)).toEqual(['2026-10-01', '2026-09-01'])
  })

  test('is the folder as it stands where nothing names a period', () => {
    expect(
      chosen([file('a.csv'), file('deep/b.parquet'), file('notes.txt'), file('c.csv', 0, { bytes: 0 })]),
    ).toEqual([['', ['a.csv', 'deep/b.parquet']]])
  })
})

describe('the fingerprint', () => {
  const of = (files: readonly ExportFile[], salt = '') => newestAssemblies(files, salt)[0]?.fingerprint

  test('does not depend on the order of the listing', () => {
    const [a, b] = [file('a.csv'), file('b.csv')]
    expect(of([a, b])).toBe(of([b, a]))
  })

  test.each([
    ['the content', [file('a.csv', 0, { etag: 'f' })], ''],
    ['the size', [file('a.csv', 0, { bytes: 11 })], ''],
    ['the files', [file('a.csv'), file('b.csv')], ''],
    ['what is read of them', [file('a.csv')], 'owner'],
  ])('changes with %s', (_what, files, salt) => {
    expect(of(files, salt)).not.toBe(of([file('a.csv')]))
  })

  test('stays where only the time of delivery changed', () => {
    expect(of([file('a.csv', 9)])).toBe(of([file('a.csv', 3)]))
  })
})
