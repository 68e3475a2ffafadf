import { readFileSync } from 'node:fs'
import type { Price, Shape } from '#lib/model/shape.ts'
import { recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const [head, ...rows] = readFileSync('/work/shared/data/aws_catalogue/ec2_us_east_1.csv', 'utf8')
  .trim()
  .split('\n')
const shapes: Shape[] = [],
  prices: Price[] = []
for (const row of rows) {
  const c = row.split(',')
  const usd = Number(c[29])
  const cm = Number(c[30])
  shapes.push({
    name: c[0]!,
    service: 'ec2',
    family: c[1]!,
    size: c[2]!,
    arch: c[6] === 'arm64' ? 'arm64' : 'x86_64',
    currentGeneration: c[9] === 'True',
    burstable: c[11] === 'True',
    baselineVcpu: c[11] === 'True' ? Number(c[3]) * 0.3 : undefined,
    capacity: {
      cpu: Number(c[3]),
      memory: Number(c[5]),
      network: Number(c[18]),
      throughput: Number(c[23]) / 8.39,
    },
    cpuScorePerVcpu: cm > 0 ? cm / Number(c[3]) : undefined,
  })
  if (usd > 0)
    prices.push({ shape: c[0]!, region: 'us-east-1', key: 'linux', hourlyUsd: usd, asOf: '2026-07-20' })
}
const rdsBase = sizingInput('rds-instance')
for (const c of ['ec2-instance', 'asg', 'gpu-pool', 'rds-instance'] as const)
  for (const fixed of [false, true]) {
    if (fixed && c !== 'asg') continue
    const b = sizingInput(
      c,
      fixed ? { resource: { facts: { minSize: 30, maxSize: 30, desired: 30, zones: 3 } } } : {},
    )
    const input = {
      ...b,
      shapes: [
        ...shapes.filter((s) => !rdsBase.shapes.some((x) => x.name === s.name && c === 'gpu-pool')),
        ...rdsBase.shapes.filter((s) => s.service === 'rds' || s.gpuModel),
      ],
      prices: [...prices, ...rdsBase.prices.filter((p) => p.key !== 'linux')],
    }
    const r = recommend(input)
    const n = 40
    const t = performance.now()
    for (let i = 0; i < n; i++) recommend(input)
    console.log(
      c,
      fixed,
      ((performance.now() - t) / n).toFixed(2),
      'ms',
      r.finding,
      r.recommended?.label,
      JSON.stringify(r.refusedCounts),
    )
    for (const o of r.options)
      console.log(
        '   ',
        o === r.recommended ? '>' : ' ',
        o.label.padEnd(26),
        o.monthlyUsd.toFixed(0).padStart(7),
        o.chance.toFixed(3),
        o.excuse?.reason ?? '-',
        '|',
        o.excuse?.text ?? '',
      )
  }
